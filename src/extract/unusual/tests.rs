//! Invented logs, one for each thing that a choice rests on.

use super::{Sifted, Usual, Weighed, is_fatal, weigh};
use crate::log::{JobLog, read_text};

fn log(text: &str) -> JobLog {
    read_text("job.log", text.as_bytes().to_vec()).expect("a log").remove(0)
}

/// A step with this script and output that ends with exit code 1.
fn step(script: &str, output: &str) -> String {
    let echoed: String = script.lines().map(|line| format!("\u{1b}[36;1m{line}\u{1b}[0m\n")).collect();
    format!(
        "Current runner version: '2.336.0'\n##[group]Run {script}\n{echoed}shell: /usr/bin/bash -e {{0}}\n##[endgroup]\n{output}\n##[error]Process completed with exit code 1.\nPost job cleanup.\n",
        script = script.lines().next().unwrap_or_default()
    )
}

fn weighed(log: &JobLog, usual: &Usual) -> Weighed {
    weigh(log, Sifted::of(log, usual), false)
}

fn lines(text: &str) -> Vec<String> {
    weighed(&log(text), &Usual::default()).findings.into_iter().map(|finding| finding.evidence.text.trim().to_owned()).collect()
}

/// The line chosen for a step with this output.
fn best(output: &str) -> String {
    lines(&step("./run", output)).into_iter().next().unwrap_or_default()
}

#[test]
fn the_error_before_wrappers_and_advice() {
    assert_eq!(
        best(
            "building\nld: cannot open output file out/app: Read-only file system\nmake[1]: *** [Makefile:4: app] Error 1\nmake: *** [Makefile:9: all] Error 2"
        ),
        "ld: cannot open output file out/app: Read-only file system"
    );
    assert_eq!(
        best("error: the flag --colour is not known\n\nhint: did you mean --color?\nFor more information, try '--help'."),
        "error: the flag --colour is not known"
    );
    assert_eq!(
        best(
            "npm error code EWHATEVER\nnpm error path /app\nnpm error Cannot read the manifest of left-pad\nnpm error A complete log of this run can be found in: /root/.npm/_logs/x.log"
        ),
        "npm error Cannot read the manifest of left-pad"
    );
    assert_eq!(
        best("Seeding database\nERROR: relation \"users\" does not exist\nscript returned exit code 1"),
        "ERROR: relation \"users\" does not exist"
    );
}

#[test]
fn counts_and_headings_are_no_answer() {
    assert_eq!(best("x.lua:3: unexpected symbol near '='\n\n1 error found in 12 files"), "x.lua:3: unexpected symbol near '='");
    assert_eq!(best("An error occurred:\n  The plan holds a cycle between a and b\n"), "The plan holds a cycle between a and b");
}

#[test]
fn what_will_break_some_day_is_no_answer() {
    let output = "/x/plugin.py:306: SomeDeprecationWarning: the option will be gone in 9.0\n  warn(SomeDeprecationWarning(TEXT))\nlatency: mean 12 ms, limit 9 ms";
    assert_eq!(best(output), "latency: mean 12 ms, limit 9 ms");
    let output = "worker 2: loss is NaN at step 41, stopping\nworker 0: draining\nworker 1: draining\nsaved 4 checkpoints";
    assert_eq!(best(output), "worker 2: loss is NaN at step 41, stopping");
    assert_eq!(
        best("uv binary was left out\nbroken xref: guide.md -> api#run\nCommand ./docs failed with exit code 1"),
        "broken xref: guide.md -> api#run"
    );
}

#[test]
fn the_first_of_a_report_the_last_of_a_chain() {
    assert_eq!(best("a.zig:1:1: error: first thing\n  x\na.zig:9:9: error: follows\n\nbuild failed"), "a.zig:1:1: error: first thing");
    assert_eq!(
        best(
            "Traceback (most recent call last):\n  File \"/app/a.py\", line 1, in <module>\n    raise Wrong(\"error in error\")\napp.errors.WrongValue: -3 is not a size\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File \"/app/b.py\", line 9, in main\n    fail()\nRuntimeError: sizes could not be read"
        ),
        "RuntimeError: sizes could not be read"
    );
    assert_eq!(best("Fetching a\nfatal: a is not there\nretrying\nFetching a\nfatal: a is not there\n"), "fatal: a is not there");
}

#[test]
fn without_any_word_of_trouble_the_last_words_count() {
    assert_eq!(best("checking files\nsrc/odd name.txt\nsrc/other.txt"), "src/other.txt");
    assert_eq!(best("\u{1b}[32mgood\u{1b}[0m\n\u{1b}[31mlicence header\u{1b}[0m src/a.c\ndone in 3s\n"), "licence header src/a.c");
}

#[test]
fn what_a_script_says_before_it_gives_up() {
    let script = "curl -s \"$URL\" > body\nif ! grep -q ready body; then\n  echo \"Backend at $URL is asleep\"\n  cat body\n  exit 1\nfi";
    assert_eq!(
        lines(&step(script, "Backend at https://x.test is asleep\n<html>\n<p>nothing here yet</p>\n</html>"))[0],
        "Backend at https://x.test is asleep"
    );
    assert_eq!(
        lines(
            "+ ./check\nFailed to send metrics: AccessDenied\n+ echo 'Working copy has changes'\nWorking copy has changes\n+ git status\n M x\n+ exit 1\n"
        )[0],
        "Working copy has changes"
    );
}

#[test]
fn what_passed_is_no_evidence() {
    assert_eq!(
        best(
            "✓ rejects an invalid error\nok 4 - fails when the file is missing\ntest panics_on_error ... ok\nsaw 0 errors\nquota of 5 disks reached"
        ),
        "quota of 5 disks reached"
    );
}

#[test]
fn names_of_files_are_no_words_of_trouble() {
    assert_eq!(
        best("Changed files:\n  src/errors.py\n  src/fatal/missing.py\nThe list of changes was not updated for this change\n"),
        "The list of changes was not updated for this change"
    );
}

#[test]
fn what_green_logs_print_is_usual() {
    let mut usual = Usual::default();
    usual.extend(["ERROR: could not open display :99"]);
    let log = log(&step("./run", "the pool ran dry\nERROR: could not open display :12"));
    let lines: Vec<String> = weighed(&log, &usual).findings.into_iter().map(|finding| finding.evidence.text).collect();
    assert_eq!(lines[0], "the pool ran dry");
}

#[test]
fn an_issue_of_an_action_is_its_last_word() {
    let text = "##[group]Run owner/deploy@v1\nwith:\n  a: b\n##[endgroup]\nuploading\nsome failure was ignored\n##[error]Bucket is in another region\nPost job cleanup.\n";
    assert_eq!(lines(text)[0], "##[error]Bucket is in another region");
    let text = "##[group]Run owner/deploy@v1\nwith:\n  a: b\n##[endgroup]\nfatal: bad object x\n##[error]The process '/usr/bin/git' failed with exit code 128\nPost job cleanup.\n";
    assert_eq!(lines(text)[0], "fatal: bad object x");
}

#[test]
fn runners_up_are_other_lines() {
    let lines = lines(&step("./run", "fatal: disk /dev/sdb is gone\n\n\nplain\n\nfoo: permission denied\nplain\nplain\n"));
    assert_eq!(lines, ["fatal: disk /dev/sdb is gone", "foo: permission denied"]);
}

#[test]
fn an_excerpt_tells_whether_it_is_of_a_failure() {
    assert!(is_fatal(&log("compiling\nerror: no space in buffer\n")));
    assert!(is_fatal(&log("+ ./check\nnothing to see\n+ exit 3\n")));
    assert!(!is_fatal(&log("compiling\ndone\n12 tests passed, 0 failed\n")));
    assert!(!is_fatal(&log("warning: unused error variable\n")));
}

#[test]
fn a_long_log_is_bounded() {
    let mut output: String = (0..200_000).map(|n| format!("line {n} of output, no error here\n")).collect();
    output.push_str("fatal: at last");
    assert_eq!(best(&output), "fatal: at last");
}
