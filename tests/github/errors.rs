//! What ends a triage: no access, no such run, no network. And that the sentences say so.

use triage::github::{Client, ClientOptions, Error, Reason, RunId, block_on};

use super::bundle::{Bundle, RUN, RUN_PATH, ask, fetch, fetch_as, repo};
use super::fake::{Fake, Fault};

/// The error's text and its hint.
fn texts(error: &Error) -> (String, String) {
    (error.to_string(), error.hint().unwrap_or_default())
}

#[test]
fn a_wrong_token() {
    let error = fetch_as(&Bundle::new().fake(), Some("ghp_wrong"), RunId::from(RUN)).unwrap_err();
    let (text, hint) = texts(&error);
    assert_eq!(text, "read run 21565516978 of o/r: GitHub does not accept the token (401)");
    assert!(hint.contains("GH_TOKEN") && hint.contains("gh auth login"), "{hint}");
    assert!(!format!("{error:?}").contains("ghp_wrong"));
}

#[test]
fn a_token_without_the_permission() {
    let fake = Bundle::new().fake();
    fake.fault(RUN_PATH, Fault::answer(403, r#"{"message": "Resource not accessible by integration", "status": "403"}"#));
    let (text, hint) = texts(&fetch(&fake).unwrap_err());
    assert_eq!(text, "read run 21565516978 of o/r: forbidden (403): Resource not accessible by integration");
    assert!(hint.contains("`actions: read`"), "{hint}");
}

#[test]
fn no_such_run() {
    let fake = Bundle::new().fake();
    let (text, hint) = texts(&fetch_as(&fake, Some(Fake::TOKEN), RunId::from(1)).unwrap_err());
    assert_eq!(text, "read run 1 of o/r: not found (404)");
    assert!(hint.contains("that the token may read it"), "{hint}");
    let (_, hint) = texts(&fetch_as(&fake, None, RunId::from(1)).unwrap_err());
    assert!(hint.contains("private repositories") && hint.contains("GH_TOKEN"), "{hint}");
}

#[test]
fn no_such_repository() {
    let fake = Bundle::new().fake();
    let other = "o/other".parse().unwrap();
    let error = ask(&fake.api_url, Some(Fake::TOKEN), async |client| triage::github::fetch(&client, &other, RUN).await).unwrap_err();
    assert_eq!(error.to_string(), "read run 21565516978 of o/other: not found (404)");
    assert_eq!(fake.journal().len(), 1, "nothing else is asked for");
}

#[test]
fn a_rate_limit() {
    let rows = [
        (403, "x-ratelimit-remaining", "0", "Forbidden"),
        (403, "retry-after", "17", "Forbidden"),
        (429, "x-ratelimit-remaining", "9", "Too many requests"),
        (403, "x-ratelimit-remaining", "9", "You have exceeded a secondary rate limit."),
    ];
    for (status, header, value, message) in rows {
        let fake = Bundle::new().fake();
        let limit = Fault::answer(status, format!(r#"{{"message": "{message}"}}"#)).header("x-ratelimit-reset", "1769960052");
        fake.fault(RUN_PATH, limit.header(header, value));
        let (text, hint) = texts(&fetch(&fake).unwrap_err());
        assert_eq!(text, format!("read run 21565516978 of o/r: GitHub's rate limit is reached ({status})"));
        assert_eq!(hint, "wait until 15:34:12 UTC");
        let (_, hint) = texts(&fetch_as(&fake, None, RunId::from(RUN)).unwrap_err());
        assert!(hint.contains("60 requests an hour"), "{hint}");
    }
}

#[test]
fn nobody_there() {
    // A port below 1024 that no machine serves; a free one could be taken by the next test.
    let gone = "127.0.0.1:1";
    let error = ask(&format!("http://{gone}"), None, async |client| client.run(&repo(), RUN).await).unwrap_err();
    let (text, hint) = texts(&error);
    assert!(text.starts_with(&format!("read run 21565516978 of o/r: cannot reach {gone}: ")), "{text}");
    assert!(text.contains("refused"), "{text}");
    assert!(hint.contains("--api-url"), "{hint}");
}

/// rustls picks its provider by itself: a server that speaks no TLS is an error, not a panic.
#[test]
fn https_to_what_speaks_http() {
    let fake = Bundle::new().fake();
    let url = fake.api_url.replace("http://", "https://");
    let error = ask(&url, None, async |client| client.run(&repo(), RUN).await).unwrap_err();
    assert!(matches!(error.reason(), Some(Reason::Unreachable { .. })), "{error}");
}

#[test]
fn a_gateway_that_fails_twice_is_asked_a_third_time() {
    let fake = Bundle::new().fake();
    fake.fault(RUN_PATH, Fault::answer(502, "<html>").times(2));
    assert_eq!(fetch(&fake).unwrap().missing, []);
    fake.fault(RUN_PATH, Fault::answer(500, "{}"));
    let error = ask(&fake.api_url, None, async |client| client.run(&repo(), RUN).await).unwrap_err();
    assert_eq!(error.to_string(), "read run 21565516978 of o/r: GitHub answered 500");
    assert_eq!(fake.journal().iter().filter(|request| request.path == RUN_PATH).count(), 3 + 4);
}

#[test]
fn answers_that_are_not_githubs() {
    let fake = Bundle::new().fake();
    fake.fault(&format!("{RUN_PATH}*"), Fault::answer(200, "<html>Please log in</html>"));
    let run = ask(&fake.api_url, None, async |client| client.run(&repo(), RUN).await).unwrap_err();
    let jobs = ask(&fake.api_url, None, async |client| client.jobs(&repo(), RUN).await).unwrap_err();
    for (error, what) in [(run, "run"), (jobs, "the jobs of run")] {
        let (text, hint) = texts(&error);
        let expected = format!("read {what} 21565516978 of o/r: the answer cannot be read: expected value at line 1 column 1");
        assert_eq!(text, expected);
        assert!(hint.contains("--api-url"), "{hint}");
    }
}

#[test]
fn a_run_without_anything_is_an_error() {
    let fake = Bundle::new().fake();
    for end in ["", "/jobs", "/logs"] {
        fake.fault(&format!("{RUN_PATH}{end}"), Fault::answer(200, r#"{"id": 21565"#));
    }
    let error = fetch(&fake).unwrap_err();
    assert_eq!(
        error.to_string(),
        "read run 21565516978 of o/r: the answer cannot be read: EOF while parsing an object at line 1 column 12"
    );
}

#[test]
fn addresses_that_are_none() {
    let refused = |url: &str| {
        let options = ClientOptions::new(url, None);
        block_on(async { Client::new(options).unwrap_err() }).unwrap()
    };
    for url in ["", "api.github.com", "localhost:80", "ftp://example.com", "https://", "https://u:p@example.com", "https://example.com?x=1"]
    {
        let error = refused(url);
        assert!(matches!(error, Error::Address { .. }), "{url}: {error}");
        assert!(error.hint().unwrap().contains("/api/v3"));
    }
    let outside = Client::new(ClientOptions::new("https://api.github.com", None)).unwrap_err();
    assert!(matches!(outside, Error::Setup(_)), "{outside}");
}

#[test]
fn a_token_is_not_printed() {
    let options = ClientOptions::new("http://localhost", Some("ghp_secret\u{1}".to_owned()));
    assert!(!format!("{options:?}").contains("ghp_secret"));
    let error = block_on(async { Client::new(options).unwrap_err() }).unwrap();
    assert!(!format!("{error} {error:?}").contains("ghp_secret"), "{error}");
}
