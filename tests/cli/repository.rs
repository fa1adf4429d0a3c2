//! What a repository says of the rules: its `.github/triage.yml`, and the rules of its own beside it.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde_json::Value;

use super::fake::Fake;
use super::program::{Ended, triage, triage_with};

const LOG: &str = "2026-02-01T15:04:05.1234567Z ##[group]Run make widgets\n2026-02-01T15:04:05.1234567Z make widgets\n2026-02-01T15:04:05.1234567Z shell: /usr/bin/bash -e {0}\n2026-02-01T15:04:05.1234567Z ##[endgroup]\n2026-02-01T15:04:06.1234567Z fetching frames\n2026-02-01T15:04:07.1234567Z widget press: plate 7 jammed\n2026-02-01T15:04:07.1234567Z dial tcp: lookup frames.corp.internal on 127.0.0.53:53: no such host\n2026-02-01T15:04:07.1234567Z ##[error]Process completed with exit code 2.\n";

const OWN: &str = "---\nid: plate-jammed\ntitle: The widget press jammed\ncategory: widgets\nstatus: stable\nseverity: error\nconfidence: high\nactor: infrastructure\nmatch: ['^widget press: plate (?<plate>\\d+) jammed$']\ncaptures: { plate: number }\nsupersedes: [dns-failure, process-exit-code]\nreferences: [https://example.com/press]\n---\n# The widget press jammed\n\n## Root cause\n\nPlate {{plate}} jammed.\n\n## Fix\n\nClear it.\n\n## Examples\n\n### a\n\n```log\nwidget press: plate 7 jammed\n##[error]Process completed with exit code 2.\n```\n\n### b\n\n```log\nwidget press: plate 12 jammed\n##[error]Process completed with exit code 1.\n```\n\n### c\n\n```log no-match\nwidget press: plate 7 went through\n##[error]Process completed with exit code 1.\n```\n";

/// A run of one job, as a bundle's directory.
fn bundle(at: &Path, config: &[(&str, &str)]) {
    let run = serde_json::json!({
        "id": 1, "name": "CI", "run_number": 7, "run_attempt": 1, "event": "push", "status": "completed", "conclusion": "failure",
        "head_branch": "main", "head_sha": "1111111111111111111111111111111111111111", "repository": {"full_name": "o/r"},
        "head_repository": {"full_name": "o/r"}, "html_url": "https://github.com/o/r/actions/runs/1",
    });
    let jobs = serde_json::json!({"total_count": 1, "jobs": [{
        "id": 11, "run_id": 1, "run_attempt": 1, "name": "press", "status": "completed", "conclusion": "failure",
        "html_url": "https://github.com/o/r/actions/runs/1/job/11",
        "steps": [{"name": "Run make widgets", "number": 1, "status": "completed", "conclusion": "failure"}],
    }]});
    fs::write(at.join("run.json"), run.to_string()).unwrap();
    fs::write(at.join("jobs.json"), jobs.to_string()).unwrap();
    let mut archive = zip::ZipWriter::new(fs::File::create(at.join("logs.zip")).unwrap());
    for name in ["0_press.txt", "press/1_Run make widgets.txt"] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(LOG.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
    for (name, text) in config {
        let path = at.join("config/.github").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The bundle scanned, and the same run asked of GitHub: they say the same.
fn both(config: &[(&str, &str)], more: &[&str]) -> Ended {
    let scratch = tempfile::tempdir().unwrap();
    bundle(scratch.path(), config);
    let scanned = triage(&[&["scan", scratch.path().to_str().unwrap(), "--format", "json"], more].concat());
    let fake = Fake::start(scratch.path());
    let address = fake.api_url.clone();
    let asked = triage_with(
        &[&["run", "1", "-R", "o/r", "--api-url", &address, "--no-cache", "--format", "json"], more].concat(),
        &[("GH_TOKEN", Fake::TOKEN)],
        b"",
    );
    assert_eq!((scanned.code, &scanned.stderr), (asked.code, &asked.stderr));
    if scanned.code == 0 {
        assert_eq!(scanned.json()["causes"], asked.json()["causes"]);
    }
    scanned
}

fn rule(ended: &Ended) -> Value {
    ended.json()["causes"][0]["rule"].clone()
}

#[test]
fn a_repository_disables_rules_and_weighs_them() {
    assert_eq!(rule(&both(&[], &[])), "network/dns-failure");
    let config = "labels: { press: The press }\nseverity: { dns-failure: notice }\n";
    let weighed = both(&[("triage.yml", config)], &[]).json();
    assert_eq!((&weighed["causes"][0]["severity"], &weighed["jobs"][0]["label"]), (&"notice".into(), &"The press".into()));
    let disabled = both(&[("triage.yml", "disable: [dns-failure]\n")], &[]);
    assert_ne!(rule(&disabled), "network/dns-failure");
    let unknown = both(&[("triage.yml", "disable: [dns-failur]\n")], &[]);
    assert_eq!(unknown.stderr, "warning: .github/triage.yml names the rule `dns-failur`, and there is none; did you mean `dns-failure`?\n");
    assert_eq!(rule(&unknown), "network/dns-failure");
}

#[test]
fn a_repositorys_own_rules_lie_over_the_built_in_ones() {
    for name in ["triage/rules/widgets/plate-jammed.md", "triage/rules/plate-jammed.md"] {
        let own = both(&[(name, OWN)], &[]);
        assert_eq!(rule(&own), "widgets/plate-jammed", "{name}: {}", own.stderr);
    }
    let without = both(&[("triage/rules/plate-jammed.md", OWN)], &["--no-rules"]);
    assert_eq!(rule(&without), Value::Null);
    let wrong = both(&[("triage/rules/plate-jammed.md", &OWN.replace("actor: infra", "actr: infra"))], &[]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.stderr.contains(".github/triage/rules/plate-jammed.md:8:1") && wrong.stderr.contains("did you mean `actor`?"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn a_rule_that_extends_another_states_only_the_difference() {
    // In place of the built-in one: another remedy, all else as it was.
    let fix = "---\nid: dns-failure\nextends: dns-failure\nseverity: warning\n---\n## Fix\n\nAsk the network team.\n";
    let mended = both(&[("triage/rules/dns-failure.md", fix)], &[]).json();
    let cause = &mended["causes"][0];
    assert_eq!((&cause["rule"], &cause["severity"]), (&"network/dns-failure".into(), &"warning".into()));
    assert_eq!(cause["fix"]["suggestion"], "Ask the network team.");
    // Beside it: a narrower rule wins over the one it extends.
    let narrow = "---\nid: frames-unknown\nextends: dns-failure\ntitle: The frames have no address\nmatch: ['lookup (?<host>frames\\.[a-z.]+) on \\S+: no such host']\n---\n# The frames have no address\n\n## Examples\n\n### a\n\n```log\ndial tcp: lookup frames.corp.internal on 127.0.0.53:53: no such host\n##[error]Process completed with exit code 2.\n```\n\n### b\n\n```log\ndial tcp: lookup frames.other.internal on 10.0.0.2:53: no such host\n##[error]Process completed with exit code 1.\n```\n\n### c\n\n```log no-match\ndial tcp: lookup panes.corp.internal on 127.0.0.53:53: no such host\n##[error]Process completed with exit code 1.\n```\n";
    let both = both(&[("triage/rules/frames-unknown.md", narrow)], &[]).json();
    assert_eq!(both["causes"][0]["rule"], "network/frames-unknown");
    let scratch = tempfile::tempdir().unwrap();
    fs::write(scratch.path().join("frames-unknown.md"), narrow).unwrap();
    let tested = triage(&["rules", "test", scratch.path().to_str().unwrap()]);
    assert_eq!((tested.code, tested.stdout.as_str()), (0, "1 rule: 3 examples held, 0 known misses, 0 broken\n"), "{}", tested.stderr);
    let linted = triage(&["rules", "lint", scratch.path().to_str().unwrap()]);
    assert_eq!((linted.code, linted.stdout.as_str()), (0, "1 rule, no problems\n"), "{}", linted.stderr);
}
