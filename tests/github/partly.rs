//! A part that cannot be had is said to be missing, and the rest goes on.

use serde_json::json;
use triage::bundle::Parts;
use triage::github::RunId;
use triage::model::Missing;

use super::bundle::{Bundle, HEAD, RUN, RUN_PATH, fetch, fetch_as, run};
use super::fake::{Fake, Fault};

const LOGS: &str = "/repos/o/r/actions/runs/21565516978/attempts/2/logs";
const TEXT: &str = "/repos/o/r/actions/jobs/1/logs";

/// The only thing missing, after a look at the rest.
fn lack(parts: &Parts) -> &Missing {
    assert!(parts.run.is_some());
    let [missing] = parts.missing.as_slice() else { panic!("{:#?}", parts.missing) };
    missing
}

fn without_logs(fake: &Fake, token: Option<&str>) -> (String, String) {
    let parts = fetch_as(fake, token, RunId::from(RUN)).unwrap();
    assert!(parts.logs.is_empty() && parts.texts.is_empty(), "{:?}", parts.logs);
    assert_eq!((parts.jobs.len(), parts.commits.as_ref().map(Vec::len), parts.tree.as_ref().map(Vec::len)), (1, Some(12), Some(2)));
    let missing = lack(&parts);
    assert_eq!(missing.what, "log archive");
    (missing.why.clone(), missing.hint.clone().unwrap_or_default())
}

#[test]
fn expired_logs() {
    let fake = Bundle::new().fake();
    for path in [LOGS, TEXT] {
        fake.fault(path, Fault::answer(410, r#"{"message": "Server Error", "status": "410"}"#));
    }
    let (why, hint) = without_logs(&fake, Some(Fake::TOKEN));
    assert_eq!(why, "expired or deleted (410)");
    assert!(hint.contains("90 days"), "{hint}");
}

#[test]
fn logs_without_a_token() {
    let (why, hint) = without_logs(&Bundle::new().fake(), None);
    assert_eq!(why, "forbidden (403): Must have admin rights to Repository.");
    assert!(hint.contains("even on public repositories") && hint.contains("GH_TOKEN"), "{hint}");
}

#[test]
fn a_run_without_logs() {
    let bundle = Bundle::new();
    bundle.remove("logs.zip");
    assert_eq!(without_logs(&bundle.fake(), Some(Fake::TOKEN)).0, "not found (404)");
}

/// No archive is asked for; the jobs that have ended have logs of their own.
#[test]
fn a_run_that_has_not_ended() {
    let bundle = Bundle::new();
    let mut run = run();
    (run["status"], run["conclusion"]) = (json!("in_progress"), json!(null));
    bundle.json("run.json", &run);
    let fake = bundle.fake();
    let parts = fetch(&fake).unwrap();
    assert_eq!((parts.logs.len(), parts.texts.keys().copied().collect::<Vec<_>>()), (0, vec![1]));
    assert_eq!((lack(&parts).what.as_str(), lack(&parts).why.as_str()), ("jobs still to end", "the run has not ended: 1 of 1 jobs have"));
    assert!(fake.journal().iter().all(|request| request.path != LOGS));
}

/// A link is good for a minute: another is asked for, once.
#[test]
fn a_storage_that_refuses() {
    let fake = Bundle::new().fake();
    let refusal = Fault::answer(403, "<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code></Error>");
    fake.fault("/actions-results/*", refusal.clone().times(1));
    assert_eq!(fetch(&fake).unwrap().missing, []);
    fake.fault("/actions-results/*", refusal);
    let (why, hint) = without_logs(&fake, Some(Fake::TOKEN));
    assert_eq!(why, "the log storage answered 403 AuthenticationFailed");
    assert!(hint.contains("try again"), "{hint}");
    assert_eq!(fake.journal().iter().filter(|request| request.path == LOGS).count(), 2 + 4);
}

#[test]
fn a_storage_that_has_nothing() {
    let fake = Bundle::new().fake();
    fake.fault("/actions-results/*", Fault::answer(404, "\u{feff}<?xml version=\"1.0\"?><Error><Code>BlobNotFound</Code></Error>"));
    assert_eq!(without_logs(&fake, Some(Fake::TOKEN)).0, "the log storage answered 404 BlobNotFound");
}

#[test]
fn an_archive_that_breaks_off() {
    let fake = Bundle::new().fake();
    fake.fault("/actions-results/*", Fault::cut(40));
    let (why, _) = without_logs(&fake, Some(Fake::TOKEN));
    assert!(why.starts_with("the answer broke off: "), "{why}");
}

/// The failed job's text is asked for instead.
#[test]
fn an_archive_that_is_none() {
    let fake = Bundle::new().fake();
    fake.fault(LOGS, Fault::answer(200, r#"{"message": "Not Found"}"#));
    let parts = fetch(&fake).unwrap();
    assert_eq!((parts.logs.len(), parts.texts.keys().copied().collect::<Vec<_>>()), (0, vec![1]));
    assert_eq!((lack(&parts).what.as_str(), lack(&parts).why.as_str()), ("log archive", "the answer is not a whole zip archive"));
}

#[test]
fn jobs_that_break_off() {
    let fake = Bundle::new().fake();
    fake.fault(&format!("{RUN_PATH}/jobs"), Fault::answer(200, r#"{"total_count": 1, "jobs": [{"id""#));
    let parts = fetch(&fake).unwrap();
    assert!(parts.jobs.is_empty() && parts.logs.len() == 1);
    let missing = lack(&parts);
    assert_eq!(missing.what, "jobs");
    assert!(missing.why.starts_with("the answer cannot be read: EOF") && missing.why.ends_with("line 1 column 33"), "{}", missing.why);
}

#[test]
fn a_run_that_cannot_be_read_leaves_its_jobs_and_logs() {
    let fake = Bundle::new().fake();
    fake.fault(RUN_PATH, Fault::answer(200, "[]"));
    let parts = fetch(&fake).unwrap();
    let run = parts.run.unwrap();
    assert_eq!((run.id, run.repo.as_deref(), run.head_sha), (RUN, Some("o/r"), None));
    assert_eq!((parts.jobs.len(), parts.commits.is_none(), parts.tree), (1, true, None));
    let missing: Vec<&str> = parts.missing.iter().map(|missing| missing.what.as_str()).collect();
    assert_eq!(missing, ["the run's own data", "commits after the run", "files of the repository"]);
}

#[test]
fn a_branch_that_was_deleted() {
    let bundle = Bundle::new();
    bundle.remove("compare.json");
    let parts = fetch(&bundle.fake()).unwrap();
    assert!(parts.commits.is_none());
    let missing = lack(&parts);
    assert_eq!((missing.what.as_str(), missing.why.as_str()), ("commits after the run", "not found (404)"));
    assert!(missing.hint.as_ref().unwrap().contains("deleted"));
}

/// Our branch of the same name would be compared instead.
#[test]
fn a_fork_that_was_deleted() {
    let bundle = Bundle::new();
    let mut run = run();
    run["head_repository"] = json!(null);
    bundle.json("run.json", &run);
    let fake = bundle.fake();
    assert_eq!(lack(&fetch(&fake).unwrap()).why, "the fork of its branch was deleted");
    assert!(fake.journal().iter().all(|request| !request.path.contains(&format!("/compare/{HEAD}"))));
}

#[test]
fn more_commits_than_one_answer_holds() {
    let bundle = Bundle::new();
    bundle.json("compare.json", &json!({"total_commits": 300, "commits": [{"sha": "a"}]}));
    let parts = fetch(&bundle.fake()).unwrap();
    assert_eq!(parts.commits.as_ref().map(Vec::len), Some(1));
    assert_eq!(lack(&parts).why, "GitHub told 1 of 300");
}

/// A list with holes would make a file look as if it did not exist.
#[test]
fn a_tree_that_github_cut() {
    let fake = Bundle::new().fake();
    fake.fault("/repos/o/r/git/trees/*", Fault::answer(200, r#"{"tree": [{"path": "a", "type": "blob"}], "truncated": true}"#));
    let parts = fetch(&fake).unwrap();
    assert_eq!(parts.tree, None);
    assert_eq!(lack(&parts).what, "files of the repository");
}

#[test]
fn a_configuration_that_cannot_be_read() {
    let fake = Bundle::new().fake();
    fake.fault("/repos/o/r/contents/.github/triage.yml", Fault::answer(200, r#"{"content": "~~~", "encoding": "base64"}"#));
    let parts = fetch(&fake).unwrap();
    assert_eq!(parts.config, None);
    assert_eq!(lack(&parts).what, ".github/triage.yml of the default branch");
    assert!(lack(&parts).why.contains("not base64"), "{:?}", lack(&parts));
}
