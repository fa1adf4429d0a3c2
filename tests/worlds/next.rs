//! What to do now.

use serde_json::{Value, json};

use super::logs::{cargo_test, plain};
use super::said::{report, scanned};
use super::world::{Job, RUN, Run, World};

fn failing() -> Vec<String> {
    cargo_test("cart::tests::adds", "src/cart.rs", "assertion `left == right` failed")
}

fn dns() -> Vec<String> {
    plain("curl: (6) Could not resolve host: mirror.acme-parts.org", 6)
}

fn next(report: &Value) -> (&str, &str) {
    (report["next"]["kind"].as_str().unwrap(), report["next"]["text"].as_str().unwrap())
}

fn words(run: Run) -> Run {
    run.brings(&["Words"], &[("README.md", "")])
}

#[test]
fn run_it_again_only_if_every_failure_passes_by_itself() {
    let run = words(Run::pull(RUN, "12:00", 24).jobs([Job::red("fetch", dns())]));
    assert_eq!(next(&report(&World::new(&run, &[]))), ("re-run", "re-run the failed jobs: every one of them looks transient"));
    let run = words(Run::pull(RUN, "12:00", 24).jobs([Job::red("fetch", dns()), Job::red("test", failing())]));
    assert_eq!(next(&report(&World::new(&run, &[]))).0, "fix");
}

#[test]
fn fix_what_is_yours_and_leave_what_is_not() {
    let run = Run::pull(RUN, "12:00", 24)
        .jobs([Job::red("test", failing()), Job::red("other", cargo_test("price::rounds", "src/price.rs", "not round"))])
        .brings(&["Carts of many"], &[("src/cart.rs", "+b")]);
    let base =
        Run::main(610, "11:00").jobs([Job::green("test"), Job::red("other", cargo_test("price::rounds", "src/price.rs", "not round"))]);
    let report = report(&World::new(&run, &[base]));
    let (kind, text) = next(&report);
    assert_eq!(kind, "fix");
    assert!(
        text.starts_with("fix 1 in this change; 2 is not this change's") || text.starts_with("fix 2 in this change; 1 is not"),
        "{text}"
    );
    assert_eq!(report["next"]["reproduce"], "cargo test cart::tests::adds");
}

#[test]
fn what_the_base_has_is_for_whoever_keeps_it() {
    let run = words(Run::pull(RUN, "12:00", 24).jobs([Job::red("test", failing())]));
    let base = Run::main(610, "11:00").jobs([Job::red("test", failing())]);
    let report = report(&World::new(&run, &[base]));
    assert_eq!(next(&report), ("maintainer", "not this change: tell whoever keeps the base, and rebase once it is repaired"));
}

#[test]
fn a_queue_names_its_pull_requests() {
    let run = Run::queue(RUN, "12:00", 26, 610).jobs([Job::red("test", failing())]);
    let run = run.brings(&["Sums (#24)", "Words (#25)", "Carts of many (#26)"], &[("src/cart.rs", "+b")]);
    let report = scanned(&World::new(&run, &[Run::main(610, "11:00").jobs([Job::green("test")])]));
    let numbers: Vec<u64> = report["run"]["pull_requests"].as_array().unwrap().iter().filter_map(|pull| pull["number"].as_u64()).collect();
    assert_eq!(numbers, [24, 25, 26]);
    assert_eq!(next(&report), ("re-queue", "queue `#24`, `#25` and `#26` one at a time: which of them did it is not known"));
}

#[test]
fn a_green_run_asks_for_nothing() {
    let report = scanned(&World::new(&Run::pull(RUN, "12:00", 24).jobs([Job::green("test")]), &[]));
    assert_eq!((&report["next"], &report["causes"]), (&Value::Null, &json!([])));
}

#[test]
fn a_push_is_not_rebased() {
    let push = |id, clock| Run::main(id, clock).jobs([Job::red("test", failing())]);
    let report = scanned(&World::new(&words(push(RUN, "12:00")), &[push(610, "11:00")]));
    assert_eq!(next(&report), ("maintainer", "not this push: `main` had 1 before it; tell whoever keeps it, or fix it there"));
}

#[test]
fn what_passes_by_itself_is_told_beside_what_the_base_has() {
    let run = words(Run::pull(RUN, "12:00", 24).jobs([Job::red("test", failing()), Job::red("fetch", dns())]));
    let base = Run::main(610, "11:00").jobs([Job::red("test", failing()), Job::green("fetch")]);
    let report = report(&World::new(&run, &[base]));
    let (kind, text) = next(&report);
    assert_eq!(kind, "maintainer");
    assert!(text.starts_with("not this change: tell whoever keeps the base") && text.ends_with("may pass in a re-run"), "{text}");
}

#[test]
fn settings_and_machines() {
    let refused = plain("Error: Error response from daemon: Get \"https://ghcr.io/v2/\": denied: denied", 1);
    let run = words(Run::main(RUN, "12:00").jobs([Job::red("publish", refused)]));
    let report = scanned(&World::new(&run, &[]));
    assert_eq!(next(&report).0, "setting", "{:#}", report["next"]);
    // In a queue what passes by itself is queued again.
    let run = Run::queue(RUN, "12:00", 26, 610).jobs([Job::red("fetch", dns())]).brings(&["Words (#26)"], &[("README.md", "+b")]);
    assert_eq!(next(&scanned(&World::new(&run, &[]))), ("re-queue", "queue it again: every failed job looks transient"));
}
