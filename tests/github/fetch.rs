//! What a whole run brings, and what is asked for it.

use std::fs;

use serde_json::json;
use triage::bundle::{Logs, RunLogs};
use triage::github::RunId;
use triage::model::{Conclusion, PullRequest};

use super::bundle::{Bundle, HEAD, LOG, RUN, RUN_PATH, ask, fetch, fetch_as, repo, run, sha};
use super::fake::{Fake, Fault, Host};

#[test]
fn the_parts_are_what_the_files_hold() {
    let bundle = Bundle::new();
    let parts = fetch(&bundle.fake()).unwrap();
    assert_eq!(parts.missing, []);
    assert_eq!(parts.source, "run 21565516978");

    let run = parts.run.unwrap();
    assert_eq!((run.id, run.number, run.attempt), (RUN, Some(901), Some(2)));
    assert_eq!((run.repo.as_deref(), run.workflow.as_deref()), (Some("o/r"), Some("CI")));
    assert_eq!(run.path.as_deref(), Some(".github/workflows/ci.yml"));
    assert_eq!((run.event.as_deref(), run.branch.as_deref()), (Some("pull_request"), Some("feature/x #1")));
    assert_eq!((run.head_sha.as_deref(), run.conclusion), (Some(HEAD), Some(Conclusion::Failure)));
    assert_eq!(run.created_at.unwrap().to_rfc3339(), "2026-02-01T15:34:12+00:00");
    assert_eq!(run.pull_requests, [PullRequest { number: 24, base: Some("main".to_owned()) }]);

    let [job] = parts.jobs.as_slice() else { panic!("{:?}", parts.jobs) };
    assert_eq!((job.id, job.name.as_str(), job.runner.as_deref()), (Some(1), "job 1", None));
    assert_eq!((job.labels.as_slice(), job.steps[0].number), (["ubuntu-latest".to_owned()].as_slice(), 1));
    assert_eq!((job.steps[0].conclusion.as_ref(), job.steps[0].started_at), (Some(&Conclusion::Failure), None));

    let [RunLogs { logs: Logs::Archive(bytes), .. }] = parts.logs.as_slice() else { panic!("{:?}", parts.logs) };
    assert_eq!(*bytes, fs::read(bundle.path("logs.zip")).unwrap());
    assert_eq!(parts.tree.unwrap(), ["a folder/100%.txt", "src/main.go"]);
    assert_eq!(parts.config.unwrap(), (".github/triage.yml".to_owned(), "labels: {}\n".to_owned()));
}

/// Ten at most; here the lists of pull requests and of the base's commits take two questions of those.
#[test]
fn the_newest_commits_come_with_their_files() {
    let bundle = Bundle::new();
    // One of them GitHub cannot tell: it stays, and says that its files are unknown.
    bundle.remove(&format!("commits/{}.json", sha(7)));
    let fake = bundle.fake();
    let commits = fetch(&fake).unwrap().commits.unwrap();
    let told: Vec<(String, bool)> = commits.iter().map(|commit| (commit.sha.clone(), commit.files.is_some())).collect();
    let expected: Vec<(String, bool)> = (1..=12).map(|number| (sha(number), number > 4 && number != 7)).collect();
    assert_eq!(told, expected);
    assert_eq!(commits[11].subject(), "change 12");
    assert_eq!(commits[11].authored_at.unwrap().to_rfc3339(), "2026-02-01T15:44:10+00:00");
    let files = commits[11].files.as_ref().unwrap();
    assert_eq!((files[0].path.as_str(), files[0].patch.as_deref()), ("src/12.go", Some("@@ -1 +1 @@")));
    assert_eq!((files[1].path.as_str(), files[1].patch.as_deref()), ("logo.png", None));

    let paths: Vec<String> = fake.journal().into_iter().map(|request| request.path).collect();
    assert_eq!(paths.iter().filter(|path| path.starts_with("/repos/o/r/commits/")).count(), 8);
    assert!(paths.contains(&format!("/repos/o/r/compare/{HEAD}...feature/x%20%231")), "{paths:#?}");
}

#[test]
fn jobs_come_in_pages_of_a_hundred() {
    let bundle = Bundle::new();
    bundle.jobs(250);
    let fake = bundle.fake();
    let jobs = ask(&fake.api_url, Some(Fake::TOKEN), async |client| client.jobs(&repo(), RUN).await).unwrap();
    let ids: Vec<u64> = jobs.iter().filter_map(|job| job.id).collect();
    assert_eq!(ids, (1..=250).collect::<Vec<u64>>());
    let queries: Vec<String> = fake.journal().into_iter().map(|request| request.query).collect();
    assert_eq!(queries[0], "per_page=100&page=1");
    let mut others = queries[1..].to_vec();
    others.sort();
    assert_eq!(others, ["per_page=100&page=2", "per_page=100&page=3"]);
}

/// A page that is not full is the last one.
#[test]
fn jobs_end_where_github_has_no_more_whatever_it_counted() {
    let fake = Bundle::new().fake();
    fake.fault(&format!("{RUN_PATH}/jobs"), Fault::answer(200, r#"{"total_count": 300, "jobs": [{"id": 1}]}"#));
    let jobs = ask(&fake.api_url, Some(Fake::TOKEN), async |client| client.jobs(&repo(), RUN).await).unwrap();
    assert_eq!((jobs.len(), fake.journal().len()), (1, 1));
}

#[test]
fn the_token_goes_to_the_api_and_never_along_a_redirect() {
    let bundle = Bundle::new();
    let fake = bundle.fake();
    fetch(&fake).unwrap();
    let text = ask(&fake.api_url, Some(Fake::TOKEN), async |client| client.job_log(&repo(), 1).await).unwrap();
    assert_eq!(text, LOG.as_bytes());

    let (api, blob): (Vec<_>, Vec<_>) = fake.journal().into_iter().partition(|request| request.host == Host::Api);
    assert!(api.iter().all(|request| request.has("authorization") && request.has("user-agent") && request.body.is_empty()), "{api:#?}");
    assert_eq!(blob.len(), 2);
    assert!(blob.iter().all(|request| !request.has("authorization") && request.method == "GET"), "{blob:#?}");
    assert!(fake.blob_url != fake.api_url);
}

#[test]
fn an_attempt_is_asked_for_as_such() {
    let bundle = Bundle::new();
    let fake = bundle.fake();
    let second = fetch_as(&fake, Some(Fake::TOKEN), RunId { id: RUN, attempt: Some(2) }).unwrap();
    assert_eq!((second.source.as_str(), second.jobs.len()), ("run 21565516978 --attempt 2", 1));
    let asked = |end: &str| fake.journal().iter().filter(|request| request.path == format!("{RUN_PATH}/attempts/2{end}")).count();
    assert_eq!((asked(""), asked("/jobs"), asked("/logs")), (1, 1, 1));

    let error = fetch_as(&fake, Some(Fake::TOKEN), RunId { id: RUN, attempt: Some(3) }).unwrap_err();
    assert_eq!(error.to_string(), "read attempt 3 of run 21565516978 of o/r: not found (404)");
}

#[test]
fn the_branch_of_a_fork_is_not_ours_of_the_same_name() {
    let bundle = Bundle::new();
    let mut run = run();
    run["head_repository"]["full_name"] = json!("somebody/r");
    run["head_branch"] = json!("main");
    bundle.json("run.json", &run);
    let fake = bundle.fake();
    assert_eq!(fetch(&fake).unwrap().commits.unwrap().len(), 12);
    let compare = format!("/repos/o/r/compare/{HEAD}...somebody%3Amain");
    assert!(fake.journal().iter().any(|request| request.path == compare));
}

#[test]
fn a_file_is_read_at_the_head_and_stays_in_the_repository() {
    let bundle = Bundle::new();
    let fake = bundle.fake();
    let read = |path: &str| ask(&fake.api_url, Some(Fake::TOKEN), async |client| client.file(&repo(), HEAD, path).await).unwrap();
    assert_eq!(read("src/main.go").as_deref(), Some("package main // é\n"));
    assert_eq!(read("a folder/100%.txt").as_deref(), Some("all\n"));
    assert_eq!(read("src/none.go"), None);
    let asked = fake.journal().len();
    for path in ["../../../user", "/etc/passwd", "src//main.go", "./src/main.go", ""] {
        assert_eq!(read(path), None, "{path}");
    }
    assert_eq!(fake.journal().len(), asked, "nothing was asked for");
}

#[test]
fn no_configuration_is_nothing_missing() {
    let bundle = Bundle::new();
    bundle.remove("config/.github/triage.yml");
    let parts = fetch(&bundle.fake()).unwrap();
    assert_eq!((parts.config, parts.missing), (None, vec![]));
}
