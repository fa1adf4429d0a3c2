//! GitHub's JSON as it comes: nulls, gaps and new words are no errors; what is not JSON says where.

use triage::bundle::api::{self, HeadRepo};
use triage::model::Conclusion;

#[test]
fn a_run_may_leave_out_everything_but_its_id() {
    let run = api::run(br#"{"id": 7}"#).unwrap();
    assert_eq!((run.id, run.branch, run.conclusion, run.pull_requests.len()), (7, None, None, 0));
    let nulls = br#"{"id": 7, "run_number": null, "run_attempt": null, "name": "", "path": null, "event": null, "head_branch": null,
        "head_sha": null, "conclusion": null, "html_url": null, "created_at": "yesterday", "repository": null, "head_repository": null,
        "pull_requests": null}"#;
    let run = api::run(nulls).unwrap();
    assert_eq!((run.workflow, run.repo, run.created_at, run.number), (None, None, None, None));
    assert_eq!(api::head_repo(nulls).unwrap(), HeadRepo::Gone);
    assert_eq!(api::head_repo(br#"{"id": 7}"#).unwrap(), HeadRepo::Unsaid);
    assert_eq!(api::head_repo(br#"{"id": 7, "head_repository": {"full_name": "o/r"}}"#).unwrap(), HeadRepo::Named("o/r".to_owned()));
}

#[test]
fn a_conclusion_that_is_new_is_kept() {
    let run = api::run(br#"{"id": 7, "conclusion": "abandoned"}"#).unwrap();
    assert_eq!(run.conclusion, Some(Conclusion::Other("abandoned".to_owned())));
    let run = api::run(br#"{"id": 7, "conclusion": "startup_failure"}"#).unwrap();
    assert_eq!(run.conclusion, Some(Conclusion::StartupFailure));
}

#[test]
fn a_job_may_never_have_started() {
    let (total, jobs) =
        api::jobs(br#"{"jobs": [{"id": 1, "name": "a", "conclusion": "skipped"}, {"id": 2, "steps": null, "labels": null}]}"#).unwrap();
    assert_eq!((total, jobs.len()), (2, 2));
    assert_eq!((jobs[0].steps.len(), jobs[0].conclusion.as_ref()), (0, Some(&Conclusion::Skipped)));
    assert_eq!((jobs[1].name.as_str(), jobs[1].labels.len()), ("", 0));
    let (_, jobs) =
        api::jobs(br#"{"total_count": 1, "jobs": [{"steps": [{"name": "Set up job", "number": 1}, {"name": "lost"}, {"number": 9}]}]}"#)
            .unwrap();
    assert_eq!(jobs[0].steps.iter().map(|step| step.number).collect::<Vec<_>>(), [1, 9]);
}

#[test]
fn commits_may_lack_authors_and_patches() {
    let (total, commits) =
        api::compare(br#"{"commits": [{"sha": "a", "commit": {"message": null, "author": null}, "files": []}]}"#).unwrap();
    assert_eq!((total, commits.len(), commits[0].files.is_none(), commits[0].subject()), (1, 1, true, ""));
    let commit = api::commit(br#"{"sha": "a", "commit": null, "files": null}"#).unwrap();
    assert_eq!((commit.authored_at, commit.files.unwrap().len()), (None, 0));
}

#[test]
fn trees_list_files_alone() {
    let tree = br#"{"tree": [{"path": "src", "type": "tree"}, {"path": "src/a", "type": "blob"}, {"path": "sub", "type": "commit"}, {}]}"#;
    assert_eq!(api::tree(tree).unwrap(), (true, vec!["src/a".to_owned()]));
}

#[test]
fn contents_come_packed_or_plain() {
    assert_eq!(api::contents(br#"{"encoding": "base64", "content": "aGVs\nbG8K\n"}"#).unwrap(), "hello\n");
    assert_eq!(api::contents(br#"{"encoding": "utf-8", "content": "hello"}"#).unwrap(), "hello");
    assert_eq!(api::contents(br#"{"encoding": "base64", "content": "/w=="}"#).unwrap(), "\u{fffd}");
    let large = api::contents(br#"{"encoding": "none", "content": ""}"#).unwrap_err();
    assert_eq!(large.to_string(), "read the contents of a file: larger than 1 MB");
    api::contents(br#"[{"path": "a"}]"#).unwrap_err();
    api::contents(br#"{"type": "submodule"}"#).unwrap_err();
}

#[test]
fn what_is_no_json_says_what_and_where() {
    let text = |bytes: &[u8]| api::run(bytes).unwrap_err().to_string();
    assert_eq!(text(b"<html>"), "read the run: expected value at line 1 column 1");
    assert_eq!(text(b""), "read the run: EOF while parsing a value at line 1 column 0");
    assert_eq!(text(b"{\n \"id\": \"x\"}"), "read the run: invalid type: string \"x\", expected u64 at line 2 column 10");
    assert_eq!(text(b"{}"), "read the run: missing field `id` at line 1 column 2");
    assert_eq!(api::jobs(b"[").unwrap_err().to_string(), "read the list of jobs: EOF while parsing a list at line 1 column 1");
    assert_eq!(api::run(b"\xEF\xBB\xBF{\"id\": 1}").unwrap().id, 1);
}
