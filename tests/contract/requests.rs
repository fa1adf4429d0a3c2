//! Commands against the fake, and each question and answer of theirs against the description.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::description::Description;
use super::fake::{Fake, Host};

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
    let mut description = Description::read();
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
