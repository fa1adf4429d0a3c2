//! Why a cause won and the rest lost, and how much of many logs is explained.

use std::fs;

use super::program::{triage, triage_with};

fn log(lines: &[&str]) -> String {
    let head = ["##[group]Run make widgets", "make widgets", "shell: /usr/bin/bash -e {0}", "##[endgroup]"];
    head.iter().chain(lines).map(|line| format!("2026-02-01T15:04:05.1234567Z {line}\n")).collect()
}

const EXIT: &str = "##[error]Process completed with exit code 2.";

#[test]
fn each_finding_is_told_why_it_lost() {
    let lookup = "dial tcp: lookup frames.corp.internal on 127.0.0.53:53: no such host";
    let text = log(&[lookup, "the frames could not be had", "make: *** [Makefile:3: widgets] Error 1", EXIT]);
    let told = triage_with(&["rules", "explain", "-"], &[], text.as_bytes());
    assert_eq!(told.code, 0, "{}", told.stderr);
    insta::assert_snapshot!(told.stdout);
    // The same beside the report, which stays as it is.
    let plain = triage_with(&["scan", "-"], &[], text.as_bytes());
    let verbose = triage_with(&["scan", "-", "-v"], &[], text.as_bytes());
    assert_eq!((plain.stdout, plain.stderr.as_str()), (verbose.stdout, ""));
    assert!(told.stdout.starts_with(verbose.stderr.trim_end()), "{}", verbose.stderr);
}

#[test]
fn a_match_that_does_not_count_is_told_too() {
    let lookup = "dial tcp: lookup frames.example on 127.0.0.53:53: no such host";
    let told = triage_with(&["rules", "explain", "-"], &[], log(&[lookup, "something else broke: the frame", EXIT]).as_bytes());
    assert!(told.stdout.contains("matched, and does not count\n        network/dns-failure  line 5"), "{}", told.stdout);
    assert!(told.stdout.contains("or what the rule excludes is"), "{}", told.stdout);
    let green = triage_with(&["rules", "explain", "-"], &[], b"all good\n");
    assert_eq!((green.code, green.stdout.as_str()), (0, "no job failed\n"));
}

#[test]
fn coverage_counts_jobs_by_who_explains_them() {
    let scratch = tempfile::tempdir().unwrap();
    let write = |name: &str, lines: &[&str]| {
        let path = scratch.path().join(name);
        fs::write(&path, log(lines)).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let logs = [
        write("a.log", &["dial tcp: lookup a.corp.internal on 127.0.0.53:53: no such host", EXIT]),
        write(
            "b.log",
            &["dial tcp: lookup b.corp.internal on 127.0.0.53:53: no such host", "src/a.c:3:1: error: unknown type name ‘x’", EXIT],
        ),
        write("c.log", &["the frobnicator jammed at plate 7", EXIT]),
        write("d.log", &["the frobnicator jammed at plate 9", EXIT]),
        write("green.log", &["all is well", "Post job cleanup."]),
    ];
    let logs: Vec<&str> = logs.iter().map(String::as_str).collect();
    let counted = triage(&[&["rules", "coverage", "--format", "json"][..], &logs].concat()).json();
    assert_eq!((&counted["failed"], &counted["explained"], &counted["share"]), (&4.into(), &2.into(), &0.5.into()));
    let gaps = counted["unexplained"].as_array().unwrap();
    assert_eq!((gaps.len(), &gaps[0]["jobs"]), (1, &2.into()), "{gaps:?}");
    assert!(gaps[0]["line"].as_str().unwrap().contains("jammed at plate 7"), "{gaps:?}");
    let named = |of: &str| -> Vec<String> {
        counted[of].as_array().unwrap().iter().map(|row| format!("{} {} {}", row["name"], row["jobs"], row["marginal"])).collect()
    };
    let all = [named("rules"), named("extractors")].concat();
    assert!(all.contains(&"\"network/dns-failure\" 1 1".to_owned()) || all.contains(&"\"network/dns-failure\" 2 1".to_owned()), "{all:?}");
    let table = triage_with(&[&["rules", "coverage", "--format", "terminal"][..], &logs].concat(), &[("COLUMNS", "100")], b"");
    assert!(table.stdout.starts_with("4 failed jobs, 2 explained (50.0 %)"), "{}", table.stdout);
    assert!(table.stdout.contains("NOTHING ELSE WOULD") && table.stdout.contains("UNEXPLAINED"), "{}", table.stdout);
}

#[test]
fn the_edition_of_the_rules_is_stated() {
    let version = triage(&["--version"]).stdout;
    let (program, rules) = version.trim_end().split_once('\n').unwrap();
    assert!(program.starts_with("triage ") && rules.starts_with("rules "), "{version}");
    assert_eq!(triage(&["-V"]).stdout.lines().count(), 1);
    let report = triage_with(&["scan", "-", "--format", "json"], &[], b"all good\n").json();
    assert_eq!(report["catalog"]["name"], "triage");
    assert!(rules.contains(report["catalog"]["date"].as_str().unwrap()), "{rules}");
    let without = triage_with(&["scan", "-", "--no-rules", "--format", "json"], &[], b"all good\n").json();
    assert_eq!(without["catalog"], serde_json::Value::Null);
}
