//! Worlds in which what first comes to mind is wrong: "not yours" where it is, or "yours" where nobody can tell. Each with its next step.

use serde_json::{Value, json};

use super::logs::{both, lines, plain, pytest, set_up};
use super::said::{owned, report, scanned};
use super::scenes::{base, failing, pull, words};
use super::world::{Job, RUN, Run, World, sha};

/// A failing test of Go, whose name alone says little.
fn go_test(package: &str, test: &str, file: &str) -> Vec<String> {
    lines(&[
        "##[group]Run go test ./...",
        "go test ./...",
        "shell: /usr/bin/bash -e {0}",
        "##[endgroup]",
        &format!("--- FAIL: {test} (0.00s)"),
        &format!("    {file}:14: got 3, want 4"),
        "FAIL",
        &format!("FAIL\t{package}\t0.012s"),
        "FAIL",
        "##[error]Process completed with exit code 1.",
    ])
}

fn sibling(number: u64, log: Vec<String>) -> Run {
    Run::pull(650, "11:30", number).jobs([Job::red("test", log), Job::green("lint")])
}

/// The only cause: whose it is, for a reason with these words, and what to do, which begins so and is one line.
fn told(report: &Value, verdict: &str, reason: &str, kind: &str, next: &str) {
    let causes = report["causes"].as_array().unwrap();
    assert_eq!(causes.len(), 1, "{causes:#?}");
    owned(&causes[0], verdict, reason);
    let (own, text) = (report["next"]["kind"].as_str().unwrap(), report["next"]["text"].as_str().unwrap());
    assert!(own == kind && text.starts_with(next) && text.lines().count() == 1, "{own}: {text}");
    // Nobody is told to run it again but for what passes, nor to mend here what is not this change's.
    assert!(kind != "re-run" || ["flaky", "infrastructure"].contains(&verdict) || causes[0]["extractor"] == "stopped", "{text}");
    assert!(!text.contains("in this change") || verdict == "yours", "{text}");
}

const SEE: &str = "see whether 1 fails without this change, too; fix it here if not";
const HERE: &str = "fix 1 in this change";
const KEEPER: &str = "not this change: tell whoever keeps the base";

/// `TestRounds` of another package, with the same words.
#[test]
fn a_test_of_that_name_fails_on_the_base_in_another_package() {
    let own = go_test("example.com/shop/cart", "TestRounds", "cart_test.go");
    let other = |package, file| base(610, "11:00", Job::red("test", go_test(package, "TestRounds", file)));
    let of = |other| report(&World::new(&words(pull(own.clone())), &[other]));
    told(&of(other("example.com/shop/price", "price_test.go")), "unknown", "by something else", "fix", SEE);
    told(&of(other("example.com/shop/price", "cart_test.go")), "unknown", "much alike", "fix", SEE);
    told(&of(other("example.com/shop/cart", "cart_test.go")), "base", "it also fails on `main`", "maintainer", KEEPER);
}

#[test]
fn the_base_does_not_compile() {
    let broken = base(610, "11:00", Job::red("test", plain("src/a.c:4:5: error: expected ';' before '}' token", 2)));
    told(&report(&World::new(&words(pull(failing())), &[broken])), "unknown", "by something else", "fix", SEE);
}

/// It goes into the branch of another pull request, which fails alike.
#[test]
fn it_is_stacked_upon_what_fails() {
    let run = words(pull(failing())).set("pull_requests", json!([{"number": 24, "base": {"ref": "topic-23"}}]));
    let below = sibling(23, failing()).brings(&["Carts of many"], &[("src/cart.rs", "+b")]);
    assert_ne!(report(&World::new(&run, &[below]))["causes"][0]["ownership"]["verdict"], "yours");
}

/// Into another branch, which may lack what main has.
#[test]
fn a_sibling_into_another_branch() {
    let other = sibling(25, failing()).set("pull_requests", json!([{"number": 25, "base": {"ref": "release/1.x"}}]));
    let other = other.brings(&["Faster sums"], &[("src/sum.rs", "+b")]);
    told(&report(&World::new(&words(pull(failing())), &[other])), "unknown", "no earlier run of `main`", "fix", SEE);
}

/// The same work under other names, other hashes, in other files.
#[test]
fn a_sibling_with_a_pick_of_it() {
    let own = || pull(failing()).brings(&["Baskets of many"], &[("lib/basket.rs", "+b")]);
    let of = |subject: &str| sibling(25, failing()).brings(&[subject], &[("old/basket.rs", "+b")]);
    for subject in [
        "[1.x] Baskets of many",
        "Baskets of many (backport)",
        "Revert \"Revert \"Baskets of many (#20)\" (#21)\"",
        "Backport: Baskets of many",
    ] {
        told(&report(&World::new(&own(), &[of(subject)])), "unknown", "no earlier run of `main`", "fix", SEE);
    }
    let picked = of(&format!("Many baskets\n\n(cherry picked from commit {})", sha(RUN)));
    told(&report(&World::new(&own(), &[picked])), "unknown", "no earlier run of `main`", "fix", SEE);
    // Written at the very same time: the same commit, named anew.
    let renamed = of("Many baskets").written_with(RUN);
    told(&report(&World::new(&own(), &[renamed])), "unknown", "no earlier run of `main`", "fix", SEE);
    told(&report(&World::new(&own(), &[of("Many baskets")])), "base", "shares neither a commit nor a file", "maintainer", KEEPER);
}

/// Red once; in what came later the job did not run. The change touches what fails.
#[test]
fn the_newest_run_of_the_base_does_not_tell() {
    let runs = [base(600, "10:00", Job::red("test", failing())), Run::main(610, "11:00").jobs([Job::green("lint")])];
    let run = pull(failing()).brings(&["Carts of many"], &[("src/cart.rs", "+b")]);
    told(&report(&World::new(&run, &runs)), "unknown", "yet the job did not run there in [run 610]", "fix", SEE);
    told(&report(&World::new(&words(pull(failing())), &runs)), "base", "it also fails on `main`", "maintainer", KEEPER);
}

#[test]
fn it_came_and_went_on_the_base_and_the_change_touches_the_test() {
    let runs = [base(600, "10:00", Job::red("test", failing())), base(605, "10:30", Job::green("test"))];
    let run = pull(failing()).brings(&["Carts of many"], &[("src/cart.rs", "+b")]);
    told(&report(&World::new(&run, &runs)), "yours", "the change touches `src/cart.rs`", "fix", HERE);
    owned(&report(&World::new(&words(pull(failing())), &runs))["causes"][0], "unknown", "it comes and goes, or came back");
}

fn broken_dependency() -> Vec<String> {
    lines(&[
        "##[group]Run cargo build",
        "cargo build",
        "shell: /usr/bin/bash -e {0}",
        "##[endgroup]",
        "   Compiling smallparts v1.9.0",
        "error[E0432]: unresolved import `core::hint::black`",
        "  --> /home/runner/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/smallparts-1.9.0/src/lib.rs:12:5",
        "   |",
        "12 | use core::hint::black;",
        "   |     ^^^^^^^^^^^^^^^^^ no `black` in `hint`",
        "",
        "error: could not compile `smallparts` (lib) due to 1 previous error",
        "##[error]Process completed with exit code 101.",
    ])
}

/// Nobody names the dependency but the lock file.
#[test]
fn a_lock_file_that_takes_a_broken_dependency() {
    let patch = "@@ -7,3 +7,3 @@\n [[package]]\n name = \"smallparts\"\n-version = \"1.8.0\"\n+version = \"1.9.0\"";
    let run = || pull(broken_dependency()).brings(&["Newer locks"], &[("Cargo.lock", patch)]);
    let reason = "the change touches `Cargo.lock`, which says at which version the dependency that fails is taken";
    told(&report(&World::new(&run(), &[])), "yours", reason, "fix", HERE);
    // GitHub shows no difference of a large lock file.
    let mut hidden = run();
    hidden.hides("Cargo.lock");
    told(&report(&World::new(&hidden, &[])), "yours", reason, "fix", HERE);
    // And it excuses nobody that another pull request fails alike.
    let other = sibling(25, broken_dependency()).brings(&["Faster sums"], &[("sum.rs", "+b")]);
    told(&report(&World::new(&run(), &[other])), "yours", reason, "fix", HERE);
}

/// `src/lib.rs` of the dependency is not `src/lib.rs` of the change.
#[test]
fn a_file_of_a_dependency_is_no_file_of_the_change() {
    let run = pull(broken_dependency()).brings(&["Carts of many"], &[("src/lib.rs", "+b")]);
    told(&report(&World::new(&run, &[])), "unknown", "no earlier run of `main`", "fix", SEE);
}

#[test]
fn a_tag_moved_and_the_workflow_changed() {
    let of = |sha: String, log| both(set_up("ubuntu-24.04", "1", &[("actions/setup-node@v4", &sha)]), log);
    let run = pull(of("a".repeat(40), failing())).brings(&["Newer node"], &[(".github/workflows/ci.yml", "+b")]);
    let green = base(610, "11:00", Job::green("test").log(of("4".repeat(40), super::logs::green())));
    told(&report(&World::new(&run, &[green])), "unknown", "either may be behind it", "fix", SEE);
}

/// Words of a bad network, out of a test of what to do then.
#[test]
fn a_mock_that_answers_as_bad_networks_do() {
    let message = "requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: http://localhost:8089/prices";
    let log = || pytest(&[("tests/test_client.py::test_retry", message)]);
    told(&report(&World::new(&words(pull(log())), &[])), "unknown", "no earlier run", "fix", SEE);
    let run = pull(log()).brings(&["Try again"], &[("tests/test_client.py", "+b")]);
    told(&report(&World::new(&run, &[])), "yours", "the change touches `tests/test_client.py`", "fix", HERE);
}

/// A green run of another commit says nothing of this one.
#[test]
fn it_passed_again_after_a_new_push() {
    let later = words(Run::pull(720, "12:30", 24).jobs([Job::green("test"), Job::green("lint")]));
    told(&scanned(&World::new(&words(pull(failing())), &[later])), "unknown", "no earlier run of `main`", "fix", SEE);
}

/// No secrets, and a real error beside that.
#[test]
fn a_fork_without_secrets_that_does_not_compile() {
    let jobs = [
        Job::red("build", plain("src/a.c:4:5: error: expected ';' before '}' token", 2)),
        Job::red("publish", plain("Error: Input required and not supplied: token", 1)),
    ];
    let run = Run::pull(RUN, "12:00", 24).jobs(jobs).set("head_repository", json!({"full_name": "stranger/r"}));
    let run = run.set("pull_requests", json!([])).brings(&["Carts"], &[("src/a.c", "+b")]);
    let report = scanned(&World::new(&run, &[Run::main(610, "11:00").jobs([Job::green("build"), Job::green("publish")])]));
    let of = |job: &str| report["causes"].as_array().unwrap().iter().find(|cause| cause["jobs"][0] == job).unwrap();
    owned(of("build"), "yours", "the change touches `src/a.c`");
    owned(of("publish"), "unknown", "a fork's run gets no secrets");
    assert_eq!(report["next"]["text"], "fix 1 in this change; it is not known whose 2 is");
}

fn batch(onto: u64) -> Run {
    Run::queue(RUN, "12:00", 26, onto).jobs([Job::red("test", failing())]).brings(&["Carts of many (#26)"], &[("src/cart.rs", "+b")])
}

#[test]
fn a_queue_behind_a_batch_that_was_red() {
    let ahead = Run::queue(610, "11:00", 25, 600).jobs([Job::red("test", failing())]);
    let next = "queue it again once what it was put on is repaired, or is out of the queue";
    told(&report(&World::new(&batch(610), &[ahead])), "base", "it also fails in the batch that it was put on", "re-queue", next);
    // The batch ahead fails by something else.
    let ahead = Run::queue(610, "11:00", 25, 600).jobs([Job::red("test", plain("src/a.c:4:5: error: expected ';' before '}' token", 2))]);
    assert_ne!(report(&World::new(&batch(610), &[ahead]))["causes"][0]["ownership"]["verdict"], "base");
}

/// Merged, taken back, brought again; the base was red while it had it.
#[test]
fn a_revert_of_a_revert() {
    let merged = base(600, "10:00", Job::red("test", failing())).set("head_commit", json!({"message": "Baskets of many (#20)"}));
    for subject in ["Revert \"Revert \"Baskets of many (#20)\" (#21)\"", "Reapply \"Baskets of many\"", "Reland: Baskets of many"] {
        let run = pull(failing()).brings(&[subject], &[("src/basket.rs", "+b")]);
        let report = report(&World::new(&run, std::slice::from_ref(&merged)));
        told(&report, "unknown", "holds work of this change already", "fix", SEE);
    }
}

/// The base skips the job by its paths, or has it under another name.
#[test]
fn the_base_never_ran_the_job() {
    let skipped = Run::main(610, "11:00").jobs([Job::green("test").ended("skipped").log(Vec::new()), Job::green("lint")]);
    told(&report(&World::new(&words(pull(failing())), &[skipped])), "unknown", "with this job", "fix", SEE);
    let of = |name: &str| {
        Run::pull(RUN, "12:00", 24).jobs([Job::red(name, failing())]).brings(&["Names"], &[(".github/workflows/ci.yml", "+b")])
    };
    for (own, theirs) in [("unit tests", "test"), ("test (ubuntu-24.04)", "test (ubuntu-22.04)")] {
        for job in [Job::red(theirs, failing()), Job::green(theirs)] {
            told(&report(&World::new(&of(own), &[base(610, "11:00", job)])), "unknown", "with this job", "fix", SEE);
        }
    }
}

/// The job is green on the base, and the test fails there all the same: its step may fail.
#[test]
fn a_failure_that_the_base_lets_pass() {
    let green = base(610, "11:00", Job::green("test").log(failing()));
    told(
        &report(&World::new(&words(pull(failing())), std::slice::from_ref(&green))),
        "unknown",
        "it printed the very line there, too",
        "fix",
        SEE,
    );
    let run = pull(failing()).brings(&["Carts of many"], &[("src/cart.rs", "+b")]);
    told(&report(&World::new(&run, &[green])), "unknown", "it printed the very line there, too", "fix", SEE);
    // The job may fail, and the run is green.
    let red = base(610, "11:00", Job::red("test", failing())).set("conclusion", json!("success"));
    told(&report(&World::new(&words(pull(failing())), &[red])), "base", "it also fails on `main`", "maintainer", KEEPER);
}

/// The base passed yesterday; the limit of the registry is used up today.
#[test]
fn a_limit_that_is_used_up() {
    let line = "Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit";
    let run = pull(plain(line, 1)).brings(&["Faster sums"], &[("src/sum.rs", "+b")]);
    let report = report(&World::new(&run, &[base(610, "11:00", Job::green("test"))]));
    told(&report, "unknown", "settings, limits and services", "setting", "change a setting for 1");
}

#[test]
fn a_disk_that_is_full_and_a_limit_of_time() {
    let green = || base(610, "11:00", Job::green("test"));
    let sums = |run: Run| run.brings(&["Faster sums"], &[("src/sum.rs", "+b")]);
    let full = sums(pull(plain("tar: out: Cannot write: No space left on device", 2)));
    assert_ne!(report(&World::new(&full, &[green()]))["causes"][0]["ownership"]["verdict"], "yours");
    let late = both(super::logs::green(), lines(&["##[error]The action 'Run make' has timed out after 10 minutes."]));
    told(&report(&World::new(&sums(pull(late)), &[green()])), "unknown", "may pass in another run", "fix", SEE);
}

/// A name without a domain is a service's of the job's own, and one that the change takes away is the change's.
#[test]
fn a_host_of_ones_own() {
    let log = |host: &str| plain(&format!("curl: (6) Could not resolve host: {host}"), 6);
    let run = pull(log("prices")).brings(&["Another name"], &[("src/sum.rs", "+b")]);
    told(&report(&World::new(&run, &[])), "unknown", "`prices` has no domain", "maintainer", "look at 1 before running it again");
    let run = pull(log("mirror.acme-parts.org")).brings(&["No mirror"], &[("hosts.txt", "@@ -1 +0 @@\n-10.0.0.1 mirror.acme-parts.org")]);
    let reason = "the change takes `mirror.acme-parts.org` out of `hosts.txt`";
    told(&report(&World::new(&run, &[])), "unknown", reason, "maintainer", "look at 1 before running it again");
}

/// A snapshot lies beside its test.
#[test]
fn a_snapshot_of_the_test() {
    let log = || pytest(&[("tests/shop/test_page.py::test_page", "AssertionError: snapshot differs")]);
    let run = pull(log()).brings(&["Pages"], &[("tests/shop/__snapshots__/test_page.ambr", "+b")]);
    let other = sibling(25, log()).brings(&["Faster sums"], &[("src/sum.rs", "+b")]);
    told(&report(&World::new(&run, &[other])), "unknown", "near what failed", "fix", SEE);
}

/// It failed on the base after this run had begun: perhaps for this very change.
#[test]
fn the_base_failed_later() {
    told(
        &scanned(&World::new(&words(pull(failing())), &[base(720, "12:30", Job::red("test", failing()))])),
        "unknown",
        "no earlier run",
        "fix",
        SEE,
    );
}
