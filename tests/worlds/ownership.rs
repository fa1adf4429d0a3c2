//! Whose a failure is.

use serde_json::json;

use super::logs::{both, cargo_test, plain, pytest, set_up};
use super::said::{expect, fetched, owned, report, scanned};
use super::world::{Job, RUN, Run, World, sha};

const TEST: &str = "cart::tests::adds";

fn failing() -> Vec<String> {
    cargo_test(TEST, "src/cart.rs", "assertion `left == right` failed")
}

fn other_failing() -> Vec<String> {
    cargo_test("price::tests::rounds", "src/price.rs", "assertion failed: price.is_round()")
}

/// Pull request 24, whose job `test` fails, with another one that passes.
fn pull(log: Vec<String>) -> Run {
    Run::pull(RUN, "12:00", 24).jobs([Job::red("test", log), Job::green("lint")])
}

fn docs(run: Run) -> Run {
    run.brings(&["Say what a cart is"], &[("docs/cart.md", "@@ -1 +1 @@\n-a\n+b")])
}

fn base(id: u64, clock: &str, job: Job) -> Run {
    Run::main(id, clock).jobs([job, Job::green("lint")])
}

#[test]
fn broken_on_the_base_since_a_commit() {
    let runs = [
        base(500, "09:00", Job::green("test")),
        base(600, "10:00", Job::red("test", failing())),
        base(610, "11:00", Job::red("test", failing())),
    ];
    let world = World::new(&docs(pull(failing())), &runs);
    expect(&world, "base", "it also fails on `main`, before this change: [run 610]");
    expect(&world, "base", &format!("since [run 600](https://github.com/o/r/actions/runs/600) (`{}`)", &sha(600)[..9]));
    expect(&world, "base", "the job last passed there in [run 500]");
}

#[test]
fn only_in_the_change_which_touches_the_file_that_fails() {
    let run = pull(failing()).brings(&["Carts of many"], &[("src/cart.rs", "@@ -1 +1 @@\n-a\n+b")]);
    let world = World::new(&run, &[base(610, "11:00", Job::green("test"))]);
    expect(&world, "yours", "the change touches `src/cart.rs`, which the failure names");
    expect(&world, "yours", "the job passed on `main` in [run 610]");
}

#[test]
fn only_in_the_change_which_touches_something_else() {
    let run = pull(failing()).brings(&["Faster sums"], &[("src/sum.rs", "@@ -1 +1 @@\n-a\n+b")]);
    let world = World::new(&run, &[base(610, "11:00", Job::green("test"))]);
    expect(&world, "yours", "the job passed on `main` in [run 610]");
}

#[test]
fn nothing_to_compare_with() {
    expect(&World::new(&docs(pull(failing())), &[]), "unknown", "no earlier run of `main`");
    expect(&World::new(&pull(failing()), &[]), "unknown", "no earlier run of `main`");
}

#[test]
fn the_base_fails_by_something_else() {
    let world = World::new(&docs(pull(failing())), &[base(610, "11:00", Job::red("test", other_failing()))]);
    expect(&world, "unknown", "the job failed on `main` too, by something else");
}

/// The base has one of two failures: the other one is new.
#[test]
fn more_fails_than_on_the_base() {
    let one = ("tests/test_cart.py::test_add", "AssertionError: no cart");
    let two = ("tests/test_cart.py::test_drop", "AssertionError: no drop");
    let run = docs(pull(pytest(&[one, two])));
    let world = World::new(&run, &[base(610, "11:00", Job::red("test", pytest(&[one])))]);
    expect(&world, "unknown", "by something else");
    // The other way round, all of it stood there.
    let run = docs(pull(pytest(&[one])));
    let world = World::new(&run, &[base(610, "11:00", Job::red("test", pytest(&[one, two])))]);
    expect(&world, "base", "it also fails on `main`");
}

/// On the base one of two jobs passes.
#[test]
fn one_of_its_jobs_passes_on_the_base() {
    let run = docs(Run::pull(RUN, "12:00", 24).jobs([Job::red("test (a)", failing()), Job::red("test (b)", failing())]));
    let on_base = Run::main(610, "11:00").jobs([Job::red("test (a)", failing()), Job::green("test (b)")]);
    expect(&World::new(&run, &[on_base]), "yours", "the job passed on `main`");
}

#[test]
fn a_run_of_the_base_that_already_holds_the_change() {
    let merged = base(610, "11:00", Job::red("test", failing())).set("head_commit", json!({"message": "Say what a cart is (#24)"}));
    let world = World::new(&docs(pull(failing())), &[merged]);
    expect(&world, "unknown", "every run of `main` that was there to compare with holds work of this change already");
    let picked = base(610, "11:00", Job::red("test", failing())).set("head_commit", json!({"message": "Say what a cart is"}));
    expect(
        &World::new(&docs(pull(failing())), &[picked]),
        "unknown",
        "every run of `main` that was there to compare with holds work of this change already",
    );
}

/// The base took the change back: what fails there fails without it.
#[test]
fn the_base_after_a_revert_of_the_culprit() {
    let runs = [
        base(600, "10:00", Job::red("test", failing())),
        base(610, "11:00", Job::green("test")).set("head_commit", json!({"message": "Revert \"Carts of many\""})),
    ];
    // Brought back by this pull request, and so is the failure: it is this change's, though the base had it, too.
    let run = pull(failing()).brings(&["Reapply \"Carts of many\""], &[("src/cart.rs", "@@ -1 +1 @@\n-a\n+b")]);
    expect(&World::new(&run, &runs), "yours", "the change touches `src/cart.rs`");
    // Touching nothing of it, it came and went: nobody knows.
    expect(&World::new(&docs(pull(failing())), &runs), "unknown", "it comes and goes, or came back");
}

fn sibling(id: u64, clock: &str, number: u64, job: Job) -> Run {
    Run::pull(id, clock, number).jobs([job, Job::green("lint")])
}

#[test]
fn broken_in_a_sibling_that_owes_nothing_to_it() {
    let other = sibling(650, "11:30", 25, Job::red("test", failing())).brings(&["Faster sums"], &[("src/sum.rs", "")]);
    expect(&World::new(&docs(pull(failing())), &[other]), "base", "pull request `#25` ([run 650]");
}

#[test]
fn a_sibling_with_commits_or_files_of_its_own_change_shows_nothing() {
    let stacked = sibling(650, "11:30", 25, Job::red("test", failing())).brings(&["Say what a cart is", "More"], &[("src/sum.rs", "")]);
    expect(&World::new(&docs(pull(failing())), &[stacked]), "unknown", "no earlier run of `main`");
    let revert = sibling(650, "11:30", 25, Job::red("test", failing())).brings(&["Revert \"Say what a cart is\""], &[("x.rs", "")]);
    expect(&World::new(&docs(pull(failing())), &[revert]), "unknown", "no earlier run of `main`");
    let same_file = sibling(650, "11:30", 25, Job::red("test", failing())).brings(&["Other words"], &[("docs/cart.md", "")]);
    expect(&World::new(&docs(pull(failing())), &[same_file]), "unknown", "no earlier run of `main`");
    let untold = sibling(650, "11:30", 25, Job::red("test", failing()));
    expect(&World::new(&docs(pull(failing())), &[untold]), "unknown", "no earlier run of `main`");
}

/// Two that made the same mistake in what each of them touches.
#[test]
fn a_sibling_does_not_excuse_a_change_that_touches_it() {
    let run = pull(failing()).brings(&["Carts of many"], &[("src/cart.rs", "@@ -1 +1 @@\n-a\n+b")]);
    let other = sibling(650, "11:30", 25, Job::red("test", failing())).brings(&["Faster sums"], &[("src/sum.rs", "")]);
    expect(&World::new(&run, &[other]), "yours", "the change touches `src/cart.rs`");
}

#[test]
fn flaky_by_a_later_attempt() {
    let again = docs(Run::pull(RUN, "12:00", 24).set("run_attempt", json!(2))).jobs([Job::green("test"), Job::green("lint")]);
    let world = World::new(&docs(pull(failing())), std::slice::from_ref(&again));
    let (report, _) = fetched(&world, &["--attempt", "1"]);
    owned(&report["causes"][0], "flaky", "the same commit passed in attempt 2");
    owned(&scanned(&world)["causes"][0], "flaky", "the same commit passed in attempt 2");
    // The change touches the test: it may be what makes it flaky.
    let run = pull(failing()).brings(&["Carts of many"], &[("src/cart.rs", "@@ -1 +1 @@\n-a\n+b")]);
    let world = World::new(&run, &[again]);
    owned(&scanned(&world)["causes"][0], "unknown", "yet the change touches `src/cart.rs`");
}

/// "Re-run failed jobs": the list of jobs tells of the first attempt.
#[test]
fn a_failure_of_the_second_attempt_of_a_push_that_passed_before() {
    let run = Run::main(RUN, "12:00").jobs([Job::red("test", failing())]);
    let nightly = Run::main(650, "11:00").set("head_sha", json!(sha(RUN))).jobs([Job::green("test")]);
    expect(&World::new(&run, &[nightly]), "unknown", "the same commit passed before, in [run 650]");
}

/// Kinds of failure that come from outside.
#[test]
fn transient_kinds() {
    let log = plain("curl: (6) Could not resolve host: mirror.acme-parts.org", 6);
    expect(&World::new(&docs(pull(log.clone())), &[base(610, "11:00", Job::green("test"))]), "infrastructure", "from machines or services");
    let again = docs(pull(log.clone())).set("run_attempt", json!(2));
    let world = World::new(&docs(pull(log.clone())), &[again]);
    owned(&scanned(&world)["causes"][0], "unknown", "failed again when the same commit ran again");
    // The change itself wrote the host that is not there.
    let run = pull(log).brings(&["Another mirror"], &[("scripts/get.sh", "@@ -1 +1 @@\n-x\n+curl https://mirror.acme-parts.org/a")]);
    let world = World::new(&run, &[base(610, "11:00", Job::green("test"))]);
    expect(&world, "unknown", "the change writes `mirror.acme-parts.org` into `scripts/get.sh`");
}

#[test]
fn a_dependency_that_the_change_raised() {
    let log = plain("npm error notarget No matching version found for left-pad@^9.0.0.", 1);
    let patch = "@@ -3 +3 @@\n-    \"left-pad\": \"^1.3.0\"\n+    \"left-pad\": \"^9.0.0\"";
    let run = pull(log).brings(&["Raise left-pad"], &[("README.md", ""), ("package.json", patch)]);
    expect(&World::new(&run, &[]), "yours", "the change touches `package.json`");
}

#[test]
fn a_fork_without_secrets() {
    let log = plain("Error: Input required and not supplied: token", 1);
    let run = pull(log).set("head_repository", json!({"full_name": "stranger/r"})).set("pull_requests", json!([]));
    let report = scanned(&World::new(&run, &[base(610, "11:00", Job::green("test"))]));
    assert_ne!(report["causes"][0]["ownership"]["verdict"], "base");
}

/// A run of a push to main: what came before it is the base.
#[test]
fn a_push_to_main() {
    let run = Run::main(RUN, "12:00").jobs([Job::red("test", failing())]).brings(&["Carts of many"], &[("src/cart.rs", "+b")]);
    expect(&World::new(&run, &[Run::main(650, "11:00").jobs([Job::green("test")])]), "yours", "the change touches `src/cart.rs`");
    let run = Run::main(RUN, "12:00").jobs([Job::red("test", failing())]).brings(&["Words"], &[("README.md", "+b")]);
    expect(&World::new(&run, &[Run::main(650, "11:00").jobs([Job::red("test", failing())])]), "base", "it also fails on `main`");
}

/// An earlier push of the same topic branch holds the same work.
#[test]
fn a_push_to_a_topic_branch() {
    let topic = |id: u64, clock: &str, job: Job| Run::main(id, clock).set("head_branch", json!("topic")).jobs([job]);
    let run = topic(RUN, "12:00", Job::red("test", failing()));
    let report = report(&World::new(&run, &[topic(650, "11:00", Job::red("test", failing()))]));
    owned(&report["causes"][0], "unknown", "no earlier run");
}

/// A moved tag and a newer image are no change of the code: what failed by them fails in other pull requests, too.
#[test]
fn another_workflow_shows_nothing() {
    let other = base(610, "11:00", Job::red("test", failing())).set("path", json!(".github/workflows/nightly.yml"));
    expect(&World::new(&docs(pull(failing())), &[other]), "unknown", "no earlier run of `main`");
}

#[test]
fn an_old_run_of_the_base_shows_nothing() {
    let old = base(610, "11:00", Job::red("test", failing())).set("created_at", json!("2026-01-10T11:00:00Z"));
    expect(&World::new(&docs(pull(failing())), &[old]), "unknown", "no earlier run of `main`");
}

/// What GitHub will not tell is no reason to complain.
#[test]
fn without_permission_nobody_knows_and_nothing_is_missing() {
    let world = World::new(&docs(pull(failing())), &[base(610, "11:00", Job::red("test", failing()))]);
    let fake = super::fake::Fake::start(world.directory.path());
    for path in ["/repos/o/r/actions/workflows/*", "/repos/o/r/compare/main*"] {
        fake.fault(path, super::fake::Fault::answer(403, r#"{"message": "Resource not accessible by integration"}"#));
    }
    let report = super::said::run(&fake, &[]);
    owned(&report["causes"][0], "unknown", "no earlier run of `main`");
    assert_eq!(report["missing"], json!([]));
}

/// Lines of set-up before the failure change nothing of whose it is.
#[test]
fn with_its_set_up() {
    let log = both(set_up("ubuntu-24.04", "20260126.41.1", &[("actions/checkout@v4", &sha(4))]), failing());
    expect(&World::new(&docs(pull(log)), &[base(610, "11:00", Job::red("test", failing()))]), "base", "it also fails on `main`");
}
