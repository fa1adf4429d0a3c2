//! What each signal is worth is learned from labelled cases: `docs/fix-status.md`.
//!
//! `TRIAGE_CASES=DIRECTORY cargo test --test calibration -- --nocapture` reads the cases again and writes `calibration/pairs.csv`, which has
//! their numbers and none of their words; what the tests do not find in the code and in the documentation is then printed.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test reports by panicking, and this one to who asks")]

use std::path::{Path, PathBuf};

use triage::fix::{BASE, FEATURES, LEARNED, SEEN_AGAIN};

#[path = "calibration/cases.rs"]
mod cases;
#[path = "calibration/learn.rs"]
mod learn;

use cases::Cases;
use learn::{Pair, figures, learn, runs};

const AGAIN: &str = "seen again in a later run";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A line a pair: the number of its run, whether it was fixed, its features.
fn pairs() -> Vec<Pair> {
    let path = file("tests/calibration/pairs.csv");
    if let Some(directory) = std::env::var_os("TRIAGE_CASES") {
        let cases = Cases::read(Path::new(&directory));
        let pairs = cases.pairs();
        let names = runs(&pairs);
        let mut text = format!("run,fixed,{},{AGAIN}\n", FEATURES.join(","));
        for pair in &pairs {
            let run = names.iter().position(|name| *name == pair.run).unwrap();
            let features: Vec<String> = pair.features.iter().map(|feature| format!("{feature:.4}")).collect();
            text.push_str(&format!("{run},{},{}\n", u8::from(pair.fixed), features.join(",")));
        }
        std::fs::write(&path, text).unwrap();
    }
    let text = std::fs::read_to_string(&path).unwrap();
    let pair = |line: &str| {
        let mut values = line.split(',');
        let run = values.next().unwrap().to_owned();
        let fixed = values.next().unwrap() == "1";
        Pair { run, fixed, features: values.map(|value| value.parse().unwrap()).collect() }
    };
    text.lines().skip(1).map(pair).collect()
}

/// The same without whether the failure was seen again.
fn at_first(pairs: &[Pair]) -> Vec<Pair> {
    pairs.iter().map(|pair| Pair { features: pair.features[..FEATURES.len()].to_vec(), ..pair.clone() }).collect()
}

#[test]
fn the_weights_are_those_that_are_learned() {
    let pairs = pairs();
    let (base, weights) = learn(&pairs.iter().collect::<Vec<_>>());
    println!("base {base:+.2}");
    for (name, weight) in FEATURES.iter().copied().chain([AGAIN]).zip(&weights) {
        println!("{name} {weight:+.2}");
    }
    let used = [BASE].into_iter().chain(LEARNED).chain([SEEN_AGAIN]);
    for (used, learned) in used.zip([base].into_iter().chain(weights)) {
        assert!((used - learned).abs() < 0.006, "{used} in the code, {learned:.2} learned");
    }
}

#[test]
fn the_documentation_has_the_figures() {
    let pairs = pairs();
    let documentation = std::fs::read_to_string(file("docs/fix-status.md")).unwrap();
    let (first, later) = (figures(&at_first(&pairs)), figures(&pairs));
    let names = ["precision at half recall", "Brier skill against the base rate", "slope of calibration"];
    let mut wrong = Vec::new();
    for (name, (first, later)) in names.iter().zip(first.iter().zip(&later)) {
        let row = format!("| {name} | {first} | {later} |");
        println!("{row}");
        if !documentation.contains(&row) {
            wrong.push(row);
        }
    }
    let said = format!(
        "{} pairs of a case and a commit that somebody called its fix, in {} runs of one project: {} really ended the fault",
        pairs.len(),
        runs(&pairs).len(),
        pairs.iter().filter(|pair| pair.fixed).count()
    );
    wrong.extend((!documentation.contains(&said)).then_some(said));
    assert!(wrong.is_empty(), "docs/fix-status.md lacks:\n{}", wrong.join("\n"));
}

/// Only with the cases themselves, which are not here.
#[test]
fn among_all_commits_of_the_time() {
    let Some(directory) = std::env::var_os("TRIAGE_CASES") else { return };
    let told = Cases::read(Path::new(&directory)).window();
    println!("{told}");
    assert!(told.contains("precision at a recall of 0.1"));
}
