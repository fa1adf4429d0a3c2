//! Jobs that only judge others, and jobs that look like it.

use serde_json::Value;

use super::logs::{both, cargo_test, lines, plain};
use super::said::{report, scanned};
use super::world::{Job, RUN, Run, World};

fn failing() -> Vec<String> {
    cargo_test("cart::adds", "src/cart.rs", "no cart")
}

/// A step's echo, what it prints, and its end.
fn step(echo: &[&str], printed: &[&str], code: u8) -> Vec<String> {
    let head = [format!("##[group]Run {}", echo[0])].into_iter().chain(lines(echo)).collect();
    let rest = both(lines(&["shell: /usr/bin/bash -e {0}", "##[endgroup]"]), lines(printed));
    let end = if code == 0 { Vec::new() } else { vec![format!("##[error]Process completed with exit code {code}.")] };
    both(both(head, rest), end)
}

const CHECKED: [&str; 3] = ["# ❌ Some of the required to succeed jobs failed 😢😢😢", "", "📝 test → ❌ failure [required to succeed]"];

fn alls_green() -> Vec<String> {
    both(
        lines(&[
            "##[group]Run re-actors/alls-green@release/v1",
            "with:",
            "  jobs: {",
            "  \"lint\": {",
            "    \"result\": \"success\",",
            "    \"outputs\": {}",
            "  },",
            "  \"test\": {",
            "    \"result\": \"failure\",",
            "    \"outputs\": {}",
            "  }",
            "}",
            "##[endgroup]",
        ]),
        both(lines(&CHECKED), lines(&["##[error]Process completed with exit code 1."])),
    )
}

fn run(gate: Vec<String>, test: Job) -> Run {
    Run::pull(RUN, "12:00", 24).jobs([test.at(0, 9), Job::green("lint").at(0, 2), Job::red("ci-success", gate).at(10, 11)])
}

/// A workflow whose last job waits for the others, with this step.
fn workflow(step: &str) -> String {
    format!(
        "on: pull_request\njobs:\n  test: {{ runs-on: x, steps: [{{ run: cargo test }}] }}\n  lint: {{ runs-on: x }}\n  ci-success:\n    needs: [test, lint]\n    if: always()\n    runs-on: x\n    steps:\n      - {step}\n"
    )
}

fn role(report: &Value, job: &str) -> String {
    let jobs = report["jobs"].as_array().unwrap();
    let job = jobs.iter().find(|known| known["name"] == job).unwrap();
    job["causes"][0]["role"].as_str().unwrap_or_default().to_owned()
}

fn follows(run: &Run, step: Option<&str>) {
    let world = World::new(run, &[]);
    let report = match step {
        Some(step) => report(&world.source(".github/workflows/ci.yml", &workflow(step))),
        None => scanned(&world),
    };
    assert_eq!(report["causes"].as_array().unwrap().len(), 1, "{:#}", report["causes"]);
    assert_eq!((role(&report, "test").as_str(), role(&report, "ci-success").as_str()), ("primary", "consequence"));
}

fn own(run: &Run, step: Option<&str>, causes: usize) {
    let world = World::new(run, &[]);
    let report = match step {
        Some(step) => report(&world.source(".github/workflows/ci.yml", &workflow(step))),
        None => scanned(&world),
    };
    assert_eq!(
        (report["causes"].as_array().unwrap().len(), role(&report, "ci-success").as_str()),
        (causes, "primary"),
        "{:#}",
        report["causes"]
    );
}

fn red() -> Job {
    Job::red("test", failing())
}

#[test]
fn results_as_inputs_of_an_action() {
    let run = run(alls_green(), red());
    follows(&run, Some("uses: re-actors/alls-green@release/v1"));
    follows(&run, None);
}

#[test]
fn results_in_the_script() {
    let script = [
        "if [[ \"failure\" != \"success\" || \"success\" != \"success\" ]]; then",
        "  echo \"::error::Some required jobs failed\"",
        "  exit 1",
        "fi",
    ];
    let run = run(step(&script, &["##[error]Some required jobs failed"], 1), red());
    follows(&run, Some("run: |\n          if [[ x ]]; then exit 1; fi"));
    follows(&run, None);
}

#[test]
fn results_in_the_environment() {
    let mut log = lines(&[
        "##[group]Run ./ci/verdict.sh",
        "./ci/verdict.sh",
        "shell: /usr/bin/bash -e {0}",
        "env:",
        "  TEST: failure",
        "##[endgroup]",
    ]);
    log.extend(lines(&["test failed", "##[error]Process completed with exit code 1."]));
    follows(&run(log.clone(), red()), Some("run: ./ci/verdict.sh"));
    follows(&run(log, red()), None);
}

#[test]
fn nothing_but_an_exit() {
    let condition = "{ if: \"contains(needs.*.result, 'failure')\", run: exit 1 }";
    let bare = run(step(&["exit 1"], &[], 1), red());
    follows(&bare, Some(condition));
    follows(&bare, None);
    let said = step(&["echo \"::error::Not all jobs passed\"", "exit 1"], &["##[error]Not all jobs passed"], 1);
    follows(&run(said.clone(), red()), Some(condition));
    follows(&run(said, red()), None);
}

/// Nothing failed before it.
#[test]
fn a_gate_that_fails_by_itself() {
    let exits = || run(step(&["exit 1"], &[], 1), Job::green("test"));
    own(&exits(), Some("run: exit 1"), 1);
    own(&exits(), None, 1);
}

/// It never came to judge: its action could not be had, or what it judges with is not there.
#[test]
fn a_gate_that_breaks_while_others_fail() {
    let log = lines(&["##[error]Unable to resolve action `re-actors/alls-gren@release/v1`, repository not found"]);
    own(&run(log, red()), Some("uses: re-actors/alls-gren@release/v1"), 2);
    let script = ["if [ \"$(jqq -r .test.result <<< '{\"test\": {\"result\": \"failure\"}}')\" != \"success\" ]; then", "  exit 1", "fi"];
    own(&run(step(&script, &["/home/runner/work/_temp/a.sh: line 1: jqq: command not found"], 127), red()), Some("run: x"), 2);
}

/// A test of something else, in a job that waits for one that failed.
#[test]
fn a_check_of_its_own() {
    let script = ["if [ -z \"$NOTES\" ]; then", "  echo \"::error::Add a line to the change log\"", "  exit 1", "fi"];
    let log = step(&script, &["##[error]Add a line to the change log"], 1);
    own(&run(log.clone(), red()), Some("run: x"), 2);
    own(&run(log, red()), None, 2);
    // Decided by a condition of the workflow, and not by the results of others.
    own(&run(step(&["exit 1"], &[], 1), red()), Some("{ if: github.event.pull_request.draft, run: exit 1 }"), 2);
}

/// It failed for what a step before it did, which was let pass.
#[test]
fn an_exit_behind_work() {
    let log = both(step(&["make deploy"], &["deploying"], 0), step(&["exit 1"], &[], 1));
    own(&run(log.clone(), red()), Some("run: make deploy\n      - { if: steps.deploy.outcome == 'failure', run: exit 1 }"), 2);
    own(&run(log, red()), None, 2);
}

/// A real failure of a job that runs whatever came before it.
#[test]
fn a_deployment_that_always_runs() {
    let log = plain("npm error notarget No matching version found for left-pad@^9.0.0.", 1);
    own(&run(log, red()), Some("run: npm ci"), 2);
}
