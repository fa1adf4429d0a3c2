//! Worlds that try to have a failure called somebody else's: in each of them that would merge a bug.

use serde_json::{Value, json};

use super::logs::{both, lines, plain, pytest};
use super::said::{owned, report, scanned};
use super::scenes::{base, failing, pull, words};
use super::world::{Job, RUN, Run, World, sha};

fn sibling(id: u64, clock: &str, number: u64, job: Job) -> Run {
    Run::pull(id, clock, number).jobs([job, Job::green("lint")])
}

/// That nobody else is blamed for the only cause, for a reason that holds these words.
fn not_elsewhere(report: &Value, reason: &str) {
    let causes = report["causes"].as_array().unwrap();
    assert_eq!(causes.len(), 1, "{causes:#?}");
    let ownership = &causes[0]["ownership"];
    assert!(["yours", "unknown"].contains(&ownership["verdict"].as_str().unwrap()), "{ownership:#}");
    assert!(ownership["because"].to_string().contains(reason), "{reason}: {ownership:#}");
}

#[test]
fn another_case_of_the_same_test_fails_on_the_base() {
    let case = |number: u32| pytest(&[(&format!("tests/test_price.py::test_rounds[{number}]"), "AssertionError: not round")]);
    let on_base = |number| base(610, "11:00", Job::red("test", case(number)));
    not_elsewhere(&report(&World::new(&words(pull(case(3))), &[on_base(2)])), "much alike");
    owned(&report(&World::new(&words(pull(case(2))), &[on_base(2)]))["causes"][0], "base", "it also fails on `main`");
}

#[test]
fn the_same_test_fails_on_the_base_by_another_value() {
    let of = |value: u32| pytest(&[("tests/test_price.py::test_sum", &format!("assert {value} == 10"))]);
    let on_base = base(610, "11:00", Job::red("test", of(9)));
    not_elsewhere(&report(&World::new(&words(pull(of(7))), &[on_base])), "not in the very same words and values");
    // How long it took is no value.
    let slow = |time: &str| pytest(&[("tests/test_price.py::test_sum", &format!("Timeout: no answer after {time}s"))]);
    let on_base = base(610, "11:00", Job::red("test", slow("5.01")));
    owned(&scanned(&World::new(&words(pull(slow("5.13"))), &[on_base]))["causes"][0], "base", "it also fails on `main`");
}

/// The base asks for a version that is not there, and this change for another one.
#[test]
fn the_change_raises_what_the_base_cannot_get_either() {
    let of = |version: &str| plain(&format!("npm error notarget No matching version found for left-pad@^{version}."), 1);
    let patch = "@@ -3 +3 @@\n-    \"left-pad\": \"^1.3.9\"\n+    \"left-pad\": \"^9.0.0\"";
    let run = pull(of("9.0.0")).brings(&["Raise left-pad"], &[("package.json", patch)]);
    not_elsewhere(&report(&World::new(&run, &[base(610, "11:00", Job::red("test", of("1.3.9")))])), "the change touches `package.json`");
}

/// One line for whatever fails under it.
#[test]
fn a_line_that_hides_the_reason() {
    let log = || plain("make: *** [Makefile:12: test] Error 2", 2);
    let world = World::new(&words(pull(log())), &[base(610, "11:00", Job::red("test", log()))]);
    assert_ne!(report(&world)["causes"][0]["ownership"]["verdict"], "base");
}

/// More tests than are listed: nobody knows whether the others are the same.
#[test]
fn more_than_can_be_compared() {
    let tests: Vec<(String, String)> =
        (0..30).map(|at| (format!("tests/test_a.py::test_{}", "x".repeat(at + 1)), "assert a".to_owned())).collect();
    let tests: Vec<(&str, &str)> = tests.iter().map(|(id, message)| (id.as_str(), message.as_str())).collect();
    let world = World::new(&words(pull(pytest(&tests))), &[base(610, "11:00", Job::red("test", pytest(&tests)))]);
    not_elsewhere(&scanned(&world), "much alike");
}

/// The change was merged, others came on top, and the base fails by it.
#[test]
fn the_base_holds_the_change_under_commits_of_others() {
    let merged = base(600, "10:00", Job::red("test", failing())).set("head_commit", json!({"message": "Say what a cart is (#24)"}));
    let on_top = base(610, "11:00", Job::red("test", failing())).set("head_commit", json!({"message": "Faster sums (#25)"}));
    not_elsewhere(&report(&World::new(&words(pull(failing())), &[merged, on_top])), "holds work of this change already");
}

/// The base was red for a reason that was mended before this change was put on it.
#[test]
fn the_base_was_mended_since() {
    let runs = [base(600, "10:00", Job::red("test", failing())), base(610, "11:00", Job::green("test"))];
    not_elsewhere(&report(&World::new(&words(pull(failing())), &runs)), "it comes and goes, or came back");
}

fn merged_onto(base: u64) -> Vec<String> {
    let taken = format!("HEAD is now at 1f2e3d4 Merge {} into {}", sha(RUN), sha(base));
    both(lines(&["##[group]Run actions/checkout@v4", "with:", "  fetch-depth: 1", "##[endgroup]", &taken]), failing())
}

/// The log tells which commit of the base was tested: what came there later shows nothing.
#[test]
fn the_base_broke_after_the_commit_that_was_tested() {
    let runs = [base(600, "10:00", Job::green("test")), base(610, "11:00", Job::red("test", failing()))];
    not_elsewhere(&report(&World::new(&words(pull(merged_onto(600))), &runs)), "the job passed on `main` in [run 600]");
    owned(&report(&World::new(&words(pull(merged_onto(610))), &runs))["causes"][0], "base", "it also fails on `main`");
}

/// The job takes the head alone, so that what the base has is not in it.
#[test]
fn the_head_is_tested_without_the_base() {
    let taken = format!("HEAD is now at {} Say what a cart is", &sha(RUN)[..9]);
    let log = both(lines(&["##[group]Run actions/checkout@v4", "with:", "  fetch-depth: 1", "##[endgroup]", &taken]), failing());
    let on_base = base(610, "11:00", Job::red("test", failing()));
    not_elsewhere(&report(&World::new(&words(pull(log.clone())), std::slice::from_ref(&on_base))), "the job checks out the head alone");
    // It failed so where the two parted.
    let parted = base(1, "08:00", Job::red("test", failing()));
    owned(&scanned(&World::new(&words(pull(log)), &[on_base, parted]))["causes"][0], "base", "it also fails on `main`");
}

/// What runs at night does more than what runs on a push.
#[test]
fn only_the_nightly_run_of_the_base_fails() {
    let nightly = base(620, "11:30", Job::red("test", failing())).set("event", json!("schedule"));
    let push = base(610, "11:00", Job::green("test"));
    not_elsewhere(&report(&World::new(&words(pull(failing())), &[push, nightly.clone()])), "that is a run of `schedule`");
    // Without any run of a push it is the base.
    owned(&report(&World::new(&words(pull(failing())), &[nightly]))["causes"][0], "base", "it also fails on `main`");
}

/// Started by hand for another target: not the same work.
#[test]
fn the_same_commit_passed_with_other_inputs() {
    let by_hand =
        |id, clock, job| Run::main(id, clock).set("event", json!("workflow_dispatch")).set("head_sha", json!(sha(RUN))).jobs([job]);
    let world = World::new(&by_hand(RUN, "12:00", Job::red("test", failing())), &[by_hand(720, "12:30", Job::green("test"))]);
    assert_ne!(scanned(&world)["causes"][0]["ownership"]["verdict"], "flaky");
}

/// The same commit on a branch of its own, where other conditions hold.
#[test]
fn the_same_commit_passed_on_another_branch() {
    let topic = Run::main(720, "12:30").set("head_branch", json!("topic")).set("head_sha", json!(sha(RUN))).jobs([Job::green("test")]);
    let world = World::new(&Run::main(RUN, "12:00").jobs([Job::red("test", failing())]), &[topic]);
    not_elsewhere(&scanned(&world), "no earlier run");
}

fn attempt_two(jobs: [Job; 2]) -> Run {
    words(Run::pull(RUN, "12:00", 24).set("run_attempt", json!(2))).jobs(jobs)
}

/// One of its jobs passed when it ran again, and the other one failed as before.
#[test]
fn half_of_it_passed_again() {
    let run = words(Run::pull(RUN, "12:00", 24).jobs([Job::red("test (a)", failing()), Job::red("test (b)", failing())]));
    let again = attempt_two([Job::green("test (a)"), Job::red("test (b)", failing())]);
    assert_ne!(scanned(&World::new(&run, &[again]))["causes"][0]["ownership"]["verdict"], "flaky");
    let again = attempt_two([Job::green("test (a)"), Job::green("test (b)")]);
    owned(&scanned(&World::new(&run, &[again]))["causes"][0], "flaky", "the same commit passed in attempt 2");
}

/// Somebody set the secret between two attempts: nothing that comes and goes.
#[test]
fn it_passed_again_with_another_secret() {
    let log = plain("Error: Error response from daemon: Get \"https://ghcr.io/v2/\": denied: denied", 1);
    let again = attempt_two([Job::green("test"), Job::green("lint")]);
    let cause = &scanned(&World::new(&words(pull(log)), &[again]))["causes"][0];
    assert_ne!(cause["ownership"]["verdict"], "flaky", "{:#}", cause["ownership"]);
}

/// The change touches what sets the test up.
#[test]
fn it_passed_again_and_the_change_sets_the_test_up() {
    let log = pytest(&[("tests/shop/test_cart.py::test_add", "AssertionError: no cart")]);
    let run = pull(log).brings(&["Carts of many"], &[("tests/shop/conftest.py", "@@ -1 +1 @@\n-a\n+b")]);
    let again = attempt_two([Job::green("test"), Job::green("lint")]);
    not_elsewhere(&scanned(&World::new(&run, &[again])), "the change touches `tests/shop/conftest.py`, near what failed");
}

/// An older failure of another pull request, from when the base was broken.
#[test]
fn a_sibling_from_before_the_base_was_mended() {
    let one = sibling(590, "09:00", 25, Job::red("test", failing())).brings(&["Faster sums"], &[("src/sum.rs", "")]);
    let two = sibling(591, "09:10", 26, Job::red("test", failing())).brings(&["Faster products"], &[("src/product.rs", "")]);
    let green = base(610, "11:00", Job::green("test"));
    not_elsewhere(&report(&World::new(&words(pull(failing())), &[one.clone(), two, green])), "the job passed on `main`");
    // Another pull request passed since.
    let passed = sibling(620, "11:30", 26, Job::green("test")).brings(&["Faster products"], &[("src/product.rs", "")]);
    not_elsewhere(&scanned(&World::new(&words(pull(failing())), &[one, passed])), "no earlier run of `main`");
}

/// Each raises the same dependency in a place of its own.
#[test]
fn a_sibling_that_raises_the_same_dependency() {
    let raised = |path: &str| [(path.to_owned(), "+    \"left-pad\": \"9.0.0\"".to_owned())];
    let of = |run: Run, path: &str| {
        let files = raised(path);
        run.brings(&[&format!("Raise left-pad in {path}")], &[(&files[0].0, &files[0].1)])
    };
    let run = of(pull(failing()), "web/package.json");
    let other = of(sibling(650, "11:30", 25, Job::red("test", failing())), "api/package.json");
    not_elsewhere(&report(&World::new(&run, &[other])), "no earlier run of `main`");
}

/// Rebased and squashed, it shares no commit; but it goes into this one's branch.
#[test]
fn a_sibling_that_is_stacked_upon_it() {
    let other = sibling(650, "11:30", 25, Job::red("test", failing()))
        .set("pull_requests", json!([{"number": 25, "base": {"ref": "topic-24"}}]))
        .brings(&["Sums, too"], &[("src/sum.rs", "")]);
    not_elsewhere(&scanned(&World::new(&words(pull(failing())), &[other])), "no earlier run of `main`");
}

#[test]
fn a_fixture_of_the_test_and_a_sibling_that_fails_alike() {
    let log = || pytest(&[("tests/shop/test_cart.py::test_add", "AssertionError: no cart")]);
    let run = pull(log()).brings(&["More apples"], &[("tests/shop/fixtures/apples.json", "@@ -1 +1 @@\n-1\n+2")]);
    let other = sibling(650, "11:30", 25, Job::red("test", log())).brings(&["Faster sums"], &[("src/sum.rs", "")]);
    not_elsewhere(&report(&World::new(&run, &[other])), "the change touches `tests/shop/fixtures/apples.json`, near what failed");
}

/// The only machine with a graphics card runs the only jobs that need one.
#[test]
fn one_machine_with_work_of_its_own() {
    let log = || plain("kernel.cu(14): error: identifier \"blockIdxx\" is undefined", 2);
    let jobs = (0..12).map(|at| {
        let name = if at % 4 == 0 { format!("graphics {at}") } else { format!("part {at}") };
        if at % 4 == 0 { Job::red(&name, log()).on("rack-0") } else { Job::green(&name).on(&format!("rack-{}", at % 4)) }
    });
    let run = words(Run::pull(RUN, "12:00", 24).jobs(jobs.collect::<Vec<_>>()));
    assert_ne!(report(&World::new(&run, &[]))["causes"][0]["ownership"]["verdict"], "infrastructure");
}

/// A host that is not found, by a test of the code that calls it.
#[test]
fn the_network_in_the_report_of_a_test() {
    let log = pytest(&[("tests/test_client.py::test_get", "httpx.ConnectError: getaddrinfo ENOTFOUND prices.acme-parts.org")]);
    let world = World::new(&words(pull(log)), &[base(610, "11:00", Job::green("test"))]);
    assert_ne!(report(&world)["causes"][0]["ownership"]["verdict"], "infrastructure");
}

/// GitHub shows no difference of a large file: it may hold the host that is not found.
#[test]
fn a_difference_that_is_not_shown() {
    let log = plain("curl: (6) Could not resolve host: mirror.acme-parts.org", 6);
    let mut run = pull(log).brings(&["New mirrors"], &[("scripts/mirrors.sh", "")]);
    run.hides("scripts/mirrors.sh");
    not_elsewhere(&report(&World::new(&run, &[])), "what the change does to `scripts/mirrors.sh` could not be seen");
}

/// A run for a comment is the base's by name, and takes the code of the pull request.
#[test]
fn a_run_for_a_comment_tests_the_change_itself() {
    for event in ["issue_comment", "workflow_dispatch", "workflow_run"] {
        let by_comment = base(610, "11:00", Job::red("test", failing())).set("event", json!(event));
        not_elsewhere(&report(&World::new(&words(pull(failing())), &[by_comment])), "no earlier run of `main`");
    }
}

/// The head itself was pushed to the base, and what it changes is not known.
#[test]
fn the_head_is_on_the_base_already() {
    let pushed = base(610, "11:00", Job::red("test", failing())).set("head_sha", json!(sha(RUN)));
    not_elsewhere(&scanned(&World::new(&pull(failing()), &[pushed])), "holds work of this change already");
}

/// Two comments, one commit, other work.
#[test]
fn a_later_run_for_another_comment_passed() {
    let of = |id, clock, job| Run::main(id, clock).set("event", json!("issue_comment")).set("head_sha", json!(sha(RUN))).jobs([job]);
    let world = World::new(&of(RUN, "12:00", Job::red("test", failing())), &[of(720, "12:30", Job::green("test"))]);
    assert_ne!(scanned(&world)["causes"][0]["ownership"]["verdict"], "flaky");
}
