//! Versions and images that moved since the last green run: which are told, which are counted, and what they are blamed for.

use serde_json::{Value, json};

use super::logs::{both, cargo_test, green, plain, set_up};
use super::said::{expect, owned, report, scanned};
use super::world::{Job, RUN, Run, World, sha};

fn failing() -> Vec<String> {
    cargo_test("cart::tests::adds", "src/cart.rs", "assertion `left == right` failed")
}

/// A pull request that touches nothing of all this, and the run of its base that passed.
fn moved_between(red: Vec<String>, passed: Vec<String>) -> World {
    let run = Run::pull(RUN, "12:00", 24).jobs([Job::red("test", red)]).brings(&["Words"], &[("README.md", "@@ -1 +1 @@\n-a\n+b")]);
    World::new(&run, &[Run::main(610, "11:00").jobs([Job::green("test").log(both(passed, green()))])])
}

fn texts(cause: &Value) -> Vec<&str> {
    cause["changed_since_green"]["moved"].as_array().into_iter().flatten().map(|part| part["text"].as_str().unwrap()).collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// A service as the runner starts it.
fn service(digest: char) -> Vec<String> {
    let digest = digest.to_string().repeat(64);
    lines(&format!(
        "##[group]Starting postgres service container\n##[command]/usr/bin/docker pull postgres:16\n16: Pulling from library/postgres\ne95a6c7ea7d4: Pulling fs layer\ne95a6c7ea7d4: Verifying Checksum\ne95a6c7ea7d4: Download complete\ne95a6c7ea7d4: Pull complete\nDigest: sha256:{digest}\nStatus: Downloaded newer image for postgres:16\ndocker.io/library/postgres:16\n##[command]/usr/bin/docker create --name 1 postgres:16\n##[endgroup]"
    ))
}

#[test]
fn an_image_of_a_service_that_moved() {
    let world = moved_between(both(service('c'), failing()), service('a'));
    let said = "image `postgres:16` moved from `sha256:aaaaaaaaa` to `sha256:ccccccccc`";
    expect(&world, "unknown", &format!("and in the same window {said}, though nothing in the failure names it"));
    let line = "Error: connect to postgres: FATAL: unsupported frontend protocol";
    let named = moved_between(both(service('c'), plain(line, 1)), service('a'));
    expect(&named, "unknown", &format!("since then {said}, which the failure names"));
    let same = moved_between(both(service('a'), failing()), service('a'));
    expect(&same, "yours", "the job passed on `main`");
}

fn crates(order: impl Iterator<Item = usize>, version: impl Fn(usize) -> String) -> Vec<String> {
    order.map(|at| format!("\u{1b}[1m\u{1b}[92m   Compiling\u{1b}[0m dep{at} v{}", version(at))).collect()
}

/// In another order, partly from a cache, and some of them twice.
#[test]
fn the_same_versions_told_otherwise() {
    let version = |at: usize| format!("1.{at}.0");
    let told = both(crates((0..300).rev().chain(0..20), version), lines("   Compiling shop v0.2.0 (/home/runner/work/shop/shop)"));
    let before = both(crates(0..300, version), lines(" Downloaded dep7 v1.7.0\n   Compiling shop v0.1.0 (/home/runner/work/shop/shop)"));
    let world = moved_between(both(told, failing()), before.clone());
    expect(&world, "yours", "the job passed on `main`");
    assert_eq!(report(&world)["causes"][0]["changed_since_green"], Value::Null);
    let cached = moved_between(both(crates(250..300, version), failing()), before);
    expect(&cached, "yours", "the job passed on `main`");
}

#[test]
fn hundreds_of_versions_are_counted_and_what_the_failure_names_is_told() {
    let set = |crates: Vec<String>, node: &str, redis: &str| {
        let more = format!("node: v{node}\n+ redis@{redis} (v9.0.0 available)\n + redis==5.0.1");
        both(set_up("ubuntu-24.04", "1", &[("actions/checkout@v4", &sha(4))]), both(lines(&more), crates))
    };
    let before = set(crates(0..300, |at| format!("1.{at}.0")), "20.1.0", "4.6.0");
    let now = set(crates((0..300).rev(), |at| format!("1.{at}.1")), "20.1.1", "4.6.1");
    let line = "thread 'main' panicked at /home/runner/.cargo/registry/src/index.crates.io-6f17d22bba15001f/dep123-1.123.1/src/lib.rs:3:1:";
    let world = moved_between(both(now.clone(), plain(line, 101)), before.clone());
    let cause = &scanned(&world)["causes"][0];
    assert_eq!(
        texts(cause),
        ["crate `dep123` moved from `1.123.0` to `1.123.1`, which the failure names", "`node` moved from `20.1.0` to `20.1.1`"]
    );
    assert_eq!(cause["changed_since_green"]["more"], json!({"crates": 299, "npm packages": 1}));
    owned(cause, "unknown", "since then crate `dep123` moved from `1.123.0` to `1.123.1`, which the failure names");
    let unnamed = &scanned(&moved_between(both(now, failing()), before))["causes"][0];
    assert_eq!(texts(unnamed), ["`node` moved from `20.1.0` to `20.1.1`"]);
    owned(unnamed, "unknown", "moved from `20.1.0` to `20.1.1` and 301 more, though nothing in the failure names them");
}

/// What the change itself takes newer is the code, and not beside it.
#[test]
fn a_version_that_the_change_moves() {
    let log = |version: &str| lines(&format!("go: downloading golang.org/x/text v{version}"));
    let run = |patch: &str| {
        let red = Job::red("test", both(log("0.15.0"), failing()));
        let run = Run::pull(RUN, "12:00", 24).jobs([red]).brings(&["Newer texts"], &[("go.mod", patch)]);
        World::new(&run, &[Run::main(610, "11:00").jobs([Job::green("test").log(both(log("0.14.0"), green()))])])
    };
    let own = run("@@ -3 +3 @@\n-\tgolang.org/x/text v0.14.0\n+\tgolang.org/x/text v0.15.0");
    expect(&own, "yours", "the job passed on `main`");
    assert_eq!(report(&own)["causes"][0]["changed_since_green"], Value::Null);
    let other = run("@@ -3 +3 @@\n-\tgolang.org/x/net v0.14.0\n+\tgolang.org/x/net v0.15.0");
    assert_eq!(texts(&report(&other)["causes"][0]), ["Go module `golang.org/x/text` moved from `0.14.0` to `0.15.0`"]);
}

/// The head itself is on the base already: its run there is this one's work, and not what was before.
#[test]
fn the_base_holds_the_head() {
    let of_main = |job: Job| Run::main(610, "11:00").set("head_sha", json!(sha(RUN))).jobs([job]);
    let run = Run::pull(RUN, "12:00", 24).jobs([Job::red("test", failing())]).brings(&["Words"], &[("README.md", "@@ -1 +1 @@\n-a\n+b")]);
    let said = "every run of `main` that was there to compare with holds work of this change already";
    expect(&World::new(&run, &[of_main(Job::red("test", failing()))]), "unknown", said);
    expect(&World::new(&run, &[of_main(Job::green("test"))]), "unknown", said);
    // Of another job it shows nothing.
    expect(&World::new(&run, &[of_main(Job::green("lint"))]), "unknown", "no earlier run of `main`");
}
