//! Jobs that judge others, where none of those failed: one was cancelled from outside, ran too long, or was skipped.

use serde_json::{Value, json};

use super::logs::{both, cargo_test, lines, plain};
use super::said::{owned, report, scanned};
use super::world::{Job, RUN, Run, World};

const CONDITION: &str = "{ if: \"contains(needs.*.result, 'failure') || contains(needs.*.result, 'cancelled')\", run: exit 1 }";
const STRICT: &str = "{ if: \"contains(needs.*.result, 'skipped')\", run: exit 1 }";
const BOOLEAN: &str = "run: '[ \"${{ contains(needs.*.result, ''failure'') || contains(needs.*.result, ''cancelled'') }}\" = \"false\" ]'";

/// Build, tests behind it, lint, and what is required of them.
fn workflow(step: &str) -> String {
    format!(
        "on: pull_request\njobs:\n  build: {{ runs-on: x }}\n  test: {{ needs: build, runs-on: x }}\n  lint: {{ runs-on: x }}\n  all:\n    name: Required\n    needs: [test, lint]\n    if: always()\n    runs-on: x\n    steps:\n      - {step}\n"
    )
}

fn step(script: &[&str], printed: &[&str]) -> Vec<String> {
    let head = both(vec![format!("##[group]Run {}", script[0])], lines(script));
    let rest = both(lines(&["shell: /usr/bin/bash -e {0}", "##[endgroup]"]), lines(printed));
    both(both(head, rest), lines(&["##[error]Process completed with exit code 1."]))
}

fn exits() -> Vec<String> {
    step(&["exit 1"], &[])
}

fn tested(result: &str) -> Vec<String> {
    step(
        &[&format!("if [[ \"{result}\" != \"success\" ]]; then"), "  echo \"::error::Not all is well\"", "  exit 1", "fi"],
        &["##[error]Not all is well"],
    )
}

fn queried(result: &str) -> Vec<String> {
    let needs = format!("  \"test\": {{ \"result\": \"{result}\", \"outputs\": {{}} }}");
    step(
        &[
            "jq -e 'all(.[]; .result == \"success\")' <<'END'",
            "{",
            "  \"lint\": { \"result\": \"success\", \"outputs\": {} },",
            &needs,
            "}",
            "END",
        ],
        &["false"],
    )
}

fn alls_green(result: &str) -> Vec<String> {
    let mut log = lines(&["##[group]Run re-actors/alls-green@release/v1", "with:", "  jobs: {"]);
    log.extend(
        [("lint", "success"), ("test", result)]
            .map(|(job, result)| format!("  \"{job}\": {{ \"result\": \"{result}\", \"outputs\": {{}} }},")),
    );
    log.extend(lines(&["}", "##[endgroup]", "# ❌ Some of the required to succeed jobs failed 😢😢😢", ""]));
    log.extend([format!("📝 test → ❌ {result} [required to succeed]"), "##[error]Process completed with exit code 1.".to_owned()]);
    log
}

/// Each way to judge: its log, and its step in the workflow.
fn gates(result: &str) -> [(Vec<String>, &'static str); 4] {
    [
        (exits(), CONDITION),
        (tested(result), "{ run: x }"),
        (queried(result), "{ run: x }"),
        (alls_green(result), "{ uses: re-actors/alls-green@release/v1 }"),
    ]
}

fn cancelled(name: &str) -> Job {
    let log = lines(&["##[group]Run cargo test", "cargo test", "shell: /usr/bin/bash -e {0}", "##[endgroup]", "running 900 tests"]);
    Job::green(name).ended("cancelled").log(both(log, lines(&["##[error]The operation was canceled."]))).at(9, 15)
}

fn run(jobs: impl IntoIterator<Item = Job>, gate: Vec<String>) -> Run {
    Run::pull(RUN, "12:00", 24).jobs(jobs).jobs([Job::green("lint").at(0, 2), Job::red("Required", gate).at(20, 21)])
}

fn follows(report: &Value, job: &str) -> bool {
    let jobs = report["jobs"].as_array().unwrap();
    jobs.iter().find(|known| known["name"] == job).unwrap()["causes"][0]["role"] == "consequence"
}

/// With the workflow file and without it: one cause, which the gate follows from.
fn one_cause(run: &Run, step: &str, check: impl Fn(&Value)) {
    for report in [report(&World::new(run, &[]).source(".github/workflows/ci.yml", &workflow(step))), scanned(&World::new(run, &[]))] {
        assert_eq!(report["causes"].as_array().unwrap().len(), 1, "{:#}", report["causes"]);
        assert!(follows(&report, "Required"), "{step}: {:#}", report["jobs"]);
        check(&report);
    }
}

#[test]
fn one_was_cancelled_and_nobody_says_why() {
    for (gate, step) in gates("cancelled") {
        one_cause(&run([Job::green("build"), Job::green("test (a)").at(9, 14), cancelled("test (b)")], gate), step, |report| {
            let cause = &report["causes"][0];
            assert_eq!((&cause["extractor"], &cause["jobs"]), (&json!("stopped"), &json!(["test (b)"])));
            assert!(cause["root_cause"].as_str().unwrap().ends_with("It ran `cargo test`. Its last output was `running 900 tests`."));
            owned(cause, "unknown", "it was ended from outside");
            assert_eq!(report["next"]["kind"], "re-run");
            assert!(report["next"]["text"].as_str().unwrap().starts_with("re-run what was cancelled, unless somebody meant it"));
        });
    }
}

/// Four of them are one cause, and so is what was skipped for it.
#[test]
fn all_were_cancelled() {
    let jobs = [cancelled("build"), Job::green("test").ended("skipped").log(Vec::new()).at(15, 15)];
    one_cause(&run(jobs, tested("skipped")), "{ run: x }", |report| assert_eq!(report["causes"][0]["jobs"], json!(["build"])));
    let jobs = ["a", "b", "c", "d"].map(|part| cancelled(&format!("test ({part})")));
    one_cause(&run([Job::green("build")], tested("cancelled")).jobs(jobs), "{ run: x }", |report| {
        assert_eq!(report["causes"][0]["jobs"].as_array().unwrap().len(), 4);
    });
}

#[test]
fn somebody_cancelled_the_run() {
    let jobs = [Job::green("build"), cancelled("test").says("The run was canceled by @kim.")];
    one_cause(&run(jobs, exits()), CONDITION, |report| {
        let cause = &report["causes"][0];
        assert!(cause["root_cause"].as_str().unwrap().starts_with("Somebody cancelled the run: `The run was canceled by @kim`."));
        assert_eq!(cause["evidence"][0]["kind"], "annotation");
    });
}

#[test]
fn a_newer_run_took_its_place() {
    let message = "Canceling since a higher priority waiting request for 'CI-refs/pull/24/merge' exists";
    for (gate, step) in gates("cancelled") {
        let run = run([Job::green("build"), cancelled("test").says(message)], gate).set("conclusion", json!("cancelled"));
        one_cause(&run, step, |report| {
            assert_eq!(report["causes"][0]["rule"], "workflow/superseded-in-concurrency-group");
            owned(&report["causes"][0], "infrastructure", "GitHub ended it for a newer run of its concurrency group");
            assert_eq!(report["next"]["kind"], "newer-run");
            assert_eq!(report["next"]["text"], "nothing to fix here: look at the newer run that took this one's place");
        });
    }
}

/// One limit, one cause, however many lines tell of it.
#[test]
fn one_ran_too_long() {
    for (gate, step) in gates("cancelled") {
        let late = cancelled("test").says("The job has exceeded the maximum execution time of 6m0s");
        one_cause(&run([Job::green("build"), late], gate), step, |report| {
            assert_eq!(report["causes"][0]["rule"], "runner/job-time-limit");
            assert_eq!(report["next"]["kind"], "fix");
        });
    }
}

#[test]
fn what_it_waits_for_was_skipped_for_a_failure() {
    let broken = Job::red("build", plain("src/a.c:4:5: error: expected ';' before '}' token", 2));
    for (gate, step) in gates("skipped") {
        let skipped = Job::green("test").ended("skipped").log(Vec::new()).at(9, 9);
        one_cause(&run([broken.clone(), skipped], gate), step, |report| assert_eq!(report["causes"][0]["jobs"], json!(["build"])));
    }
}

/// A step failed, and the job cancelled the whole run for it: GitHub calls the job cancelled.
#[test]
fn a_job_that_cancels_its_own_run() {
    let log = both(cargo_test("cart::adds", "src/cart.rs", "no cart"), lines(&["##[group]Run gh run cancel 700", "gh run cancel 700"]));
    let log = both(log, lines(&["shell: /usr/bin/bash -e {0}", "##[endgroup]", "##[error]The operation was canceled."]));
    let broke = Job::green("test").ended("cancelled").log(log).at(9, 15).steps(&[("Run cargo test", "failure"), ("Run gh", "cancelled")]);
    one_cause(&run([Job::green("build"), broke], tested("cancelled")), "{ run: x }", |report| {
        assert_eq!(report["causes"][0]["extractor"], "cargo-test");
    });
}

/// Nothing failed: the condition of a job did not hold, and the check wants it.
#[test]
fn one_was_skipped_by_its_condition() {
    let of = |gate| run([Job::green("build"), Job::green("test").ended("skipped").log(Vec::new()).at(9, 9)], gate);
    let told = |report: &Value| {
        let cause = &report["causes"][0];
        assert_eq!((&cause["extractor"], &cause["jobs"], &cause["actor"]), (&json!("skipped"), &json!(["Required"]), &json!("maintainer")));
        assert_eq!(cause["root_cause"], "`test` was skipped, as its condition did not hold, and `Required` takes that for a failure.");
        owned(cause, "unknown", "the workflow's conditions decide whether a job is skipped");
        assert_eq!(report["next"]["kind"], "maintainer");
    };
    for (gate, step) in gates("skipped").into_iter().skip(1).chain([(exits(), STRICT)]) {
        told(&report(&World::new(&of(gate), &[]).source(".github/workflows/ci.yml", &workflow(step))));
    }
    told(&scanned(&World::new(&of(queried("skipped")), &[])));
    // A check that asks for failures alone does not fail for what was skipped; nor is it known what a bare exit means.
    let asked = World::new(&of(exits()), &[]).source(".github/workflows/ci.yml", &workflow(CONDITION));
    for world in [asked, World::new(&of(exits()), &[])] {
        assert_ne!(scanned(&world)["causes"][0]["extractor"], "skipped");
    }
}

/// The base passed, as its push skips nothing.
#[test]
fn skipped_here_and_run_on_the_base() {
    let run = run([Job::green("build"), Job::green("test").ended("skipped").log(Vec::new()).at(9, 9)], tested("skipped"));
    let run = run.brings(&["Words"], &[("README.md", "+b")]);
    let base = Run::main(610, "11:00").jobs([Job::green("build"), Job::green("test"), Job::green("lint"), Job::green("Required")]);
    let world =
        World::new(&run, &[base]).source(".github/workflows/ci.yml", &workflow("{ run: 'test ${{ needs.test.result }} = success' }"));
    owned(&report(&world)["causes"][0], "unknown", "not by what it does");
}

/// The results as one word: only the workflow tells that they are results.
#[test]
fn results_as_a_boolean() {
    let gate = step(&["[ \"true\" = \"false\" ]"], &[]);
    let run = run([Job::green("build"), cancelled("test")], gate);
    let world = World::new(&run, &[]).source(".github/workflows/ci.yml", &workflow(BOOLEAN));
    assert!(follows(&report(&world), "Required"));
    // Work of its own beside it.
    let world = World::new(&run, &[]).source(".github/workflows/ci.yml", &workflow("{ run: make deploy }"));
    assert!(!follows(&scanned(&world), "Required"));
}

/// A job that may fail is no reason: its result is a success to others.
#[test]
fn a_failure_that_is_let_pass_and_a_job_that_was_cancelled() {
    let jobs =
        [Job::green("build"), cancelled("test"), Job::red("lint", plain("src/a.c:4:5: error: expected ';' before '}' token", 2)).at(0, 3)];
    let run = Run::pull(RUN, "12:00", 24).jobs(jobs).jobs([Job::red("Required", queried("cancelled")).at(20, 21)]);
    let report = scanned(&World::new(&run, &[]).source(".github/workflows/ci.yml", &workflow("{ run: x }")));
    let gate = report["jobs"].as_array().unwrap().iter().find(|job| job["name"] == "Required").unwrap();
    let of = gate["causes"][0]["id"].as_str().unwrap();
    let cause = report["causes"].as_array().unwrap().iter().find(|cause| cause["id"] == of).unwrap();
    assert_eq!((&gate["causes"][0]["role"], &cause["extractor"]), (&json!("consequence"), &json!("stopped")));
}

/// A deployment that asks for results, and breaks by itself.
#[test]
fn a_gate_that_breaks_where_one_was_cancelled() {
    let script = ["if [ \"$(jqq -r .test.result <<< '{\"test\": {\"result\": \"cancelled\"}}')\" != \"success\" ]; then", "  exit 1", "fi"];
    let gate = step(&script, &["/home/runner/work/_temp/a.sh: line 1: jqq: command not found"]);
    let report = scanned(&World::new(&run([Job::green("build"), cancelled("test")], gate), &[]));
    assert!(!follows(&report, "Required"), "{:#}", report["jobs"]);
}

/// Behind the required check stands another one.
#[test]
fn a_gate_of_gates() {
    let gate = Job::red("Merge", tested("failure")).at(22, 23);
    let run = run([Job::green("build"), cancelled("test")], exits()).jobs([gate]);
    let text = format!("{}  merge: {{ name: Merge, needs: all, if: always(), runs-on: x }}\n", workflow(CONDITION));
    for report in [report(&World::new(&run, &[]).source(".github/workflows/ci.yml", &text)), scanned(&World::new(&run, &[]))] {
        assert!(report["causes"].as_array().unwrap().len() == 1 && follows(&report, "Required") && follows(&report, "Merge"));
    }
}
