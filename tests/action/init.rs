//! `triage init`.

use std::fs;

use super::fake::{Fake, Fault};
use super::scene::{Scene, triage_in};

#[test]
fn workflows_with_the_repositorys_names_and_what_they_would_have_said() {
    let scene = Scene::new();
    let fake = scene.fake();
    let checkout = scene.path("checkout");
    let workflows = checkout.join(".github/workflows");
    fs::create_dir_all(&workflows).unwrap();
    fs::write(workflows.join("ci.yml"), "name: 'Build & test'\non: push\njobs: {}\n").unwrap();
    fs::write(workflows.join("lint.yaml"), "on: push\njobs: {}\n").unwrap();
    fs::write(workflows.join("after.yml"), "name: After\non:\n  workflow_run:\n    workflows: [x]\n").unwrap();
    let action = format!("example/triage@{}", "b".repeat(40));
    let arguments = ["init", "--action", &action, "-R", "o/r", "--no-cache"];
    let ended = triage_in(&checkout, Some(&fake), &arguments, &[("GH_TOKEN", Fake::TOKEN)]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let written = fs::read_to_string(workflows.join("triage.yml")).unwrap();
    assert!(written.contains("workflows: [\".github/workflows/lint.yaml\",\"Build & test\"]"), "{written}");
    assert!(written.contains(&format!("uses: {action}\n")) && !written.contains("gh-triage"), "{written}");
    assert!(checkout.join(".github/triage.yml").is_file() && workflows.join("triage-digest.yml").is_file());
    assert!(ended.stdout.starts_with("Run 7 (CI) would have brought a comment on pull request 24:\n  "), "{}", ended.stdout);
    assert!(fake.journal().iter().all(|request| request.method == "GET"));
    // What is there stays.
    fs::write(workflows.join("triage.yml"), "mine").unwrap();
    let ended = triage_in(&checkout, Some(&fake), &arguments, &[("GH_TOKEN", Fake::TOKEN)]);
    assert!(ended.stderr.contains("triage.yml is there: left as it is"), "{}", ended.stderr);
    assert_eq!(fs::read_to_string(workflows.join("triage.yml")).unwrap(), "mine");
    let ended = triage_in(&checkout, None, &["init", "--action", "example/triage@v1", "--offline"], &[]);
    assert_eq!(ended.code, 2, "{}", ended.stderr);
}

/// Nobody has to look up a commit.
#[test]
fn the_action_of_this_release_by_its_commit() {
    let scene = Scene::new();
    let (sha, tag) = ("c".repeat(40), concat!("v", env!("CARGO_PKG_VERSION")));
    let home = env!("CARGO_PKG_REPOSITORY").strip_prefix("https://github.com/").unwrap();
    let fake = scene.fake();
    let commit = serde_json::json!({"sha": sha, "commit": {"message": "x", "author": null}, "files": []});
    fake.fault(&format!("/repos/{home}/commits/{tag}"), Fault::answer(200, commit.to_string()));
    let checkout = scene.path("checkout");
    fs::create_dir_all(checkout.join(".github/workflows")).unwrap();
    fs::write(checkout.join(".github/workflows/ci.yml"), "name: CI\non: push\njobs: {}\n").unwrap();
    let written = |arguments: &[&str]| {
        let ended = triage_in(
            &checkout,
            Some(&fake),
            &[&["init", "-R", "o/r", "--no-cache", "--force"], arguments].concat(),
            &[("GH_TOKEN", Fake::TOKEN)],
        );
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        (fs::read_to_string(checkout.join(".github/workflows/triage.yml")).unwrap(), ended.stderr)
    };
    let (text, said) = written(&[]);
    assert!(text.contains(&format!("uses: {home}@{sha} # {tag}\n")) && !text.contains("zizmor: ignore[unpinned-uses]"), "{said}{text}");
    let (text, said) = written(&["--offline"]);
    assert!(text.contains(&format!("uses: {home}@{tag}\n")) && said.contains("note: the action is not pinned to a commit"), "{said}{text}");
}
