//! Details in the formats that people read: lists of tests and places, nothing of it as JSON, nothing of it live.

use std::fs;

use super::log::{Log, triage};

fn shown(format: &str) -> String {
    let name = "test_x[<img src=x> @octocat `rm` \u{1b}[31m]";
    let failures: String = (0..14).map(|n| format!("FAILED tests/test_a.py::test_{n} - assert {n} == 9\n")).collect();
    let output = format!(
        "=========================== short test summary info ============================\nFAILED tests/test_cart.py::{name} - AssertionError: <b>no</b> @octocat {{\"a\":1}}\n{failures}========================= 15 failed, 7 passed in 0.12s ========================="
    );
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("build.txt");
    fs::write(&path, Log::new().fails("pytest", &output, 1).end("")).unwrap();
    triage(&["--format", format], &path)
}

#[test]
fn tests_are_a_list_and_counts_a_line() {
    let markdown = shown("markdown");
    assert!(markdown.contains("\nCounted: 15 failed, 7 passed.\n"), "{markdown}");
    assert!(markdown.contains("- … and 5 more"), "{markdown}");
    assert!(markdown.contains("- `tests/test_a.py::test_3`: `assert 3 == 9`"), "{markdown}");
    for format in ["markdown", "terminal", "html"] {
        let text = shown(format);
        assert!(!text.contains("\"id\"") && !text.contains("&quot;id&quot;") && !text.contains("\"failed\""), "{format}: {text}");
    }
}

#[test]
fn what_tests_are_called_stays_text() {
    assert!(!shown("html").contains("<img src=x>") && !shown("html").contains("<b>no</b>"));
    assert!(!shown("terminal").contains("\u{1b}[31m["), "an escape of the log's own");
    // In code, GitHub makes no mention of it.
    for line in shown("markdown").lines().filter(|line| line.contains("@octocat") && line.starts_with("- ")) {
        let outside: String = line.split('`').step_by(2).collect();
        assert!(!outside.contains("@octocat") || line.contains("``"), "{line}");
    }
}
