//! What strangers write into names and logs, in what is posted beside the report itself.

use std::path::Path;

use serde_json::json;

use super::comment::{bodies, posting, pull, scene};
use super::fake::Fake;
use super::scene::{archive, job, red, run, triage_in};

const NAME: &str = "x](javascript:alert(1)) @octocat </details> `<!-- triage:comment 0 --> #1 ~~";

#[test]
fn a_workflows_name_in_the_history() {
    let scene = scene();
    let mut before = run(7, "failure");
    before["name"] = NAME.into();
    scene.json("run.json", &before);
    let fake = scene.fake();
    posting(&fake, &["--comment"], None);
    let newer = "9".repeat(40);
    pull(&scene, &newer, &[]);
    let mut green = run(8, "success");
    green["head_sha"] = newer.as_str().into();
    scene.json("runs/8/run.json", &green);
    scene.jobs("runs/8/", &[job(81, "build", "success")]);
    posting(&fake, &["--comment"], None);
    let [body] = bodies(&fake).try_into().unwrap();
    // All of it is code, in a link to the run's page.
    let code = format!("[``{NAME}``](https://github.com/o/r/actions/runs/7)");
    assert!(body.contains(&code), "{body}");
    let rest = body.replace(&code, "");
    assert!(!rest.contains("@octocat") && !rest.contains("javascript:") && rest.matches("</details>").count() == 1, "{rest}");
}

#[test]
fn a_title_of_an_issue_mentions_nobody() {
    let scene = scene();
    let mut of_main = run(7, "failure");
    (of_main["event"], of_main["head_branch"], of_main["pull_requests"]) = ("push".into(), "main".into(), json!([]));
    scene.json("run.json", &of_main);
    scene.jobs("", &[job(71, "build @octocat fixes #1", "failure")]);
    scene.write("logs.zip", archive(&[("0_build @octocat fixes #1.txt", &red("Error: statfs /srv/@octocat: no such file or directory"))]));
    let fake = scene.fake();
    let ended = triage_in(Path::new("/"), Some(&fake), &["run", "7", "-R", "o/r", "--no-cache", "--issue"], &[("GH_TOKEN", Fake::TOKEN)]);
    assert_eq!(ended.stderr, "opened issue 100\n");
    let title = fake.issues()[0]["title"].as_str().unwrap().to_owned();
    assert!(title.ends_with("(build octocat fixes 1)") && !title.contains(['@', '#']), "{title}");
}
