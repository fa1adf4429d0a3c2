//! Logs of jobs that passed, as the tools print them: tests that print errors on purpose, deprecations, retries that helped, `0 errors`. No rule
//! and no extractor may find a cause in them, nor put what they print beside a real one.

use std::fs;
use std::path::PathBuf;

use triage::bundle::{World, read as open};
use triage::diagnose::{Controls, JobFindings, rank, read_job};
use triage::log::read_text;
use triage::model::Job;

use super::{matcher, root};

fn logs() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("tests/catalog/green")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 20, "only {} green logs", paths.len());
    paths
}

fn found(text: String) -> JobFindings {
    let (catalog, matcher) = matcher();
    read_job(&Job::default(), &read_text("job", text.into_bytes()).unwrap()[0], matcher, catalog)
}

/// The lines that causes would rest on, with who found them.
fn causes(found: &JobFindings) -> Vec<String> {
    let catalog = matcher().0;
    let ranked = rank(found, catalog, &Controls::default());
    ranked
        .primary
        .into_iter()
        .chain(ranked.also)
        .map(|at| &found.findings[at])
        .map(|finding| {
            let who = finding.rule(catalog).map_or_else(|| "an extractor".to_owned(), triage::rules::Rule::path);
            format!("{who}: {}", finding.evidence.text)
        })
        .collect()
}

#[test]
fn nothing_is_found_in_a_green_log() {
    let mut wrong = Vec::new();
    for path in logs() {
        let found = found(fs::read_to_string(&path).unwrap());
        if found.failed {
            wrong.push(format!("{}: {:?}", path.display(), causes(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_green_log_prints_is_no_cause_beside_a_real_one() {
    const REAL: &str = "src/cart.c:12:9: error: expected ‘;’ before ‘return’";
    const TIME: &str = "2026-02-01T15:10:00.0000000Z ";
    let mut wrong = Vec::new();
    for path in logs() {
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().take_while(|line| !line.ends_with("Post job cleanup.")).collect();
        let step = ["##[group]Run make last", "make last", "shell: /usr/bin/bash -e {0}", "##[endgroup]"];
        let end = [REAL, "make: *** [Makefile:3: last] Error 1", "##[error]Process completed with exit code 2."];
        for (place, more) in [("in a later step", &step[..]), ("in the same step", &[])] {
            let more = more.iter().chain(&end).map(|line| format!("{TIME}{line}"));
            let all: Vec<String> = lines.iter().map(|line| (*line).to_owned()).chain(more).collect();
            let causes = causes(&found(all.join("\n")));
            if causes != [format!("an extractor: {REAL}")] {
                wrong.push(format!("{} {place}: {causes:#?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_found_in_green_jobs_of_the_samples() {
    for sample in ["samples/green-run", "samples/seed-run", "samples/next-run"] {
        let world = World::open(open(&[root().join(sample)]).unwrap()).unwrap();
        let (mut green, mut wrong) = (0, Vec::new());
        for (at, job) in world.jobs.iter().enumerate().filter(|(_, job)| job.conclusion.as_ref().is_some_and(|c| c.as_str() == "success")) {
            let Some(log) = world.log(at).unwrap() else { continue };
            green += 1;
            // As if nobody had said how it ended.
            let (catalog, matcher) = matcher();
            let found = read_job(&Job { name: job.name.clone(), ..Job::default() }, &log, matcher, catalog);
            if found.failed {
                wrong.push(format!("{}: {:?}", job.name, causes(&found)));
            }
        }
        assert!(green > 0 && wrong.is_empty(), "{sample}, {green} green jobs\n{}", wrong.join("\n"));
    }
}
