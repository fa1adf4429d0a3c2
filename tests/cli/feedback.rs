//! From a diagnosis that is wrong to an example that fails: the link in a report, the issue, `triage rules adopt`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{root, triage};

/// A copy of the sample whose repository says where to complain.
fn sample(config: &str) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    copy(&root().join("samples/seed-run"), directory.path());
    let path = directory.path().join("config/.github/triage.yml");
    let own = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{own}\n{config}")).unwrap();
    directory
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let into = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&into).unwrap();
            copy(&entry.path(), &into);
        } else {
            fs::copy(entry.path(), into).unwrap();
        }
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: Vec<u8> = rest.by_ref().take(2).collect();
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The body of the issue that the link of a cause begins.
fn issue(markdown: &str, number: usize) -> String {
    let link = format!("[{number}](https://github.com/o/catalog/issues/new?title=");
    let at = markdown.find(&link).expect("a link to tell that it is wrong");
    let address = markdown[at..].split_once('(').unwrap().1.split_once(')').unwrap().0;
    assert!(address.len() < 5000, "{}", address.len());
    decoded(address.split_once("&body=").unwrap().1)
}

#[test]
fn a_report_links_to_an_issue_where_one_is_wanted() {
    let sample = sample("feedback: o/catalog\n");
    let markdown = triage(&["scan", sample.path().to_str().unwrap(), "--format", "markdown"]).stdout;
    let body = issue(&markdown, 1);
    assert!(body.starts_with("Rule: `container/bind-mount-source-missing`\nFingerprint: `"), "{body}");
    assert!(
        body.contains("\n```log\n") && body.contains("statfs /home/runner/work/kubernaut/kubernaut/test/e2e/workflowexecution/coverdata"),
        "{body}"
    );
    // Where nobody says otherwise, this project is told.
    let unasked = triage(&["scan", "samples/seed-run", "--format", "markdown"]).stdout;
    assert!(unasked.contains(concat!("[1](", env!("CARGO_PKG_REPOSITORY"), "/issues/new?title=")));
}

#[test]
fn an_issue_becomes_an_example_that_fails() {
    let sample = sample("feedback: o/catalog\n");
    let markdown = triage(&["scan", sample.path().to_str().unwrap(), "--format", "markdown"]).stdout;
    let rules: PathBuf = sample.path().join("rules");
    fs::create_dir_all(rules.join("container")).unwrap();
    let rule = rules.join("container/bind-mount-source-missing.md");
    fs::copy(root().join("rules/container/bind-mount-source-missing.md"), &rule).unwrap();
    let file = sample.path().join("issue.md");
    fs::write(&file, issue(&markdown, 1).replace("Should be: ", "Should be: the directory is there, and the disk is gone")).unwrap();
    let arguments = ["rules", "adopt", file.to_str().unwrap(), "--dir", rules.to_str().unwrap()];
    let adopted = triage(&arguments);
    assert!(adopted.code == 0 && adopted.stderr.starts_with("added an example to "), "{}", adopted.stderr);
    let tested = triage(&["rules", "test", rule.to_str().unwrap()]);
    let said = tested.stdout + &tested.stderr;
    assert!(tested.code == 1 && said.contains("the disk is gone: it must not match, but does at line "), "{said}");
    let linted = triage(&["rules", "lint", rule.to_str().unwrap()]);
    assert_eq!(linted.code, 0, "{}{}", linted.stdout, linted.stderr);
}

#[test]
fn what_cannot_be_adopted() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("issue.md");
    let refused = |text: &str| {
        fs::write(&file, text).unwrap();
        let ended = triage(&["rules", "adopt", file.to_str().unwrap()]);
        assert_eq!(ended.code, 2);
        ended.stderr
    };
    assert!(refused("it is wrong!").contains("it holds no log block"));
    assert!(refused("Rule: `none`\n```log\nx\n```").contains("it names no rule of the catalog"));
    let missing = triage(&["rules", "adopt", "no-such-file"]);
    assert!(missing.code == 2 && missing.stderr.contains("failed to adopt no-such-file: "), "{}", missing.stderr);
}
