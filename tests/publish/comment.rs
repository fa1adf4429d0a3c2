//! One comment: when there is one, what it says, and what keeps it away.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::fake::{Fake, Fault};
use super::scene::{Ended, HEAD, LINE, Scene, job, red, run, triage_in};

pub(crate) const COMMENTS: &str = "/repos/o/r/issues/24/comments";

/// A pull request whose head has run 7.
pub(crate) fn pull(scene: &Scene, head: &str, labels: &[&str]) {
    let labels: Vec<Value> = labels.iter().map(|name| json!({"name": name})).collect();
    scene.json(
        "pull.json",
        &json!({
            "number": 24, "state": "open", "labels": labels, "base": {"ref": "main"},
            "head": {"sha": head, "ref": "topic", "repo": {"full_name": "o/r", "owner": {"login": "o"}}}
        }),
    );
}

pub(crate) fn scene() -> Scene {
    let scene = Scene::new();
    pull(&scene, HEAD, &[]);
    scene
}

/// `triage pr 24` with these options, as in a workflow whose summary is this file.
pub(crate) fn posting(fake: &Fake, options: &[&str], summary: Option<&Path>) -> Ended {
    let arguments = [&["pr", "24", "-R", "o/r", "--no-cache", "--format", "json"], options].concat();
    let mut env = vec![("GH_TOKEN", Fake::TOKEN)];
    env.extend(summary.map(|path| ("GITHUB_STEP_SUMMARY", path.to_str().unwrap())));
    triage_in(Path::new("/"), Some(fake), &arguments, &env)
}

pub(crate) fn bodies(fake: &Fake) -> Vec<String> {
    fake.comments(24).iter().map(|comment| comment["body"].as_str().unwrap().to_owned()).collect()
}

fn commented(fake: &Fake) -> Ended {
    let ended = posting(fake, &["--comment"], None);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended
}

#[test]
fn one_comment_and_the_same_again_changes_nothing() {
    let scene = scene();
    let fake = scene.fake();
    let ended = commented(&fake);
    assert_eq!(ended.stderr, "commented on pull request 24\n");
    let [body] = bodies(&fake).try_into().unwrap();
    assert!(body.starts_with("<!-- triage:comment ") && body.contains(LINE), "{body}");

    let writes = || fake.journal().iter().filter(|request| request.path.contains("/issues/") && request.method != "GET").count();
    let before = writes();
    let ended = commented(&fake);
    assert_eq!(ended.stderr, "the comment on pull request 24 says so already\n");
    assert_eq!((writes(), bodies(&fake)), (before, vec![body]));
}

#[test]
fn a_deleted_comment_is_made_again() {
    let scene = scene();
    let fake = scene.fake();
    commented(&fake);
    fake.wipe();
    commented(&fake);
    assert_eq!(bodies(&fake).len(), 1);
}

#[test]
fn a_gateway_that_lost_the_answer_leaves_one() {
    let scene = scene();
    // It was done, and said to be an error.
    let fake = scene.fake();
    fake.fault(&format!("POST {COMMENTS}"), Fault::done_but(502, "<html>").times(1));
    commented(&fake);
    assert_eq!(bodies(&fake).len(), 1);
    assert_eq!(fake.journal().iter().filter(|request| request.method == "POST" && request.path == COMMENTS).count(), 1);
    // It was an error.
    let fake = scene.fake();
    fake.fault(&format!("POST {COMMENTS}"), Fault::answer(502, "<html>").times(1));
    commented(&fake);
    assert_eq!(bodies(&fake).len(), 1);
    // The connection ended without a word.
    let fake = scene.fake();
    fake.fault(&format!("POST {COMMENTS}"), Fault::cut(0).times(1));
    commented(&fake);
    assert_eq!(bodies(&fake).len(), 1);
}

#[test]
fn what_others_wrote_is_never_edited() {
    let scene = scene();
    let fake = scene.fake();
    let forged = "<!-- triage:comment 0000000000000000 -->\n\nmine";
    let other = fake.say(24, 5, forged);
    commented(&fake);
    let comments = fake.comments(24);
    assert_eq!((comments[0]["id"].as_u64(), comments[0]["body"].as_str()), (Some(other), Some(forged)));
    assert_eq!((comments.len(), comments[1]["user"]["id"].as_u64()), (2, Some(Fake::ACCOUNT)));
    // Nor what we wrote for something else.
    let fake = scene.fake();
    fake.say(24, Fake::ACCOUNT, "Deployed. <!-- triage:comment 0 -->");
    commented(&fake);
    assert_eq!(bodies(&fake)[0], "Deployed. <!-- triage:comment 0 -->");
}

#[test]
fn where_posting_is_forbidden_the_summary_has_it() {
    let scene = scene();
    let fake = scene.fake();
    fake.fault(&format!("POST {COMMENTS}"), Fault::answer(403, r#"{"message": "Resource not accessible by integration"}"#));
    let summary = scene.path("summary.md");
    let ended = posting(&fake, &["--comment"], Some(&summary));
    assert_eq!(
        (ended.code, ended.stderr.as_str()),
        (
            0,
            "note: the comment could not be posted: failed to write a comment on o/r#24: forbidden (403): Resource not accessible by \
             integration (the token needs `pull-requests: write` on this repository (classic tokens: `repo`))\n\
             the report stands in the summary of this run\n"
        )
    );
    assert!(fs::read_to_string(&summary).unwrap().contains(LINE));
    // Outside of a workflow there is no summary, and no failure either.
    let ended = posting(&fake, &["--comment"], None);
    assert_eq!((ended.code, ended.stderr.lines().count()), (0, 1), "{}", ended.stderr);
}

#[test]
fn what_github_shows_anyway_gets_the_summary_only() {
    let scene = scene();
    let line = "##[error]src/app.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.";
    scene.write("logs.zip", super::scene::archive(&[("0_build.txt", &red(line)), ("build/4_Run make.txt", &red(line))]));
    let fake = scene.fake();
    let summary = scene.path("summary.md");
    let ended = posting(&fake, &["--comment"], Some(&summary));
    assert_eq!(bodies(&fake), [""; 0], "{}", ended.stderr);
    assert!(ended.stderr.starts_with("no comment on pull request 24: it would add nothing"), "{}", ended.stderr);
    assert!(fs::read_to_string(&summary).unwrap().contains("TS2322"));
    // One that is there is kept up to date nevertheless.
    fake.say(24, Fake::ACCOUNT, "<!-- triage:comment 0000000000000000 -->\n\nold");
    commented(&fake);
    assert!(bodies(&fake)[0].contains("TS2322"));
}

#[test]
fn silent_where_a_label_or_the_configuration_says_so() {
    let scene = scene();
    pull(&scene, HEAD, &["Triage-Silent"]);
    let fake = scene.fake();
    let ended = commented(&fake);
    assert_eq!((ended.stderr.as_str(), bodies(&fake).len()), ("note: no comment: pull request 24 is labelled triage-silent\n", 0));
    pull(&scene, HEAD, &["hush"]);
    scene.write("config/.github/triage.yml", "silent-label: hush\n");
    assert_eq!((commented(&fake).stderr.as_str(), bodies(&fake).len()), ("note: no comment: pull request 24 is labelled hush\n", 0));
    scene.write("config/.github/triage.yml", "comment: false\n");
    let said = "note: no comment: the repository's configuration says so\n";
    assert_eq!((commented(&fake).stderr.as_str(), bodies(&fake).len()), (said, 0));
}

#[test]
fn a_newer_head_takes_its_place_and_tells_of_the_older() {
    let scene = scene();
    let fake = scene.fake();
    commented(&fake);
    let newer = "9".repeat(40);
    pull(&scene, &newer, &[]);
    let mut green = run(8, "success");
    green["head_sha"] = newer.as_str().into();
    scene.json("runs/8/run.json", &green);
    scene.jobs("runs/8/", &[job(81, "build", "success")]);
    commented(&fake);
    let [body] = bodies(&fake).try_into().unwrap();
    assert!(body.contains("Nothing failed on `999999999`") && !body.contains(LINE), "{body}");
    assert!(body.contains("<details>") && body.contains("- `8f30b3499`: ~~[CI](https://github.com/o/r/actions/runs/7)~~"), "{body}");
}

/// A run's own pull request is commented, too; and what only a merge queue saw is told to the pull request in it.
#[test]
fn a_run_finds_its_pull_request() {
    let scene = scene();
    let fake = scene.fake();
    let of_run = ["run", "7", "-R", "o/r", "--no-cache", "--format", "json", "--comment"];
    let ended = triage_in(Path::new("/"), Some(&fake), &of_run, &[("GH_TOKEN", Fake::TOKEN)]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, "commented on pull request 24\n"));

    scene.json("run.json", &run(7, "success"));
    let mut queued = run(9, "failure");
    let sha = "a".repeat(40);
    for (field, value) in [("event", "merge_group"), ("head_branch", "gh-readonly-queue/main/pr-24-aaaaaaaaaa"), ("head_sha", sha.as_str())]
    {
        queued[field] = value.into();
    }
    queued["pull_requests"] = json!([]);
    scene.json("runs/9/run.json", &queued);
    scene.jobs("runs/9/", &[job(91, "build", "failure")]);
    scene.write("runs/9/logs.zip", super::scene::archive(&[("0_build.txt", &red(LINE))]));
    let of_queue = ["run", "9", "-R", "o/r", "--no-cache", "--format", "json", "--comment"];
    let ended = triage_in(Path::new("/"), Some(&fake), &of_queue, &[("GH_TOKEN", Fake::TOKEN)]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, "updated the comment on pull request 24\n"));
    assert!(bodies(&fake)[0].contains("**In the merge queue:**") && bodies(&fake)[0].contains(LINE));
}

#[test]
fn on_github_enterprise_server() {
    let scene = scene();
    let fake = Fake::start_below(&scene.path(""), "/api/v3");
    let ended = commented(&fake);
    assert_eq!((ended.stderr.as_str(), bodies(&fake).len()), ("commented on pull request 24\n", 1));
    assert!(fake.journal().iter().any(|request| request.path == "/api/graphql" && request.has("authorization")));
}
