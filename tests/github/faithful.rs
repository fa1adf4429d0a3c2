//! The fake keeps GitHub's rules; a client that breaks them must fail here, too.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;

use super::bundle::{Bundle, RUN_PATH};
use super::fake::Fake;

/// The status, the head and the body of a plain GET.
fn get(url: &str, path: &str, token: Option<&str>) -> (u16, String, String) {
    let host = url.trim_start_matches("http://");
    let authorization = token.map(|token| format!("Authorization: token {token}\r\n")).unwrap_or_default();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n{authorization}\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head[9..12].parse().unwrap(), head.to_owned(), body.to_owned())
}

fn location(fake: &Fake, path: &str) -> String {
    let (status, head, _) = get(&fake.api_url, path, Some(Fake::TOKEN));
    assert_eq!(status, 302, "{head}");
    let location = head.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
    location.strip_prefix(&fake.blob_url).unwrap().to_owned()
}

#[test]
fn pages_name_the_next_one() {
    let bundle = Bundle::new();
    bundle.jobs(31);
    let fake = bundle.fake();
    let (status, head, body) = get(&fake.api_url, &format!("{RUN_PATH}/jobs"), None);
    let next = format!("link: <{}{RUN_PATH}/jobs?per_page=30&page=2>; rel=\"next\"", fake.api_url);
    assert!(status == 200 && head.contains(&next), "{head}");
    let page: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&page["total_count"], page["jobs"].as_array().map(Vec::len)), (&Value::from(31), Some(30)));
    let (_, head, body) = get(&fake.api_url, &format!("{RUN_PATH}/jobs?per_page=30&page=2"), None);
    assert!(!head.contains("link:") && body.contains("job 31"), "{head}");
}

#[test]
fn links_work_once_and_with_no_other_authorization() {
    let fake = Bundle::new().fake();
    let link = location(&fake, "/repos/o/r/actions/jobs/1/logs");
    let (status, _, body) = get(&fake.blob_url, &link, Some(Fake::TOKEN));
    assert!(status == 403 && body.contains("<Code>AuthenticationFailed</Code>"), "{body}");
    assert_eq!(get(&fake.blob_url, &link, None).0, 200);
    assert_eq!(get(&fake.blob_url, &link, None).0, 403);
    let (status, _, body) = get(&fake.blob_url, "/elsewhere", None);
    assert!(status == 404 && body.contains("<Code>BlobNotFound</Code>"), "{body}");
}

#[test]
fn refusals_are_worded_as_github_words_them() {
    let fake = Bundle::new().fake();
    let rows = [
        (RUN_PATH.to_owned(), Some("wrong"), 401, "Bad credentials"),
        (format!("{RUN_PATH}/logs"), None, 403, "Must have admin rights to Repository."),
        ("/repos/o/other/actions/runs/21565516978".to_owned(), None, 404, "Not Found"),
        ("/repos/o/r/contents/../run.json?ref=x".to_owned(), None, 404, "Not Found"),
        ("/user".to_owned(), Some(Fake::TOKEN), 403, "Resource not accessible by integration"),
        ("/users/x".to_owned(), Some(Fake::TOKEN), 404, "Not Found"),
    ];
    for (path, token, expected, message) in rows {
        let (status, _, body) = get(&fake.api_url, &path, token);
        let error: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((status, &error["message"]), (expected, &Value::from(message)), "{path}");
        assert_eq!(error["status"], expected.to_string());
    }
    let (status, _, job) = get(&fake.api_url, "/repos/o/r/actions/jobs/1", None);
    assert!(status == 200 && job.contains("\"job 1\""), "{job}");
}
