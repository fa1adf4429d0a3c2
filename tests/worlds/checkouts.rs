//! Repository evidence out of a checkout on disk.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::logs::plain;
use super::said::scanned_in;
use super::world::{Job, RUN, Run, World};

const SOURCE: &str = "package e2e\n\nfunc dirs() {\n\tif os.Getenv(\"KEEP_COVERAGE\") == \"true\" {\n\t\tos.MkdirAll(\"test/e2e/shop/coverdata\", 0o755)\n\t}\n}\n";

fn git(dir: &Path, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    git.arg("-C").arg(dir).args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]).args(arguments);
    let output = git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn checkout(remote: &str) -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    git(dir.path(), &["init", "-q"]);
    git(dir.path(), &["remote", "add", "origin", &format!("https://github.com/{remote}.git")]);
    std::fs::create_dir_all(dir.path().join("test/e2e/shop")).unwrap();
    std::fs::write(dir.path().join("test/e2e/shop/dirs.go"), SOURCE).unwrap();
    git(dir.path(), &["add", "."]);
    git(dir.path(), &["commit", "-q", "-m", "Keep coverage"]);
    let head = git(dir.path(), &["rev-parse", "HEAD"]);
    // What is in the working tree now is of no account.
    std::fs::write(dir.path().join("test/e2e/shop/dirs.go"), "package e2e\n").unwrap();
    (dir, head)
}

fn source_of(remote: &str, known: bool) -> Value {
    let (dir, head) = checkout(remote);
    let line = "Error: statfs /home/runner/work/r/r/test/e2e/shop/coverdata: no such file or directory";
    let run = Run::pull(RUN, "12:00", 24).jobs([Job::red("test", plain(line, 125))]);
    let run = if known { run.set("head_sha", json!(head)) } else { run };
    scanned_in(&World::new(&run, &[]), dir.path())["causes"][0]["source"].clone()
}

#[test]
fn the_commit_of_the_run_is_read_where_the_checkout_has_it() {
    let source = source_of("o/r", true);
    let places: Vec<String> =
        source.as_array().unwrap().iter().map(|line| format!("{}:{}", line["path"].as_str().unwrap(), line["line"])).collect();
    assert_eq!(places, ["test/e2e/shop/dirs.go:4", "test/e2e/shop/dirs.go:5"]);
}

#[test]
fn another_repository_or_commit_shows_nothing() {
    for source in [source_of("o/other", true), source_of("o/r", false)] {
        assert!(source.as_array().is_none_or(Vec::is_empty), "{source:#}");
    }
}
