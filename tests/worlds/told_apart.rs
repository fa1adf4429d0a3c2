//! What separates red from green, and what changed beside the code.

use serde_json::{Value, json};

use super::logs::{both, cargo_test, plain, set_up};
use super::said::{expect, owned, report, scanned};
use super::world::{Job, RUN, Run, World, sha};

const NODE: &str = "actions/setup-node@v4";

fn failing() -> Vec<String> {
    cargo_test("cart::tests::adds", "src/cart.rs", "assertion `left == right` failed")
}

fn words(run: Run) -> Run {
    run.brings(&["Words"], &[("README.md", "@@ -1 +1 @@\n-a\n+b")])
}

fn matrix(red: impl Fn(&str, &str) -> bool) -> Vec<Job> {
    let systems = ["ubuntu-latest", "macos-latest", "windows-latest"];
    let mut jobs = Vec::new();
    for system in systems {
        for version in ["3.12", "3.13"] {
            for part in 1..=3 {
                let name = format!("test ({system}, {version}, {part})");
                jobs.push(if red(system, version) { Job::red(&name, failing()) } else { Job::green(&name) });
            }
        }
    }
    jobs
}

#[test]
fn one_axis_of_a_matrix() {
    let run = Run::pull(RUN, "12:00", 24).jobs(matrix(|system, _| system == "windows-latest"));
    let cause = &report(&World::new(&run, &[]))["causes"][0];
    assert_eq!(cause["separation"]["text"], "6 of 6 with `windows-latest`, 0 of 12 elsewhere");
    assert_eq!(cause["separation"]["by"], json!([{"axis": "matrix", "value": "windows-latest"}]));
    owned(cause, "unknown", "no earlier run");
}

#[test]
fn two_axes_of_a_matrix() {
    let run = Run::pull(RUN, "12:00", 24).jobs(matrix(|system, version| system == "windows-latest" && version == "3.13"));
    let cause = &scanned(&World::new(&run, &[]))["causes"][0];
    assert_eq!(cause["separation"]["text"], "3 of 3 with `windows-latest` × `3.13`, 0 of 15 elsewhere");
}

/// Two of three may be chance.
#[test]
fn too_few_to_tell() {
    let jobs = [Job::red("test (a)", failing()), Job::green("test (b)"), Job::green("test (c)")];
    assert_eq!(scanned(&World::new(&Run::pull(RUN, "12:00", 24).jobs(jobs), &[]))["causes"][0]["separation"], Value::Null);
}

fn on_machines(red: bool) -> Run {
    let log = plain("make: g++: No such file or directory", 2);
    let jobs = (0..12).map(|at| {
        let job = if at % 4 == 0 && red { Job::red(&format!("part {at}"), log.clone()) } else { Job::green(&format!("part {at}")) };
        job.on(&format!("rack-{}", at % 4))
    });
    words(Run::pull(RUN, "12:00", 24).jobs(jobs.collect::<Vec<_>>()))
}

#[test]
fn one_bad_machine() {
    let report = report(&World::new(&on_machines(true), &[]));
    owned(&report["causes"][0], "infrastructure", "3 of 3 with runner `rack-0`, 0 of 9 elsewhere: that machine, not the code");
    assert_eq!(report["next"]["kind"], "re-run");
}

fn with(version: &str, node: &str, then: Vec<String>) -> Vec<String> {
    both(set_up("ubuntu-24.04", version, &[("actions/checkout@v4", &sha(4)), (NODE, node)]), then)
}

fn moved(cause: &Value) -> Vec<String> {
    cause["changed_since_green"]["moved"].as_array().into_iter().flatten().map(|part| part["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_moved_tag_of_an_action() {
    let run = words(Run::pull(RUN, "12:00", 24).jobs([Job::red("test", with("1", &"a".repeat(40), failing()))]));
    let green = Run::main(610, "11:00").jobs([Job::green("test").log(with("1", &"4".repeat(40), super::logs::green()))]);
    let world = World::new(&run, &[green]);
    let said = "`actions/setup-node@v4` moved from `444444444` to `aaaaaaaaa`";
    expect(&world, "unknown", said);
    assert_eq!(moved(&report(&world)["causes"][0]), [said]);
}

#[test]
fn a_newer_image() {
    let run = words(Run::pull(RUN, "12:00", 24).jobs([Job::red("test", with("20260126.41", &sha(5), failing()))]));
    let green = Run::main(610, "11:00").jobs([Job::green("test").log(with("20260119.1", &sha(5), super::logs::green()))]);
    expect(&World::new(&run, &[green]), "unknown", "runner image `ubuntu-24.04` moved from `20260119.1` to `20260126.41`");
}

#[test]
fn the_same_set_up_leaves_the_change() {
    let run = words(Run::pull(RUN, "12:00", 24).jobs([Job::red("test", with("1", &sha(5), failing()))]));
    let green = Run::main(610, "11:00").jobs([Job::green("test").log(with("1", &sha(5), super::logs::green()))]);
    let world = World::new(&run, &[green]);
    expect(&world, "yours", "the job passed on `main`");
    assert_eq!(report(&world)["causes"][0]["changed_since_green"], Value::Null);
}

/// A package that an installer took newer than before, under the same commit.
#[test]
fn a_newer_package_under_the_same_commit() {
    let log = |version: &str, then: Vec<String>| both(vec![format!("Successfully installed attrs-25.1.0 numpy-{version}")], then);
    let run = Run::main(RUN, "12:00").jobs([Job::red("test", log("3.0.0", failing()))]);
    let nightly =
        Run::main(650, "11:00").set("head_sha", json!(sha(RUN))).jobs([Job::green("test").log(log("2.9.1", super::logs::green()))]);
    let cause = &scanned(&World::new(&run, &[nightly]))["causes"][0];
    owned(cause, "unknown", "the same commit passed before");
    assert_eq!(moved(cause), ["Python package `numpy` moved from `2.9.1` to `3.0.0`"]);
}

#[test]
fn a_called_workflow_of_another_repository() {
    let called = |sha: &str| json!([{"path": "acme/ci/.github/workflows/test.yml@v1", "sha": sha, "ref": "refs/tags/v1"}]);
    let run =
        words(Run::pull(RUN, "12:00", 24).jobs([Job::red("ci / test", failing())])).set("referenced_workflows", called(&"b".repeat(40)));
    let green = Run::main(610, "11:00").jobs([Job::green("ci / test")]).set("referenced_workflows", called(&"c".repeat(40)));
    let said = "`acme/ci/.github/workflows/test.yml@v1` moved from `ccccccccc` to `bbbbbbbbb`";
    expect(&World::new(&run, &[green]), "unknown", said);
}

/// A line that the job printed when it passed is no sufficient cause.
#[test]
fn a_line_that_a_green_run_prints_too_is_less_sure() {
    let line = "Error: statfs /srv/data: no such file or directory";
    let run = words(Run::pull(RUN, "12:00", 24).jobs([Job::red("test", plain(line, 125))]));
    let green = |log: Vec<String>| Run::main(610, "11:00").jobs([Job::green("test").log(log)]);
    let confidence = |green: Run| report(&World::new(&run, &[green]))["causes"][0]["confidence"].clone();
    assert_eq!(confidence(green(super::logs::green())), "high");
    assert_eq!(confidence(green(both(vec![line.to_owned()], super::logs::green()))), "medium");
}

/// No matrix, but names that say as much.
#[test]
fn a_word_of_the_names() {
    let jobs: Vec<Job> = ["linux", "macos", "windows"]
        .iter()
        .flat_map(|system| ["unit", "e2e", "docs"].map(|part| (format!("test-{system}-{part}"), *system == "windows")))
        .map(|(name, red)| if red { Job::red(&name, failing()) } else { Job::green(&name) })
        .collect();
    let run = Run::pull(RUN, "12:00", 24).jobs(jobs).jobs([Job::green("lint")]);
    let cause = &report(&World::new(&run, &[]))["causes"][0];
    assert_eq!(cause["separation"]["text"], "3 of 3 with a name with `windows`, 0 of 6 elsewhere");
    // What only the red ones do is what failed, and separates nothing.
    let jobs = (0..9).map(|at| if at < 3 { Job::red(&format!("test-{at}"), failing()) } else { Job::green(&format!("build-{at}")) });
    let run = Run::pull(RUN, "12:00", 24).jobs(jobs.collect::<Vec<_>>());
    assert_eq!(scanned(&World::new(&run, &[]))["causes"][0]["separation"], Value::Null);
}

/// Red at night and by hand, green on each push.
#[test]
fn what_starts_the_run() {
    let of = |id: u64, clock: &str, event: &str, job: Job| Run::main(id, clock).set("event", json!(event)).jobs([job]);
    let nightly = |id, clock| of(id, clock, "schedule", Job::red("test", failing()));
    let push = |id, clock| of(id, clock, "push", Job::green("test"));
    let others =
        [nightly(601, "09:00"), nightly(602, "10:00"), push(603, "09:30"), push(604, "10:30"), push(605, "11:30"), push(606, "11:45")];
    let cause = &scanned(&World::new(&nightly(RUN, "12:00"), &others))["causes"][0];
    assert_eq!(cause["separation"]["text"], "3 of 3 runs with event `schedule`, 0 of 4 elsewhere");
    assert_eq!(cause["separation"]["by"], json!([{"axis": "event", "value": "schedule"}]));
}

/// What the token may do less than it did.
#[test]
fn a_permission_that_is_gone() {
    let log = |more: &str, then: Vec<String>| {
        let mut text = vec!["##[group]GITHUB_TOKEN Permissions".to_owned(), "Contents: read".to_owned()];
        text.extend((!more.is_empty()).then(|| more.to_owned()));
        text.push("##[endgroup]".to_owned());
        text.push("Successfully installed attrs-25.1.0".to_owned());
        both(text, then)
    };
    let refused = plain("##[error]Resource not accessible by integration", 1);
    let run = words(Run::pull(RUN, "12:00", 24).jobs([Job::red("test", log("", refused))]));
    let green = Run::main(610, "11:00").jobs([Job::green("test").log(log("PullRequests: write", super::logs::green()))]);
    let report = report(&World::new(&run, &[green]));
    assert_eq!(moved(&report["causes"][0]), ["`PullRequests` of the token is gone; it was `write`"]);
    assert_ne!(report["causes"][0]["ownership"]["verdict"], "yours");
}
