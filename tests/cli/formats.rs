//! Formats for machines, and what is packed for a model and checked afterwards.

use super::program::{triage, triage_with};

const SAMPLE: &str = "samples/seed-run";
/// A failure that no rule knows.
const ODD: &str = "2026-02-01T15:04:05.1234567Z ##[group]Run ./frob\n2026-02-01T15:04:05.1234567Z ./frob --all\n2026-02-01T15:04:05.1234567Z shell: /usr/bin/bash -e {0}\n2026-02-01T15:04:05.1234567Z ##[endgroup]\n2026-02-01T15:04:06.1234567Z frobbing 1 of 3\n2026-02-01T15:04:06.1234567Z token ghs_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa is used\n2026-02-01T15:04:07.1234567Z frobnicate: the third widget would not turn\n2026-02-01T15:04:07.1234567Z ##[error]Process completed with exit code 3.\n";

fn file(name: &str, text: &str) -> String {
    let path = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn every_format_is_printed() {
    for (format, start) in [("sarif", "{\n  \"$schema\""), ("github", "::error "), ("agent", "# triage: why"), ("html", "<!doctype html>")]
    {
        let ended = triage(&["scan", SAMPLE, "--format", format]);
        assert!(ended.code == 0 && ended.stdout.starts_with(start), "{format}: {}", ended.stderr);
    }
    let sarif = triage(&["scan", SAMPLE, "--format", "sarif"]).json();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 4);
    let annotations = triage(&["scan", SAMPLE, "--format", "github"]).stdout;
    assert!(annotations.contains("::error file=test/infrastructure/workflowexecution_e2e_hybrid.go,line=88,title=C1%3A "), "{annotations}");
}

#[test]
fn an_agent_gets_what_it_asked_for_and_no_more() {
    for budget in ["1", "30", "200", "500", "2000", "20000"] {
        let text = triage(&["scan", SAMPLE, "--format", "agent", "--budget", budget]).stdout;
        assert!(text.len().div_ceil(3) <= budget.parse().unwrap(), "{budget}: {}", text.len());
        if text.len() > 200 {
            assert!(text.contains(if budget == "20000" { "truncated: no" } else { "truncated: yes" }), "{budget}: {text}");
        }
    }
    let text = triage(&["scan", SAMPLE, "--format", "agent"]).stdout;
    for said in
        ["may: nothing here: commit f37bbbc79 likely fixes it", "may: fix", "reproduce: make test-e2e-holmesgpt-api", "C1.E1 at E2E"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn an_unexplained_failure_is_packed_and_its_answer_checked() {
    let log = file("odd.txt", ODD);
    let prompt = triage(&["explain", "--prompt", &log]);
    assert_eq!(prompt.code, 0, "{}", prompt.stderr);
    for said in ["frobnicate: the third widget would not turn", "frobbing 1 of 3", "command: ./frob --all", "token *** is used"] {
        assert!(prompt.stdout.contains(said), "{said}: {}", prompt.stdout);
    }
    assert!(!prompt.stdout.contains("ghs_"));
    let small = triage(&["explain", "--prompt", &log, "--budget", "700"]);
    assert!(small.stdout.len().div_ceil(3) <= 700 && small.stdout.contains("frobnicate"), "{}", small.stdout);

    let report = file("odd.json", &triage(&["scan", &log, "--format", "json"]).stdout);
    let checked = |answer: &str, against: &str| triage_with(&["check-answer", "-", against], &[], answer.as_bytes());
    for against in [&log, &report] {
        let good =
            checked("```json\n{\"quote\": \"frobnicate: the third widget would not turn\", \"root_cause\": \"it is stuck\"}\n```", against);
        assert_eq!((good.code, good.stdout.contains("accepted: ")), (0, true), "{}", good.stderr);
        for bad in [
            "{\"quote\": \"frobnicate: the second widget would not turn\"}",
            "{\"quote\": \"Process completed with exit code 3.\"}",
            "{\"quote\": null, \"root_cause\": \"unknown\"}",
            "{\"root_cause\": \"the widget\"}",
            "I think it is the widget.",
        ] {
            let refused = checked(bad, against);
            assert_eq!((refused.code, refused.stdout.as_str()), (1, ""), "{bad}: {}", refused.stderr);
            assert!(refused.stderr.starts_with("refused: "), "{}", refused.stderr);
        }
    }
    assert_eq!(triage(&["check-answer", "no-such-file", &log]).code, 2);
}

#[test]
fn what_is_explained_is_packed_only_when_it_is_named() {
    let none = triage(&["explain", "--prompt", SAMPLE]);
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));
    assert!(none.stderr.contains("C1, C2, C3, C4"), "{}", none.stderr);
    let named = triage(&["explain", "--prompt", "--cause", "c3", SAMPLE]);
    assert!(named.code == 0 && named.stdout.contains("Missing Authorization header with ***"), "{}", named.stderr);
    let log = file("odd-too.txt", ODD);
    let shown = triage(&["explain", &log, "--format", "json"]).json();
    assert_eq!(shown["causes"].as_array().unwrap().len(), 1);
}

#[test]
fn a_runner_that_reads_along_finds_no_command() {
    let hostile = ODD.replace("frobbing 1 of 3", "x ##[warning]y").replace("the third", "::error::the third ##[error]");
    let log = file("hostile-odd.txt", &hostile);
    for format in ["markdown", "terminal", "html", "agent", "json", "sarif", "github"] {
        let text = triage_with(&["scan", &log, "--format", format], &[("GITHUB_ACTIONS", "true")], b"").stdout;
        assert!(!text.contains("##["), "{format}: {text}");
        let commands = text.lines().filter(|line| line.trim_start().starts_with("::")).count();
        assert_eq!(commands, usize::from(format == "github"), "{format}: {text}");
        if ["json", "sarif"].contains(&format) {
            assert!(serde_json::from_str::<serde_json::Value>(&text).unwrap().to_string().contains("##[error]"), "{text}");
        }
    }
}
