//! What people see, in all formats: of the sample run's report, of reports with little to say, and of hostile ones.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

#[path = "render/limits.rs"]
mod limits;
#[path = "render/reports.rs"]
mod reports;
#[path = "render/sarif.rs"]
mod sarif;
#[path = "render/sarif_schema.rs"]
mod sarif_schema;
#[path = "render/schema.rs"]
mod schema;
#[path = "render/seed.rs"]
mod seed;
#[path = "render/words.rs"]
mod words;

use triage::render::{BUDGET, Look, agent, github, html, json, markdown, terminal, tokens};
use triage::report::Report;

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("render/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

fn plain(width: u16) -> Look {
    Look { width, color: false, links: false }
}

/// Every format of a report, but for the JSON, which is the report, and SARIF, which is checked by its schema.
fn snapshots(name: &str, report: &Report) {
    snapshot(&format!("{name}.md"), &markdown(report));
    snapshot(&format!("{name}.html"), &html(report));
    snapshot(&format!("{name}.github"), &github(report));
    snapshot(&format!("{name}.agent"), &agent(report, BUDGET));
    assert!(tokens(&agent(report, BUDGET)) <= BUDGET);
    sarif::holds_to_its_schema(report);
    for width in [60, 80, 160] {
        snapshot(&format!("{name}.{width}"), &terminal(report, plain(width)));
    }
}

#[test]
fn the_sample_run() {
    let report = seed::report();
    snapshots("seed", &report);
    snapshot("seed.json", &json(&report));
    snapshot("seed.sarif", &triage::render::sarif(&report));
    snapshot("seed.500.agent", &agent(&report, 500));
    snapshot("seed.colour", &terminal(&report, Look { width: 80, color: true, links: true }).replace('\u{1b}', "␛"));
}

#[test]
fn a_green_run() {
    snapshots("green", &reports::green());
}

#[test]
fn nothing_explains_it() {
    snapshots("unexplained", &reports::unexplained());
}

#[test]
fn parts_are_missing() {
    snapshots("missing", &reports::missing());
}

#[test]
fn one_failed_test_a_minute_ago() {
    snapshots("fresh", &reports::fresh());
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = seed::report();
    let again: Report = serde_json::from_str(&json(&report)).unwrap();
    assert_eq!(again, report);
    assert_eq!(markdown(&again), markdown(&report));
    assert_eq!(html(&again), html(&report));
}
