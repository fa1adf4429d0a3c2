//! What commits claim, before any later run.

use serde_json::{Value, json};

use super::history::{End, History, JOB, LINE, RUN, sha};

fn credit(fix: &Value) -> f64 {
    fix["commits"][0]["credit"].as_f64().unwrap()
}

fn signals(fix: &Value) -> String {
    fix["commits"][0]["signals"].as_array().unwrap().iter().map(|signal| signal.as_str().unwrap()).collect::<Vec<_>>().join("; ")
}

fn status(fix: &Value) -> &str {
    fix["status"].as_str().unwrap()
}

#[test]
fn one_that_quotes_the_line_is_likely_and_no_more() {
    let mut history = History::new();
    let likely = history.commit(&format!("shop: make it first\n\n{LINE}"), &[("test/e2e/shop/suite.go", "+mkdir")]);
    let fix = history.fix();
    assert_eq!((status(&fix), &fix["state"], &fix["commits"][0]["sha"]), ("fixed", &json!("unknown"), &json!(likely)));
    assert!(credit(&fix) >= 0.5);
}

#[test]
fn nothing_came_after() {
    let history = History::new();
    assert_eq!(history.told(), ("needs-fix".into(), "unknown".into()));
    assert_eq!(history.fix()["commits"], json!([]));
}

#[test]
fn texts_for_people_fix_no_code() {
    let mut history = History::new();
    history.commit(&format!("docs: triage of run {RUN}\n\n{LINE}"), &[("docs/triage.md", "+text"), ("README.md", "+text")]);
    assert_eq!((history.told().0.as_str(), &history.fix()["commits"]), ("needs-fix", &json!([])));
}

#[test]
fn what_was_taken_back_is_no_fix_and_neither_is_the_revert() {
    let mut history = History::new();
    let first = history.commit(&format!("make it first\n\n{LINE}"), &[("test/e2e/shop/suite.go", "+mkdir")]);
    history.commit(
        &format!("Revert \"make it first\"\n\nIt hid this:\n{LINE}\n\nThis reverts commit {first}."),
        &[("test/e2e/shop/suite.go", "-mkdir")],
    );
    assert_eq!((history.told().0.as_str(), &history.fix()["commits"]), ("needs-fix", &json!([])));
    // Taken back in turn, the first stands again.
    history.commit(&format!("Reapply \"make it first\"\n\nThis reverts commit {}.", sha(2)), &[("test/e2e/shop/suite.go", "+mkdir")]);
    let fix = history.fix();
    assert_eq!((status(&fix), &fix["commits"][0]["sha"]), ("fixed", &json!(first)));
}

#[test]
fn a_revert_of_what_broke_it_may_be_the_fix() {
    let mut history = History::new();
    let sha = history.commit(
        &format!("Revert \"mount the directory\"\n\n{LINE}\n\nThis reverts commit {}.", "ab".repeat(20)),
        &[("test/e2e/shop/kind.yaml", "-mount")],
    );
    let fix = history.fix();
    assert_eq!((status(&fix), &fix["commits"][0]["sha"]), ("fixed", &json!(sha)));
}

#[test]
fn a_line_with_another_path_is_another_failure() {
    let mut history = History::new();
    history.commit(&LINE.replace("shop", "cart"), &[("test/e2e/cart/suite.go", "+mkdir")]);
    assert_eq!(history.told().0, "needs-fix");
}

#[test]
fn a_declaration_counts_where_the_diff_bears_it_out() {
    let of = |message: &str, files: &[(&str, &str)]| {
        let mut history = History::new();
        history.commit(message, files);
        history.fix()
    };
    let trailer = format!("tidy up\n\nFixes-CI: https://github.com/o/r/actions/runs/{RUN}");
    let backed = of(&trailer, &[("test/e2e/shop/suite.go", "+mkdir")]);
    assert!(status(&backed) == "fixed" && signals(&backed).contains("declares itself the fix"), "{backed:#}");
    let bare = of(&trailer, &[("src/unrelated.go", "+x := 1")]);
    assert!(status(&bare) == "should-be-fixed" && credit(&bare) < 0.5, "{bare:#}");
    // Of another job of that run, it declares nothing.
    let other = of(&format!("{trailer}/job/9999"), &[("src/unrelated.go", "+x := 1")]);
    assert!(other["commits"].as_array().unwrap().is_empty(), "{other:#}");
}

#[test]
fn a_stranger_declares_less() {
    let mut history = History::new();
    let mut run: Value = serde_json::from_str(&std::fs::read_to_string(history.path().join("run.json")).unwrap()).unwrap();
    run["head_repository"]["full_name"] = json!("stranger/r");
    history.write("run.json", &run.to_string());
    history.commit(&format!("tidy up\n\nFixes-CI: {RUN}"), &[("test/e2e/shop/suite.go", "+mkdir")]);
    let fix = history.fix();
    assert!(credit(&fix) < 0.5 && status(&fix) == "should-be-fixed", "{fix:#}");
}

/// The directory is made only if a variable is set; a commit that makes it under that same condition changes nothing.
#[test]
fn what_is_not_reached_loses_credit_to_what_changes_the_condition() {
    let mut history = History::new();
    let source =
        "package shop\n\nfunc setUp() {\n\tif os.Getenv(\"COVER\") == \"true\" {\n\t\tos.MkdirAll(\"test/e2e/shop/cover\")\n\t}\n}\n";
    history.write("source/test/e2e/shop/suite.go", source);
    history.write("tree.json", &json!({"truncated": false, "tree": [{"path": "test/e2e/shop/suite.go", "type": "blob"}]}).to_string());
    let inside = "@@ -9,4 +9,5 @@\n \tif os.Getenv(\"COVER\") == \"true\" {\n \t\tcover := \"test/e2e/shop/cover\"\n+\t\tos.MkdirAll(cover)\n \t\tcollect(cover)\n \t}\n";
    let claims = history.commit(&format!("shop: make it before it is read\n\n{LINE}"), &[("test/e2e/shop/suite.go", inside)]);
    let alone = history.fix();
    assert_eq!((status(&alone), &alone["commits"][0]["sha"]), ("needs-fix", &json!(claims)));
    assert!(signals(&alone).contains("only under the condition that did not hold"), "{alone:#}");
    let sets = history.commit("ci: coverage everywhere", &[(".github/workflows/ci.yml", "@@ -1,2 +1,3 @@\n env:\n+  COVER: true\n")]);
    let both = history.fix();
    assert_eq!((status(&both), &both["commits"][0]["sha"]), ("should-be-fixed", &json!(sets)));
    assert!(both["commits"][0]["credit"].as_f64() > both["commits"][1]["credit"].as_f64(), "{both:#}");
}

#[test]
fn what_runs_after_the_failure_comes_too_late() {
    let mut history = History::new();
    let patch = "@@ -80,6 +80,7 @@ var _ = AfterSuite(func() {\n \tctx := context.Background()\n+\tos.MkdirAll(cover)\n \tstop(ctx)\n";
    history.commit(&format!("make it\n\n{LINE}"), &[("test/e2e/shop/suite.go", patch)]);
    let fix = history.fix();
    assert!(status(&fix) == "needs-fix" && signals(&fix).contains("only after the failure"), "{fix:#}");
}

#[test]
fn hostile_messages_stay_text() {
    let mut history = History::new();
    let hostile = format!(
        "fix <script>alert(1)</script> \u{1b}[31m @everyone [x](javascript:alert(1)) ``` \u{202e} {}\n\n{LINE}\nThis reverts commit zzz.\nFixes-CI:\n{}",
        "A".repeat(5_000),
        "statfs ".repeat(20_000)
    );
    history.commit(&hostile, &[("test/e2e/shop/suite.go", "+mkdir")]);
    assert_eq!(history.told().0, "fixed");
    for format in ["markdown", "terminal", "html"] {
        let ended = history.triage(&["scan", history.path().to_str().unwrap(), "--format", format]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        // In Markdown it stands in code.
        let shown = if format == "markdown" { ended.stdout.replace("fix <script>", "") } else { ended.stdout };
        assert!((format != "html" || !shown.contains("<script>")) && !shown.contains('\u{1b}'), "{format}");
    }
}

/// In every format, of commits, pull requests and the base's commits, in reports, verifications and histories.
#[test]
fn hostile_words_reach_no_output() {
    let hostile = "::error::x\u{1b}]0;y\u{7} <script>alert(1)</script> \u{202e} `</code>` @everyone <!-- x --> [x](javascript:alert(1)) |";
    let mut history = History::new();
    history.commit(&format!("{hostile}\n\n{LINE}"), &[("test/e2e/shop/suite.go", "+mkdir")]);
    let pull = json!([{"number": 31, "title": hostile, "body": LINE, "state": "open", "html_url": "javascript:alert(1)",
        "updated_at": super::history::at(30), "head": {"sha": "ab".repeat(20)}}]);
    history.write("pulls.json", &pull.to_string());
    history.compare();
    let store = history.directory.path().join("store.sqlite");
    let (store, path) = (store.to_str().unwrap(), history.path());
    let fake = super::fake::Fake::start(&path);
    let run = |arguments: &[&str]| super::program::triage_at(history.directory.path(), Some(&fake), arguments);
    let (report, next) = (history.kept(), history.next(1, 30, &[(JOB, End::Pass), ("lint", End::Pass)]));
    assert_eq!(run(&["run", &RUN.to_string(), "-R", "o/r", "--store", store, "--no-cache"]).code, 0);
    let (path, report, next) = (path.to_str().unwrap(), report.to_str().unwrap(), next.to_str().unwrap());
    let outputs: [&[&str]; 3] =
        [&["scan", path], &["verify", report, next, "--no-store"], &["history", "bind", "--offline", "--store", store]];
    for arguments in outputs {
        let all = ["markdown", "terminal", "html", "github", "agent", "sarif"];
        // A history has no other form than these.
        for format in &all[..if arguments[0] == "history" { 2 } else { all.len() }] {
            let format = *format;
            let ended = run(&[arguments, &["--format", format]].concat());
            assert_eq!(ended.code, 0, "{}", ended.stderr);
            let text = &ended.stdout;
            assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{arguments:?} {format}");
            assert!(format != "html" || !text.contains("<script>alert"), "{arguments:?}");
            assert!(
                format != "github" || text.lines().filter(|line| line.starts_with("::")).all(|line| !line.starts_with("::error::x")),
                "{arguments:?}"
            );
            if format == "markdown" {
                let mut html = String::new();
                pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(text, pulldown_cmark::Options::ENABLE_TABLES));
                assert!(
                    !html.contains("<script>") && !html.contains("href=\"javascript") && !html.contains("<!-- x"),
                    "{arguments:?}: {html}"
                );
            }
        }
    }
}

/// A fork's branch: its own commits count, and what it only declares does not.
#[test]
fn a_fix_in_a_fork_s_pull_request() {
    let mut history = History::new();
    let of_fork = |mut run: Value| {
        run["head_repository"]["full_name"] = json!("stranger/r");
        run
    };
    let own: Value = serde_json::from_str(&std::fs::read_to_string(history.path().join("run.json")).unwrap()).unwrap();
    history.write("run.json", &of_fork(own).to_string());
    let fix = history.commit(&format!("make it\n\n{LINE}"), &[("test/e2e/shop/suite.go", "+mkdir")]);
    assert_eq!(history.told(), ("fixed".into(), "unknown".into()));
    history.other_run(&of_fork(super::history::run(RUN + 1, "topic", &fix, 30, "success")), &[(JOB, End::Pass)]);
    assert_eq!(history.told(), ("verified".into(), "gone".into()));
}

#[test]
fn no_history_is_not_knowing() {
    let history = History::new();
    let ended = history.triage(&["scan", history.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(status(&ended.json()["causes"][0]["fix"]), "unknown");
}

#[test]
fn a_green_run_has_nothing_to_fix() {
    let mut history = History::new();
    history.later(0, 30, &[(JOB, End::Pass)]);
    std::fs::copy(history.path().join("others/101/jobs.json"), history.path().join("jobs.json")).unwrap();
    assert_eq!(history.report()["causes"], json!([]));
}
