//! Commands against the fake, and each question and answer of theirs against the description.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::description::Description;
use super::fake::{Fake, Host};
use super::scene::{self, HEAD, Scene};

const REPO: &str = "jordigilh/kubernaut";

fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

/// Runs the program with a home of its own, so that nothing cached answers in the fake's place.
fn triage(fake: &Fake, arguments: &[&str]) {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_triage"))
        .args(arguments)
        .args(["-R", REPO, "--api-url", &fake.api_url])
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .env("HOME", home.path())
        .env("GH_TOKEN", Fake::TOKEN)
        .current_dir(home.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn questions_and_answers_are_as_github_describes_them() {
    let Some(mut description) = Description::read() else { return };
    let mut wrong = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (bundle, arguments) in [("seed-run", ["run", "21565516978"]), ("next-run", ["run", "21566653233"])] {
        let fake = Fake::start(&sample(bundle));
        triage(&fake, &arguments);
        for (request, response) in fake.answers().into_iter().filter(|(request, _)| request.host == Host::Api) {
            let name = format!("{} {}?{}", request.method, request.path, request.query);
            let Some(operation) = description.operation(&request.method, &request.path) else {
                wrong.push(format!("{name}: GitHub has no such operation"));
                continue;
            };
            seen.insert(name.clone());
            let known = description.query(&operation);
            for pair in request.query.split('&').filter(|pair| !pair.is_empty()) {
                let parameter = pair.split_once('=').map_or(pair, |(parameter, _)| parameter);
                if !known.contains_key(parameter) {
                    wrong.push(format!("{name}: GitHub knows no parameter {parameter}"));
                }
            }
            // GitHub documents only a few of its errors; what it says of success must hold.
            if response.status < 400 && !description.may_answer(&operation, response.status) {
                wrong.push(format!("{name}: GitHub does not answer {}", response.status));
            } else if response.status == 200 {
                let body: Value = serde_json::from_slice(&response.body).unwrap();
                wrong.extend(description.wrong(&operation, 200, &body).map(|why| format!("{name}: {why}")));
            }
        }
    }
    assert!(seen.len() >= 10, "too few questions were asked: {seen:#?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What is written is what GitHub takes; the fake's answers to it are too short to be held against anything.
#[test]
fn what_is_written_is_as_github_takes_it() {
    let scene = Scene::new();
    let pull = |label: &str| {
        let head = json!({"sha": HEAD, "ref": "topic", "repo": {"full_name": "o/r", "owner": {"login": "o"}}});
        scene.json("pull.json", &json!({"number": 24, "labels": [{"name": label}], "base": {"ref": "main"}, "head": head}));
    };
    pull("a");
    let fake = scene.fake();
    let post = |arguments: &[&str]| {
        let arguments = [arguments, &["-R", "o/r", "--no-cache", "--no-store"]].concat();
        let ended = scene::triage_in(Path::new("/"), Some(&fake), &arguments, &[("GH_TOKEN", Fake::TOKEN)]);
        assert!(ended.code == 0 && !ended.stderr.contains("note:"), "{}", ended.stderr);
    };
    post(&["pr", "24", "--comment", "--check"]);
    fake.say(24, Fake::ACCOUNT, "<!-- triage:comment 0000000000000000 -->");
    pull("b");
    post(&["pr", "24", "--comment"]);
    let mut of_main = scene::run(7, "failure");
    (of_main["event"], of_main["head_branch"], of_main["pull_requests"]) = ("push".into(), "main".into(), json!([]));
    scene.json("run.json", &of_main);
    post(&["run", "7", "--issue"]);
    of_main["conclusion"] = "success".into();
    scene.json("run.json", &of_main);
    scene.jobs("", &[scene::job(71, "build", "success"), scene::job(72, "lint", "success")]);
    post(&["run", "7", "--issue"]);

    let Some(mut description) = Description::read() else { return };
    let (mut wrong, mut seen) = (Vec::new(), std::collections::BTreeSet::new());
    for (request, _) in fake.answers().into_iter().filter(|(request, _)| request.host == Host::Api && request.path.starts_with("/repos/")) {
        let name = format!("{} {}", request.method, request.path);
        let Some(operation) = description.operation(&request.method, &request.path) else {
            wrong.push(format!("{name}: GitHub has no such operation"));
            continue;
        };
        let known = description.query(&operation);
        let parameters = request.query.split('&').filter_map(|pair| pair.split_once('='));
        wrong.extend(
            parameters.filter(|(parameter, _)| !known.contains_key(*parameter)).map(|(parameter, _)| format!("{name}: {parameter}")),
        );
        if request.method != "GET" {
            let body = serde_json::from_slice(&request.body).unwrap_or_default();
            wrong.extend(description.wrong_request(&operation, &body).map(|why| format!("{name}: {why}")));
            seen.insert(name);
        }
    }
    let expected = [
        "DELETE /repos/o/r/issues/comments/",
        "PATCH /repos/o/r/issues/100",
        "PATCH /repos/o/r/issues/comments/",
        "POST /repos/o/r/check-runs",
        "POST /repos/o/r/issues",
        "POST /repos/o/r/issues/100/comments",
        "POST /repos/o/r/issues/24/comments",
    ];
    assert!(expected.iter().all(|name| seen.iter().any(|seen| seen.starts_with(name))), "{seen:#?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
