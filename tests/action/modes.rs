//! Comment, summary, issue, digest, prepare and post, command.

use std::fs;

use serde_json::{Value, json};

use super::fake::{Fake, Fault};
use super::runner::Runner;
use super::scene::{HEAD, LINE, Scene, archive, job, red, run};

fn scene() -> Scene {
    let scene = Scene::new();
    scene.json(
        "pull.json",
        &json!({
            "number": 24, "state": "open", "labels": [], "base": {"ref": "main"},
            "head": {"sha": HEAD, "ref": "topic", "repo": {"full_name": "o/r", "owner": {"login": "o"}}}
        }),
    );
    scene
}

fn event() -> Value {
    json!({"action": "completed", "workflow_run": {"id": 7, "name": "CI", "head_sha": HEAD, "conclusion": "failure"}})
}

fn bodies(fake: &Fake) -> Vec<String> {
    fake.comments(24).iter().map(|comment| comment["body"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_comment_and_a_summary() {
    let scene = scene();
    let fake = scene.fake();
    let mut runner = Runner::new(&scene, &fake, &[("mode", "comment, summary")]);
    runner.event = event();
    let job = runner.run();
    assert_eq!((job.code, job.log.as_str()), (0, "commented on pull request 24\n"));
    assert!(bodies(&fake)[0].contains(LINE) && job.summary.contains(LINE), "{job:?}");
    // Another workflow's run is none of its business.
    runner.inputs.insert("workflows", "Nightly\nDeploy".to_owned());
    let job = runner.run();
    assert_eq!((job.code, job.log.as_str(), job.summary.as_str()), (0, "nothing to do: the run is of another workflow\n", ""));
}

#[test]
fn inside_a_workflow_it_is_this_run() {
    let scene = scene();
    let fake = scene.fake();
    let mut runner = Runner::new(&scene, &fake, &[]);
    runner.event_name = "pull_request";
    runner.event = json!({"number": 24, "pull_request": {"number": 24}});
    assert_eq!(runner.run().code, 0);
    assert!(bodies(&fake)[0].contains(LINE));
}

#[test]
fn two_jobs_one_reads_and_one_writes() {
    let scene = scene();
    let fake = scene.fake();
    let mut runner = Runner::new(&scene, &fake, &[("mode", "prepare, summary")]);
    runner.event = event();
    let job = runner.run();
    assert_eq!((job.code, job.log.as_str(), bodies(&fake).len()), (0, "", 0));
    assert!(job.summary.contains(LINE));
    runner.inputs.insert("mode", "post".to_owned());
    let mut stale = event();
    stale["workflow_run"]["head_sha"] = "0".repeat(40).into();
    runner.event = stale;
    assert!(runner.run().log.contains("its head is another commit") && bodies(&fake).is_empty());
    runner.event = event();
    let job = runner.run();
    assert_eq!((job.code, job.log.as_str(), bodies(&fake).len()), (0, "commented on pull request 24\n", 1));
}

#[test]
fn a_pull_requests_own_rules_and_configuration_change_nothing() {
    let scene = scene();
    let fake = scene.fake();
    let mut runner = Runner::new(&scene, &fake, &[("mode", "comment")]);
    runner.event_name = "pull_request";
    runner.event = json!({"number": 24});
    runner.run();
    let [plain] = bodies(&fake).try_into().unwrap();
    fake.wipe();
    // What the head brings: a rule that says all is well, and a configuration that silences; in the checkout, and in the repository at its commit.
    let rule = "---\nid: calm\ntitle: All is well\ncategory: own\nkind: cause\nstatus: stable\nseverity: notice\nconfidence: high\nactor: nobody\nmatch: ['statfs']\n---\n# All is well\n";
    for folder in ["workspace/.github", "source/.github"] {
        scene.write(&format!("{folder}/triage/rules/own/calm.md"), rule);
        scene.write(&format!("{folder}/triage.yml"), "comment: false\nlabels: {build: Calm}\ndisable: [bind-mount-source-missing]\n");
    }
    runner.inputs.insert("rules", ".github/triage/rules".to_owned());
    let job = runner.run();
    assert_eq!(
        (job.code, job.log.as_str()),
        (0, "note: rules in the workspace are not used: they may be the pull request's own\ncommented on pull request 24\n")
    );
    assert_eq!(bodies(&fake), [plain]);
}

#[test]
fn posting_that_is_refused_and_github_that_is_away_fail_nothing() {
    let scene = scene();
    let fake = scene.fake();
    fake.fault("POST /repos/o/r/issues/24/comments", Fault::answer(403, r#"{"message": "Resource not accessible by integration"}"#));
    let mut runner = Runner::new(&scene, &fake, &[("mode", "comment")]);
    runner.event = event();
    let job = runner.run();
    assert!(job.code == 0 && job.log.contains("note: the comment could not be posted") && job.summary.contains(LINE), "{job:?}");

    fake.fault("/repos/o/r/actions/runs/7", Fault::answer(404, r#"{"message": "Not Found"}"#));
    let job = runner.run();
    assert!(job.code == 0 && job.log.starts_with("note: no report: failed to read run 7 of o/r"), "{job:?}");
}

#[test]
fn it_fails_where_it_was_asked_to_and_on_wrong_inputs() {
    let scene = scene();
    let fake = scene.fake();
    let mut runner = Runner::new(&scene, &fake, &[("mode", "summary"), ("fail-on", "any")]);
    runner.event = event();
    assert_eq!(runner.run().code, 1);
    runner.inputs.insert("mode", "sumary".to_owned());
    let job = runner.run();
    assert!(job.code == 2 && job.log.contains("mode `sumary` is none of comment, summary"), "{job:?}");
    // What is a word of a command line elsewhere is a value here.
    runner.inputs.insert("mode", "summary".to_owned());
    runner.inputs.insert("run-id", "--output=/tmp/x; echo".to_owned());
    assert_eq!(runner.run().code, 2);
}

#[test]
fn a_command_by_somebody_who_may_write() {
    let scene = scene();
    let fake = scene.fake();
    let mut runner = Runner::new(&scene, &fake, &[("mode", "command")]);
    runner.event_name = "issue_comment";
    let by =
        |login: &str, body: &str| json!({"issue": {"number": 24, "pull_request": {}}, "comment": {"body": body, "user": {"login": login}}});
    for (login, body, said) in [
        ("stranger", "/triage", "nothing to do: the comment is by somebody who may not write to the repository\n"),
        ("maintainer", "please /triage", "nothing to do: not a /triage comment on a pull request\n"),
        ("maintainer", "/triage please", "commented on pull request 24\n"),
    ] {
        runner.event = by(login, body);
        assert_eq!((runner.run().log.as_str(), login), (said, login));
    }
    assert_eq!(bodies(&fake).len(), 1);
}

/// Times of now: a digest is of the last days.
fn recent(hours: i64) -> String {
    (chrono::Utc::now() - chrono::TimeDelta::hours(hours)).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[test]
fn a_digest_and_its_one_issue_on_schedule() {
    let scene = scene();
    for (id, hours) in [(7, 30), (8, 20)] {
        let mut of = run(id, "failure");
        (of["created_at"], of["event"], of["head_branch"]) = (recent(hours).into(), "push".into(), "main".into());
        let folder = if id == 7 { String::new() } else { "runs/8/".to_owned() };
        scene.json(&format!("{folder}run.json"), &of);
        scene.jobs(&folder, &[job(id * 10 + 1, "build", "failure")]);
        scene.write(&format!("{folder}logs.zip"), archive(&[("0_build.txt", &red(LINE))]));
    }
    let fake = scene.fake();
    let mut runner = Runner::new(&scene, &fake, &[("mode", "digest, issue"), ("since", "7d")]);
    runner.event_name = "schedule";
    runner.event = json!({"schedule": "23 5 * * 1"});
    let job = runner.run();
    assert_eq!((job.code, job.log.as_str()), (0, "the digest stands in issue 100\n"));
    assert!(job.summary.contains("bind mount"), "{}", job.summary);
    assert_eq!(runner.run().code, 0);
    let issues = fake.issues();
    assert_eq!((issues.len(), issues[0]["title"].as_str()), (1, Some("Triage digest")));
    assert!(issues[0]["body"].as_str().unwrap().starts_with("<!-- triage:digest -->"));
    assert!(fs::read_to_string(scene.path("temp/triage.md")).unwrap().contains("bind mount"));
}
