//! Fixes that are not on the run's branch, what people declare, and commits that were rewritten.

use serde_json::{Value, json};

use super::history::{End, History, JOB, LINE, RUN, at, sha};

const FILE: (&str, &str) = ("test/e2e/shop/suite.go", "@@ -1 +1,2 @@\n a\n+mkdir");

fn told(fix: &Value) -> (&str, &str) {
    (fix["status"].as_str().unwrap(), fix["commits"][0]["place"].as_str().unwrap_or("branch"))
}

fn credit(fix: &Value) -> f64 {
    fix["commits"][0]["credit"].as_f64().unwrap_or_default()
}

fn signals(fix: &Value) -> String {
    fix["commits"][0]["signals"].to_string()
}

/// A pull request as GitHub lists it.
fn pull(number: u64, body: &str, merged: bool, association: &str) -> Value {
    json!({
        "number": number, "title": "Make it first", "body": body, "html_url": format!("https://github.com/o/r/pull/{number}"),
        "state": if merged { "closed" } else { "open" }, "created_at": at(1), "updated_at": at(30), "author_association": association,
        "merged_at": if merged { json!(at(30)) } else { json!(null) }, "merge_commit_sha": "ab".repeat(20), "head": {"sha": "cd".repeat(20)}
    })
}

fn with_pulls(pulls: &[Value], files: &[(&str, &str)]) -> History {
    let history = History::new();
    history.write("pulls.json", &json!(pulls).to_string());
    let files: Vec<Value> = files.iter().map(|(path, patch)| json!({"filename": path, "patch": patch})).collect();
    for pull in pulls {
        history.write(&format!("pulls/{}/files.json", pull["number"]), &json!(files).to_string());
    }
    history
}

fn base_commit(history: &History, message: &str) -> String {
    let sha = "e".repeat(40);
    let commit = json!({"sha": sha, "html_url": format!("https://github.com/o/r/commit/{sha}"), "commit": {"message": message, "author": {"date": at(20)}}});
    history.write("base-commits.json", &json!([commit]).to_string());
    sha
}

#[test]
fn an_open_pull_request_that_mentions_the_run() {
    let history = with_pulls(&[pull(31, &format!("Fixes https://github.com/o/r/actions/runs/{RUN}"), false, "MEMBER")], &[FILE]);
    let fix = history.fix();
    assert_eq!((told(&fix), &fix["commits"][0]["pull"]), (("should-be-fixed", "open-pull"), &json!(31)));
    assert_eq!(fix["commits"][0]["sha"], json!("cd".repeat(20)));
    assert!(fix["because"].to_string().contains("[pull request #31](https://github.com/o/r/pull/31) is open"), "{fix:#}");
    // A push of the branch does not bring it.
    assert_eq!(fix["probability"], json!(null));
}

#[test]
fn a_merged_one_comes_with_a_rebase() {
    let history = with_pulls(&[pull(31, LINE, true, "NONE")], &[FILE]);
    let report = history.report();
    let fix = &report["causes"][0]["fix"];
    assert_eq!((told(fix), &fix["commits"][0]["sha"]), (("should-be-fixed", "merged-pull"), &json!("ab".repeat(20))));
    let rebase = report["expected_next_run"].as_array().unwrap().iter().find(|forecast| forecast["remedy"] == "rebase").unwrap();
    assert_eq!((&rebase["commit"], &rebase["causes_gone"][0]["probability"]), (&json!("ab".repeat(20)), &fix["commits"][0]["credit"]));
}

#[test]
fn one_that_mentions_the_fingerprint() {
    let fingerprint = History::new().report()["causes"][0]["fingerprint"].as_str().unwrap().to_owned();
    let fix = with_pulls(&[pull(31, &format!("cause {fingerprint}"), false, "MEMBER")], &[FILE]).fix();
    assert!(told(&fix) == ("should-be-fixed", "open-pull") && signals(&fix).contains("fingerprint"), "{fix:#}");
}

#[test]
fn pull_requests_that_are_no_candidates() {
    let mut closed = pull(31, LINE, false, "MEMBER");
    closed["state"] = json!("closed");
    // Number 24 is the run's own.
    let own = pull(24, LINE, false, "MEMBER");
    let silent = pull(32, "Faster start", false, "MEMBER");
    let other = pull(33, &format!("see run {}", RUN + 1), false, "MEMBER");
    assert_eq!(with_pulls(&[closed, own, silent, other], &[FILE]).fix()["commits"], json!([]));
}

/// Anyone can open a pull request and say what it fixes.
#[test]
fn a_stranger_s_pull_request_declares_less() {
    let trailer = format!("Tidy up\n\nFixes-CI: {RUN}");
    let of = |association: &str, merged: bool| with_pulls(&[pull(31, &trailer, merged, association)], &[FILE]).fix();
    assert!(credit(&of("NONE", false)) < 0.5 && credit(&of("FIRST_TIME_CONTRIBUTOR", false)) < 0.5);
    assert!(credit(&of("COLLABORATOR", false)) >= 0.5);
    // Somebody with write access merged it.
    assert!(credit(&of("NONE", true)) >= 0.5);
    // And what the diff does not bear out stays below as well.
    let unrelated = with_pulls(&[pull(31, &trailer, true, "OWNER")], &[("src/unrelated.go", "+x := 1")]).fix();
    assert!(credit(&unrelated) < 0.5, "{unrelated:#}");
}

#[test]
fn a_commit_of_the_base_comes_with_a_rebase() {
    let mut history = History::new();
    let sha = base_commit(&history, &format!("make it first\n\n{LINE}"));
    let report = history.report();
    let fix = &report["causes"][0]["fix"];
    assert_eq!((told(fix), &fix["commits"][0]["sha"], &fix["probability"]), (("should-be-fixed", "base"), &json!(sha), &json!(null)));
    assert!(fix["because"].to_string().contains("is on the base: a rebase brings it"), "{fix:#}");
    // One of the branch that says the same comes first.
    let own = history.commit(&format!("make it first\n\n{LINE}"), &[FILE]);
    let fix = history.fix();
    assert_eq!((told(&fix), &fix["commits"][0]["sha"]), (("fixed", "branch"), &json!(own)));
}

/// The run of a pull request tests its merge with the base: gone without a commit of the branch, one of the base did it.
#[test]
fn what_the_base_brought_has_the_credit() {
    let mut history = History::new();
    let sha = base_commit(&history, &format!("make it first\n\n{LINE}"));
    let mut again = super::history::run(RUN + 1, "topic", &super::history::sha(0), 40, "success");
    again["run_attempt"] = json!(1);
    history.other_run(&again, &[(JOB, End::Pass)]);
    let fix = history.fix();
    assert_eq!((fix["state"].as_str(), &fix["commits"][0]["sha"]), (Some("gone"), &json!(sha)), "{fix:#}");
    // With a commit of the branch in between, it is not asked.
    history.commit("work", &[FILE]);
    history.later(1, 50, &[(JOB, End::Pass)]);
    assert!(history.fix()["commits"].as_array().unwrap().iter().all(|commit| commit["place"].is_null()));
}

#[test]
fn an_issue_that_the_rule_links() {
    let rule = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/container/bind-mount-source-missing.md")).unwrap();
    let issue = |line: &str| line.trim().strip_prefix("- ").filter(|page| page.contains("/issues/")).map(str::to_owned);
    let page = rule.lines().find_map(issue).unwrap();
    let path = page.strip_prefix("https://github.com/").expect("an issue on GitHub").to_owned();
    let (repo, number) = path.split_once("/issues/").unwrap();
    for name in [page.clone(), format!("{repo}#{number}")] {
        let mut history = History::new();
        history.commit(&format!("work around {name}"), &[FILE]);
        let fix = history.fix();
        assert!(told(&fix).0 == "should-be-fixed" && signals(&fix).contains("names an issue that the rule links"), "{fix:#}");
    }
    let mut other = History::new();
    other.commit(&format!("work around {repo}#{number}1, #{number}"), &[FILE]);
    assert_eq!(other.told().0, "needs-fix");
}

fn declared(history: &History, commit: &str, more: &str) {
    let text = format!("fixes:\n  - cause: bind-mount-source-missing\n    commit: \"{commit}\"\n{more}");
    history.write("config/.github/triage.yml", &text);
}

#[test]
fn the_ledger_declares_a_commit() {
    let mut history = History::new();
    let sha = history.commit("tidy up", &[FILE]);
    declared(&history, &sha[..9], "");
    let fix = history.fix();
    assert!(told(&fix) == ("fixed", "branch") && signals(&fix).contains("declares itself the fix"), "{fix:#}");
    // What the diff does not bear out stays below one half.
    let mut bare = History::new();
    let sha = bare.commit("tidy up", &[("src/unrelated.go", "+x := 1")]);
    declared(&bare, &sha, "");
    let fix = bare.fix();
    assert!(told(&fix).0 == "should-be-fixed" && credit(&fix) < 0.5, "{fix:#}");
}

/// The SHA is no longer there: subject and date find it, and where the words were changed, what it changes.
#[test]
fn the_ledger_follows_a_rewritten_commit() {
    let mut before = History::new();
    before.commit(&format!("tidy up\n\n{LINE}"), &[FILE]);
    let named = before.fix()["commits"][0].clone();
    let (date, patch) = (named["authored_at"].as_str().unwrap(), named["patch_id"].as_str().unwrap());
    let status = |message: &str, more: &str| {
        let mut history = History::new();
        history.commit(message, &[FILE]);
        declared(&history, "0123456789", more);
        history.fix()["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(status("tidy up", &format!("    subject: tidy up\n    date: {date}\n")), "fixed");
    assert_eq!(status("tidy up", "    subject: tidy up\n    date: 2026-03-01T09:00:00Z\n"), "needs-fix");
    assert_eq!(status("clean up", &format!("    subject: tidy up\n    date: {date}\n")), "needs-fix");
    assert_eq!(status("clean up", &format!("    patch-id: {patch}\n")), "fixed");
}

/// The branch was rebased: what the run had already comes again under other names, and is no fix.
#[test]
fn what_the_run_had_before_its_branch_was_rewritten_is_no_fix() {
    let mut history = History::new();
    history.commit(&format!("make it\n\n{LINE}"), &[FILE]);
    assert_eq!(history.told().0, "fixed");
    let mut old: Value = serde_json::from_str(&std::fs::read_to_string(history.path().join("compare.json")).unwrap()).unwrap();
    old["commits"][0]["sha"] = json!("9".repeat(40));
    history.write("base.json", &json!({"total_commits": 1, "commits": old["commits"], "files": []}).to_string());
    assert_eq!((history.told().0.as_str(), &history.fix()["commits"]), ("needs-fix", &json!([])));
}

/// After a force-push the next run's head has the commit under another name.
#[test]
fn verify_follows_a_rewritten_commit() {
    let mut history = History::new();
    let first = history.commit(&format!("make it\n\n{LINE}"), &[FILE]);
    let report = history.kept();
    let next = history.next(1, 30, &[(JOB, End::Pass), ("lint", End::Pass)]);
    let mut run: Value = serde_json::from_str(&std::fs::read_to_string(next.join("run.json")).unwrap()).unwrap();
    run["head_sha"] = json!("8".repeat(40));
    history.write("next/run.json", &run.to_string());
    let part = |message: &str, date: &str, detail: bool| {
        let new = "8".repeat(40);
        let mut commit = json!({"sha": new, "commit": {"message": message, "author": {"date": date}}});
        let root = json!({"sha": "7".repeat(40), "commit": {"message": "the head, again", "author": {"date": at(0)}}});
        history.write("next/history.json", &json!([commit, root]).to_string());
        commit["files"] = json!([{"filename": FILE.0, "patch": FILE.1}]);
        let name = format!("commits/{new}.json");
        let _ = std::fs::remove_file(next.join(&name));
        if detail {
            history.write(&format!("next/{name}"), &commit.to_string());
        }
        let verified = history.verify(&report, &next);
        let commits = verified["causes"][0]["commits"].as_array().unwrap().clone();
        commits.iter().find(|commit| commit["sha"] == json!(first)).unwrap()["part"].as_str().unwrap().to_owned()
    };
    assert_eq!(part("make it", &at(5), false), "credited");
    assert_eq!(part("make it", &at(7), false), "open", "another one of that subject");
    assert_eq!(part("make it well", &at(7), false), "open");
    assert_eq!(part("make it well", &at(7), true), "credited");
}

#[test]
fn triage_fix_add_writes_what_the_report_reads() {
    let home = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let done = std::process::Command::new("git")
            .current_dir(home.path())
            .args(["-c", "user.name=ann", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    };
    git(&["init", "-q", "-b", "main", "."]);
    std::fs::create_dir_all(home.path().join("test/e2e/shop")).unwrap();
    std::fs::write(home.path().join(FILE.0), "a\n").unwrap();
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "first"]);
    std::fs::write(home.path().join(FILE.0), "a\nmkdir\n").unwrap();
    git(&["commit", "-q", "-a", "-m", "say \"mkdir\": #1"]);
    let head = git(&["rev-parse", "HEAD"]);
    let add = |arguments: &[&str]| super::scene::triage_in(home.path(), None, &[&["fix", "add"], arguments].concat(), &[]);
    let ended = add(&["bind-mount-source-missing"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let path = home.path().join(".github/triage.yml");
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.contains(&head) && written.contains(r#"subject: "say \"mkdir\": #1""#), "{written}");
    assert!(add(&["bind-mount-source-missing", "HEAD"]).stderr.contains("has it already"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
    // On GitHub the commit has another name and other words by now.
    let mut history = History::new();
    history.commit("squashed", &[FILE]);
    history.write("config/.github/triage.yml", &written);
    assert_eq!(history.told().0, "fixed");
    for (arguments, said) in [
        (&["no-such-rule"][..], "find the rule no-such-rule"),
        (&["abcdef0", "no-such-rev"][..], "find the commit `no-such-rev` in this checkout"),
        (&["abcdef0", "--", "--output=x"][..], "find the commit `--output=x` in this checkout"),
    ] {
        let ended = add(arguments);
        assert!(ended.code == 2 && ended.stderr.contains(said), "{}", ended.stderr);
    }
    assert_eq!(sha(0).len(), 40);
}
