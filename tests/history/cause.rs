//! `triage history`: what reports leave behind, and what is asked of GitHub beside it.

use std::path::Path;

use serde_json::{Value, json};

use super::fake::Fake;
use super::scene::{LINE, triage_in};
use super::world::{kept, scene, sha, with};

fn ids(turns: &Value) -> Vec<(&str, u64)> {
    turns.as_array().unwrap().iter().map(|turn| (turn["change"].as_str().unwrap(), turn["run"]["id"].as_u64().unwrap())).collect()
}

#[test]
fn a_cause_from_its_first_run_to_its_return() {
    let (fake, _directory, store) = kept(&["7", "8", "9", "11"]);
    let ended = with(&fake, &store, &["history", "bind-mount-source-missing", "--format", "json"]);
    let told = ended.json();
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    assert_eq!(ids(&told["turns"]), [("came", 7), ("went", 9), ("reopened", 11)]);
    assert_eq!(
        (&told["state"], &told["base"], &told["runs"], &told["jobs"]),
        (&json!("present"), &json!("main"), &json!(2), &json!(["build"]))
    );
    assert_eq!((&told["first_red"]["id"], &told["line"]), (&json!(7), &json!(LINE)));
    // Run 5 was red, but not this job of it; run 6 was, and nobody looked why.
    assert_eq!((&told["last_green"]["id"], &told["maybe_red"][0]["id"]), (&json!(5), &json!(6)));
    let between = &told["between"];
    assert_eq!(between["url"], json!(format!("https://github.com/o/r/compare/{}...{}", sha(5), sha(7))));
    assert_eq!((&between["total"], between["commits"].as_array().unwrap().len()), (&json!(2), 2));
    assert_eq!(told["missing"], json!([]));
    assert_eq!(told["reopened"], json!(1));
    // By its fingerprint's first digits and by words of its title, too.
    let fingerprint = told["fingerprint"].as_str().unwrap();
    for name in [&fingerprint[..6], "bind mount source"] {
        assert_eq!(with(&fake, &store, &["history", name, "--format", "json"]).json(), told, "{name}");
    }
}

#[test]
fn all_causes_are_listed_the_last_seen_first() {
    let (fake, _directory, store) = kept(&["7", "8"]);
    let listed = with(&fake, &store, &["history", "--format", "json"]).json();
    let causes = listed["causes"].as_array().unwrap();
    let days: Vec<_> = causes.iter().map(|cause| cause["last_seen"].as_str().unwrap()).collect();
    assert_eq!(days, ["2026-02-08T15:00:00Z", "2026-02-07T15:00:00Z"]);
    assert_eq!(causes[1]["rule"], json!("container/bind-mount-source-missing"));
    assert_eq!((&causes[1]["reopened"], &causes[1]["fix_claimed"]), (&json!(0), &json!(null)));
    let elsewhere = with(&fake, &store, &["history", "-R", "o/other"]);
    assert_eq!(elsewhere.stdout, "No cause was seen yet. What `triage run` and `triage pr` report is kept.\n");
}

#[test]
fn the_same_report_again_changes_nothing() {
    let (fake, _directory, store) = kept(&["7", "9", "7", "7"]);
    let told = with(&fake, &store, &["history", "bind", "--format", "json", "--offline"]).json();
    assert_eq!((&told["runs"], &told["state"], ids(&told["turns"])), (&json!(1), &json!("gone"), vec![("came", 7), ("went", 9)]));
    // What the file does not hold is not asked for.
    assert_eq!((&told["last_green"], &told["between"]), (&json!(null), &json!(null)));
}

/// Every word in it that a stranger wrote stays text.
#[test]
fn as_it_is_printed() {
    let (fake, _directory, store) = kept(&["7", "9", "11"]);
    let markdown = with(&fake, &store, &["history", "bind", "--format", "markdown"]).stdout;
    insta::assert_snapshot!(markdown);
    let terminal = with(&fake, &store, &["history", "--format", "terminal"]).stdout;
    insta::assert_snapshot!(terminal.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_names_no_cause() {
    let (fake, directory, store) = kept(&["7", "8"]);
    let none = with(&fake, &store, &["history", "no-such-rule"]);
    assert_eq!(
        (none.code, none.stderr.as_str()),
        (2, "error: failed to find a cause called `no-such-rule` in the history\n\nhint: `triage history` lists all causes\n")
    );
    let both = with(&fake, &store, &["history", "e"]);
    assert!(both.code == 2 && both.stderr.contains("failed to choose a cause: `e` may be any of 2"), "{}", both.stderr);
    std::fs::write(directory.path().join("text"), "no database at all, but long enough to look like something").unwrap();
    let broken = with(&fake, &directory.path().join("text"), &["history"]);
    assert!(broken.code == 2 && broken.stderr.contains("file is not a database") && broken.stderr.contains("hint: "), "{}", broken.stderr);
}

/// In the data directory by default; without one, without permission, or when it is not wanted, a report is made all the same.
#[test]
fn where_it_is_kept() {
    let (fake, directory) = (scene().fake(), tempfile::tempdir().unwrap());
    let home = directory.path().to_str().unwrap();
    let run = |home: &str, more: &[&str]| {
        let arguments = [&["run", "7", "-R", "o/r", "--format", "json", "--no-cache"], more].concat();
        triage_in(Path::new("/"), Some(&fake), &arguments, &[("GH_TOKEN", Fake::TOKEN), ("XDG_DATA_HOME", home)])
    };
    let file = directory.path().join("triage").join("history.sqlite");
    assert_eq!(run(home, &["--no-store"]).code, 0);
    assert!(!file.exists());
    assert_eq!(run(home, &[]).stderr, "");
    assert!(file.exists());
    // A file stands where the folder would be.
    let blocked = directory.path().join("blocked");
    std::fs::write(&blocked, "").unwrap();
    let ended = run(blocked.to_str().unwrap(), &[]);
    assert_eq!((ended.code, ended.stderr.as_str(), ended.first_line()), (0, "", LINE.to_owned()));
    // One that was named must work.
    let named = run(home, &["--store", blocked.join("x").to_str().unwrap()]);
    assert!(named.code == 2 && named.stderr.contains("failed to open the history"), "{}", named.stderr);
}
