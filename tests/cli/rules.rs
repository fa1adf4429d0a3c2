//! `triage rules`, from the outside.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::program::{root, triage, triage_with};

/// A rule that loads, as text; `id` is also what it matches.
fn rule(id: &str, keys: &str) -> String {
    format!(
        "---\nid: {id}\ntitle: The {id} broke\ncategory: own\nstatus: stable\nseverity: error\nconfidence: high\nactor: author\nmatch: ['^{id} broke$']\nsupersedes: [process-exit-code]\nreferences: [https://example.com/{id}]\n{keys}---\n# The {id} broke\n\n## Root cause\n\nIt broke.\n\n## Fix\n\nMend it.\n\n## Examples\n\n### a\n\n```log\n{id} broke\n##[error]Process completed with exit code 1.\n```\n\n### b\n\n```log\nfirst\n{id} broke\n##[error]Process completed with exit code 3.\n```\n\n### c\n\n```log no-match\n{id} held\n##[error]Process completed with exit code 1.\n```\n"
    )
}

fn pack(at: &Path, rules: &[(&str, &str)]) {
    fs::create_dir_all(at.join("own")).unwrap();
    for (id, keys) in rules {
        fs::write(at.join(format!("own/{id}.md")), rule(id, keys)).unwrap();
    }
}

fn path(of: &Path) -> &str {
    of.to_str().unwrap()
}

#[test]
fn a_list_is_filtered_and_can_be_read_by_programs() {
    let all = triage(&["rules", "list", "--format", "json"]).json();
    let all = all.as_array().unwrap();
    assert!(all.len() >= 11);
    let wrappers = triage(&["rules", "list", "--kind", "wrapper", "--status", "stable", "--format", "json"]).json();
    assert!(wrappers.as_array().unwrap().iter().all(|rule| rule["kind"] == "wrapper" && rule["status"] == "stable"));
    assert!(wrappers.as_array().unwrap().len() < all.len());
    let found = triage(&["rules", "list", "bind", "MOUNT", "--category", "container", "--format", "json"]).json();
    assert_eq!(found[0]["id"], "bind-mount-source-missing");
    assert!(found[0]["summary"].as_str().unwrap().starts_with("`<source>` does not exist"));
    let none = triage(&["rules", "list", "no such words anywhere", "--format", "json"]);
    assert_eq!((none.code, none.stdout.as_str()), (0, "[]\n"));
    let wrong = triage(&["rules", "list", "--kind", "wraper"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("'wrapper'"), "{}", wrong.stderr);
}

#[test]
fn a_list_in_a_terminal_is_a_table() {
    let shown = triage_with(&["rules", "list", "make-error", "--format", "terminal", "--color", "never"], &[("COLUMNS", "90")], b"");
    let mut lines = shown.stdout.lines();
    assert!(lines.next().unwrap().trim_start().starts_with("RULE"));
    assert!(shown.stdout.contains("build/make-error") && shown.stdout.ends_with("1 rule\n"), "{}", shown.stdout);
    assert!(shown.stdout.lines().all(|line| line.chars().count() <= 90));
}

#[test]
fn a_runbook_is_shown_without_captures() {
    let shown = triage(&["rules", "show", "container/bind-mount-source-missing", "--format", "terminal", "--color", "never"]).stdout;
    for said in [
        "<source> does not exist on the runner",
        "mkdir -p '<source>'",
        "Where <source> is made only under a test",
        "Error: (?:error )?statfs",
    ] {
        assert!(shown.contains(said), "{said} is not in\n{shown}");
    }
    assert!(!shown.contains("{{") && !shown.contains('\u{1b}'));
    let markdown = triage(&["rules", "show", "make-error", "--format", "markdown"]).stdout;
    assert!(markdown.starts_with("# **A make target failed**\n") && markdown.contains("**Fix.** Look above"), "{markdown}");
    let wrong = triage(&["rules", "show", "make-errr"]);
    assert_eq!(wrong.code, 2);
    assert_eq!(wrong.stderr, "error: failed to find the rule make-errr\n\nhint: did you mean `make-error`?\n");
}

#[test]
fn a_pack_is_tested_by_itself_from_a_directory_an_archive_or_a_file() {
    let scratch = tempfile::tempdir().unwrap();
    pack(scratch.path(), &[("widget", ""), ("gadget", "")]);
    let tested = triage(&["rules", "test", path(scratch.path())]);
    assert_eq!((tested.code, tested.stdout.as_str()), (0, "2 rules: 6 examples held, 0 known misses, 0 broken\n"), "{}", tested.stderr);
    let one = triage(&["rules", "test", path(&scratch.path().join("own/widget.md"))]);
    assert_eq!(one.stdout, "1 rule: 3 examples held, 0 known misses, 0 broken\n");
    let zip = scratch.path().join("pack.zip");
    let mut archive = zip::ZipWriter::new(fs::File::create(&zip).unwrap());
    archive.start_file("pack-main/own/widget.md", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(rule("widget", "").as_bytes()).unwrap();
    archive.finish().unwrap();
    assert_eq!(triage(&["rules", "test", path(&zip)]).stdout, "1 rule: 3 examples held, 0 known misses, 0 broken\n");
}

#[test]
fn a_broken_example_is_named_with_its_place() {
    let scratch = tempfile::tempdir().unwrap();
    pack(scratch.path(), &[("widget", "")]);
    let file = scratch.path().join("own/widget.md");
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("widget held", "widget broke")).unwrap();
    let tested = triage(&["rules", "test", path(scratch.path())]);
    assert_eq!(tested.code, 1);
    assert_eq!(tested.stderr, format!("{}:40: c: it must not match, but does at line 1: widget broke\n", file.display()));
    fs::write(&file, "---\nid: widget\n---\n").unwrap();
    assert_eq!(triage(&["rules", "test", path(scratch.path())]).code, 2);
    assert_eq!(triage(&["rules", "lint", path(scratch.path())]).code, 1);
}

#[test]
fn a_newer_edition_stands_in_place_of_the_built_in_one() {
    let scratch = tempfile::tempdir().unwrap();
    pack(scratch.path(), &[("process-exit-code", "")]);
    fs::write(
        scratch.path().join("own/process-exit-code.md"),
        rule("process-exit-code", "").replace("supersedes: [process-exit-code]\n", ""),
    )
    .unwrap();
    fs::write(scratch.path().join("catalog.yml"), "name: triage\nversion: 999\ndate: 2031-02-03\n").unwrap();
    let stats = triage(&["rules", "stats", "--rules", path(scratch.path()), "--format", "json"]).json();
    assert_eq!((&stats["all"]["rules"], &stats["edition"]["version"], &stats["overlaid"]), (&1.into(), &999.into(), &0.into()));
    fs::write(scratch.path().join("catalog.yml"), "name: ours\nversion: 1\ndate: 2031-02-03\n").unwrap();
    let stats = triage(&["rules", "stats", "--rules", path(scratch.path()), "--format", "json"]).json();
    assert_eq!((&stats["edition"]["name"], &stats["overlaid"]), (&"triage".into(), &1.into()));
    fs::write(scratch.path().join("catalog.yml"), "name: triage\nversion: 1\ndate: 2031-02-03\nrequires: 99.1.0\n").unwrap();
    let refused = triage(&["rules", "stats", "--rules", path(scratch.path())]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("these rules need triage 99.1.0") && refused.stderr.contains("help: update triage"),
        "{}",
        refused.stderr
    );
}

#[test]
fn the_built_in_rules_hold() {
    let tested = triage(&["rules", "test"]);
    assert_eq!(tested.code, 0, "{}", tested.stderr);
    let linted = triage(&["rules", "lint", path(&root().join("rules"))]);
    assert_eq!(linted.code, 0, "{}", linted.stderr);
}

/// The log of a job that breaks by something that nobody knows.
const UNKNOWN: &str = "2026-02-01T15:04:05.1234567Z ##[group]Run ./scripts/index.sh --shard 3\n2026-02-01T15:04:05.1234567Z ./scripts/index.sh --shard 3\n2026-02-01T15:04:05.1234567Z shell: /usr/bin/bash -e {0}\n2026-02-01T15:04:05.1234567Z ##[endgroup]\n2026-02-01T15:04:06.1234567Z opening shard 3\n2026-02-01T15:04:07.1234567Z frobnicator: shard 3 of '/home/runner/work/app/app/data/index.bin' went sour after 12.5s (seen 8f30b3499d56)\n2026-02-01T15:04:07.1234567Z make: *** [Makefile:12: index] Error 4\n2026-02-01T15:04:07.1234567Z ##[error]Process completed with exit code 2.\n";

#[test]
fn a_rule_is_made_of_a_line_and_explains_its_log() {
    let scratch = tempfile::tempdir().unwrap();
    let log = scratch.path().join("build.log");
    fs::write(&log, UNKNOWN).unwrap();
    let before = triage(&["scan", path(&log), "--format", "json"]).json();
    assert_eq!(before["causes"][0]["rule"], serde_json::Value::Null);

    let rules = scratch.path().join("rules");
    fs::create_dir(&rules).unwrap();
    let made = triage(&["rules", "new", "--from", &format!("{}:6", log.display()), "--category", "index", "-o", path(&rules)]);
    let file = rules.join("index/frobnicator-shard-went-sour-after-s.md");
    assert_eq!((made.code, made.stderr.lines().next()), (0, Some(&*format!("wrote {}", file.display()))), "{}", made.stderr);
    let text = fs::read_to_string(&file).unwrap();
    let pattern = r"  - '\bfrobnicator: shard \d+ of ''(?<path>[^'']+)'' went sour after \d+\.\d+s \(seen (?:0x)?[0-9a-fA-F]+\)'";
    assert!(text.contains(pattern), "{text}");
    assert!(text.contains("supersedes: [make-error, process-exit-code]\n"), "{text}");

    let tested = triage(&["rules", "test", path(&rules)]);
    assert_eq!((tested.code, tested.stdout.as_str()), (0, "1 rule: 3 examples held, 0 known misses, 0 broken\n"), "{}", tested.stderr);
    let after = triage(&["scan", path(&log), "--rules", path(&rules), "--format", "json"]).json();
    assert_eq!(after["causes"][0]["rule"], "index/frobnicator-shard-went-sour-after-s");
    assert_eq!(after["causes"][0]["captures"]["path"], "/home/runner/work/app/app/data/index.bin");

    // Never over a file.
    let again = triage(&["rules", "new", "--from", &format!("{}:6", log.display()), "-o", path(&file)]);
    assert_eq!(again.code, 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn a_line_that_no_rule_can_be_made_of_is_refused() {
    let scratch = tempfile::tempdir().unwrap();
    let log = scratch.path().join("build.log");
    fs::write(&log, format!("{UNKNOWN}12 34\n")).unwrap();
    let at = |line: &str| triage(&["rules", "new", "--from", &format!("{}:{line}", log.display())]);
    for (line, why) in [("9", "too few words"), ("900", "there is no such line"), ("x", "is no number")] {
        let refused = at(line);
        assert!(refused.code == 2 && refused.stderr.contains(why), "{line}: {}", refused.stderr);
    }
    let printed = at("6");
    assert!(printed.code == 0 && printed.stdout.starts_with("---\nid: frobnicator"), "{}", printed.stderr);
    let known = triage(&["rules", "new", "--from", &format!("{}:7", log.display())]);
    assert!(known.stderr.contains("build/make-error matches the line already: triage rules show make-error"), "{}", known.stderr);
}

#[test]
fn what_works_and_could_be_better_is_linted() {
    let linted = triage(&["rules", "lint", "tests/packs/lints"]);
    assert_eq!(linted.code, 1);
    insta::assert_snapshot!(linted.stderr.clone() + &linted.stdout);
    // A pack whose only fault is a warning is in order, unless it is asked for more.
    let scratch = tempfile::tempdir().unwrap();
    pack(scratch.path(), &[("widget", "")]);
    let file = scratch.path().join("own/widget.md");
    fs::write(&file, rule("widget", "").replace("match: ['^widget broke$']", "match: ['^widget broke$', '^widget fell$']")).unwrap();
    let warned = triage(&["rules", "lint", path(scratch.path())]);
    assert_eq!((warned.code, warned.stdout.as_str()), (0, "1 rule, 1 warning\n"), "{}", warned.stderr);
    assert_eq!(triage(&["rules", "lint", "--strict", path(scratch.path())]).code, 1);
}

#[test]
fn an_edition_is_stamped_and_known_to_be_stale() {
    let scratch = tempfile::tempdir().unwrap();
    pack(scratch.path(), &[("widget", "")]);
    let lint = |more: &[&str]| triage(&[&["rules", "lint", path(scratch.path())], more].concat());
    assert_eq!(lint(&["--stamp", "2031-2-3"]).code, 2);
    let stamped = lint(&["--stamp", "2031-02-03"]);
    assert_eq!(stamped.code, 0, "{}", stamped.stderr);
    let about = fs::read_to_string(scratch.path().join("catalog.yml")).unwrap();
    assert!(about.contains("version: 1\ndate: 2031-02-03\n"), "{about}");
    assert_eq!(lint(&["--stamped"]).code, 0);
    fs::write(scratch.path().join("own/gadget.md"), rule("gadget", "")).unwrap();
    let stale = lint(&["--stamped"]);
    assert!(stale.code == 1 && stale.stderr.contains("rules changed since edition 1 of 2031-02-03"), "{}", stale.stderr);
    assert_eq!(lint(&[]).code, 0);
    assert_eq!(lint(&["--stamp", "2031-03-04"]).code, 0);
    assert!(fs::read_to_string(scratch.path().join("catalog.yml")).unwrap().contains("version: 2\ndate: 2031-03-04\n"));
}
