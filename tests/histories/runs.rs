//! What later runs show.

use serde_json::{Value, json};

use super::history::{End, History, JOB, LINE, OTHER, RUN, at, job, run, sha};

const FILE: (&str, &str) = ("test/e2e/shop/suite.go", "+mkdir");

fn quoting() -> String {
    format!("shop: make it first\n\n{LINE}")
}

fn shas(commits: &Value) -> Vec<&str> {
    commits.as_array().map(|all| all.iter().map(|commit| commit["sha"].as_str().unwrap()).collect()).unwrap_or_default()
}

fn text(fix: &Value) -> (&str, &str) {
    (fix["status"].as_str().unwrap(), fix["state"].as_str().unwrap())
}

fn because(fix: &Value) -> String {
    fix["because"].as_array().map(|all| all.iter().map(|one| one.as_str().unwrap()).collect::<Vec<_>>().join("\n")).unwrap_or_default()
}

#[test]
fn fixed_and_verified() {
    let mut history = History::new();
    let sha = history.commit(&quoting(), &[FILE]);
    let later = history.later(1, 20, &[(JOB, End::Pass), ("lint", End::Pass)]);
    let fix = history.fix();
    assert_eq!((text(&fix), shas(&fix["commits"])), (("verified", "gone"), vec![sha.as_str()]));
    assert_eq!((&fix["later"][0]["id"], &fix["later"][0]["state"]), (&json!(later), &json!("gone")));
    assert!(fix["commits"][0]["credit"].as_f64().unwrap() > 0.8, "{fix:#}");
}

#[test]
fn nothing_is_verified_without_a_run() {
    let mut history = History::new();
    for message in [quoting(), format!("VERIFIED FIXED {RUN}\n\n{LINE}\nFixes-CI: {RUN}")] {
        history.commit(&message, &[FILE]);
    }
    assert_eq!(text(&history.fix()), ("fixed", "unknown"));
}

#[test]
fn present_with_the_fix_in_it() {
    let mut history = History::new();
    let sha = history.commit(&quoting(), &[FILE]);
    history.later(1, 20, &[(JOB, End::Fail(LINE))]);
    let fix = history.fix();
    assert_eq!((text(&fix), shas(&fix["commits"]), shas(&fix["did_not_hold"])), (("not-fixed", "present"), vec![], vec![sha.as_str()]));
    assert!(because(&fix).contains("1 earlier fix did not hold"), "{fix:#}");
}

#[test]
fn present_and_a_newer_claim() {
    let mut history = History::new();
    let (first, second) = (history.commit(&quoting(), &[FILE]), history.commit(&quoting(), &[FILE]));
    let third = {
        history.later(2, 25, &[(JOB, End::Fail(LINE))]);
        history.commit(&quoting(), &[FILE])
    };
    let fix = history.fix();
    assert_eq!((text(&fix), shas(&fix["commits"])), (("fixed", "present"), vec![third.as_str()]));
    assert_eq!(shas(&fix["did_not_hold"]).len(), 2);
    assert!(shas(&fix["did_not_hold"]).contains(&first.as_str()) && shas(&fix["did_not_hold"]).contains(&second.as_str()));
    assert!(because(&fix).contains("2 earlier fixes did not hold"), "{fix:#}");
}

#[test]
fn the_second_commit_is_the_fix() {
    let mut history = History::new();
    let first = history.commit(&quoting(), &[FILE]);
    history.later(1, 10, &[(JOB, End::Fail(LINE))]);
    let second = history.commit("say where to put it", &[FILE]);
    history.later(2, 20, &[(JOB, End::Pass)]);
    let fix = history.fix();
    assert_eq!(
        (text(&fix), shas(&fix["commits"]), shas(&fix["did_not_hold"])),
        (("verified", "gone"), vec![second.as_str()], vec![first.as_str()])
    );
    assert!(fix["did_not_hold"][0]["credit"].as_f64() < fix["commits"][0]["credit"].as_f64(), "{fix:#}");
}

#[test]
fn two_between_red_and_green_share() {
    let mut history = History::new();
    let (first, second) = (history.commit(&quoting(), &[FILE]), history.commit(&quoting(), &[FILE]));
    history.later(2, 30, &[(JOB, End::Pass)]);
    let fix = history.fix();
    assert_eq!((text(&fix), shas(&fix["commits"]).len()), (("verified", "gone"), 2));
    assert!([first, second].iter().all(|sha| shas(&fix["commits"]).contains(&sha.as_str())));
    let credits: Vec<f64> = fix["commits"].as_array().unwrap().iter().map(|commit| commit["credit"].as_f64().unwrap()).collect();
    assert!(credits.iter().sum::<f64>() < 1.0 && because(&fix).contains("the credit is shared"), "{fix:#}");
}

#[test]
fn what_came_after_the_green_run_has_no_part_in_it() {
    let mut history = History::new();
    let first = history.commit("silent", &[FILE]);
    history.later(1, 10, &[(JOB, End::Pass)]);
    history.commit(&quoting(), &[FILE]);
    assert_eq!(shas(&history.fix()["commits"]), [first]);
}

#[test]
fn many_silent_commits_are_not_blamed_one_by_one() {
    let mut history = History::new();
    for nth in 0..6 {
        history.commit(&format!("work {nth}"), &[("src/x.go", "+x")]);
    }
    history.later(6, 70, &[(JOB, End::Pass)]);
    let fix = history.fix();
    assert_eq!((text(&fix), shas(&fix["commits"])), (("verified", "gone"), vec![]));
    assert!(because(&fix).contains("6 commits lie between"), "{fix:#}");
}

#[test]
fn fixed_then_reverted() {
    let mut history = History::new();
    let first = history.commit(&quoting(), &[FILE]);
    history.later(1, 10, &[(JOB, End::Pass)]);
    history.commit(&format!("Revert \"shop: make it first\"\n\nThis reverts commit {first}."), &[FILE]);
    history.later(2, 20, &[(JOB, End::Fail(LINE))]);
    let fix = history.fix();
    assert_eq!((text(&fix).1, shas(&fix["commits"])), ("present", vec![]));
    assert_ne!(text(&fix).0, "verified");
    assert_eq!(fix["later"].as_array().unwrap().len(), 2);
}

#[test]
fn another_cause_behind_it() {
    let mut history = History::new();
    history.commit(&quoting(), &[FILE]);
    history.later(1, 20, &[(JOB, End::Fail(OTHER))]);
    assert_eq!(text(&history.fix()), ("fixed", "changed"));
    // Nobody speaks of it: the other cause may stand before it.
    let mut silent = History::new();
    silent.commit("work", &[("src/x.go", "+x")]);
    silent.later(1, 20, &[(JOB, End::Fail(OTHER))]);
    assert_eq!(text(&silent.fix()), ("should-be-fixed", "changed"));
}

fn steps(conclusions: [&str; 3]) -> Value {
    let names = ["Set up job", "Run make", "Run publish"];
    let step = |at: usize| json!({"name": names[at], "status": "completed", "conclusion": conclusions[at], "number": at + 1});
    json!([step(0), step(1), step(2)])
}

/// A later run whose job ended in another step than the red one's.
fn later_with_steps(history: &mut History, conclusions: [&str; 3]) {
    let id = history.later(1, 20, &[(JOB, End::Fail(OTHER))]);
    let mut red = job(id * 10, id, JOB, "failure");
    red["steps"] = steps(conclusions);
    history.write(&format!("others/{id}/jobs.json"), &json!({"total_count": 1, "jobs": [red]}).to_string());
}

#[test]
fn past_its_step_it_is_gone() {
    let mut history = History::new();
    history.commit(&quoting(), &[FILE]);
    later_with_steps(&mut history, ["success", "success", "failure"]);
    let fix = history.fix();
    assert_eq!(text(&fix), ("verified", "changed"));
    assert!(because(&fix).contains("its step passes"), "{fix:#}");
}

#[test]
fn a_job_that_stopped_before_it_tells_nothing() {
    let mut history = History::new();
    history.commit(&quoting(), &[FILE]);
    later_with_steps(&mut history, ["failure", "skipped", "skipped"]);
    assert_eq!(text(&history.fix()), ("fixed", "unknown"));
}

#[test]
fn skipped_cancelled_and_without_a_log_tell_nothing() {
    for end in [End::Skipped, End::Cancelled, End::Dark] {
        let mut history = History::new();
        history.commit(&quoting(), &[FILE]);
        history.later(1, 20, &[(JOB, end), ("lint", End::Pass)]);
        assert_eq!(text(&history.fix()), ("fixed", "unknown"), "{end:?}");
    }
}

#[test]
fn a_renamed_job_still_has_it() {
    let mut history = History::new();
    history.commit(&quoting(), &[FILE]);
    history.later(1, 20, &[("E2E tests (shop)", End::Fail(LINE))]);
    assert_eq!(text(&history.fix()), ("not-fixed", "present"));
}

#[test]
fn another_branch_workflow_or_fork_tells_nothing() {
    let change = |of: &dyn Fn(&mut Value)| {
        let mut history = History::new();
        history.commit(&quoting(), &[FILE]);
        let mut other = run(200, "topic", &sha(1), 20, "success");
        of(&mut other);
        history.other_run(&other, &[(JOB, End::Pass)]);
        history.fix()
    };
    assert_eq!(text(&change(&|_| {})), ("verified", "gone"));
    assert_eq!(text(&change(&|run| run["path"] = json!(".github/workflows/nightly.yml"))), ("fixed", "unknown"));
    assert_eq!(text(&change(&|run| run["head_branch"] = json!("elsewhere"))), ("fixed", "unknown"));
    assert_eq!(text(&change(&|run| run["head_repository"]["full_name"] = json!("stranger/r"))), ("fixed", "unknown"));
    assert_eq!(text(&change(&|run| run["created_at"] = json!("2026-02-01T00:00:00Z"))), ("fixed", "unknown"));
}

#[test]
fn flaky_by_a_re_run() {
    let history = History::new();
    let mut again = run(RUN, "topic", &sha(0), 0, "success");
    again["run_attempt"] = json!(2);
    history.other_run(&again, &[(JOB, End::Pass)]);
    let fix = history.fix();
    assert_eq!((text(&fix), shas(&fix["commits"])), (("flaky", "gone"), vec![]));
    assert!(because(&fix).contains("the same commit passed"), "{fix:#}");
}

#[test]
fn flaky_is_verified_after_enough_greens_only() {
    let mut history = History::new();
    let mut again = run(RUN, "topic", &sha(0), 0, "success");
    again["run_attempt"] = json!(2);
    history.other_run(&again, &[(JOB, End::Pass)]);
    history.commit(&quoting(), &[FILE]);
    for nth in 1..=4 {
        history.later(1, 20 + nth, &[(JOB, End::Pass)]);
        assert_eq!(text(&history.fix()), ("flaky", "gone"), "{nth} greens may be luck");
    }
    history.later(1, 30, &[(JOB, End::Pass)]);
    assert_eq!(text(&history.fix()), ("verified", "gone"));
}

#[test]
fn a_kind_that_comes_and_goes_needs_more_than_one_green() {
    let mut history = History::of("The process cannot access the file 'a.dll' because it is being used by another process");
    history.commit("work", &[("src/x.go", "+x")]);
    history.later(1, 20, &[(JOB, End::Pass)]);
    assert_eq!(text(&history.fix()), ("flaky", "gone"));
    for minutes in [30, 40] {
        history.later(1, minutes, &[(JOB, End::Pass)]);
    }
    assert_eq!(text(&history.fix()), ("verified", "gone"));
}

#[test]
fn fixed_on_the_base_only() {
    let mut history = History::new();
    let before = run(90, "main", &"a".repeat(40), 0, "failure");
    history.other_run(
        &{
            let mut run = before;
            run["created_at"] = json!("2026-03-01T09:00:00Z");
            run
        },
        &[(JOB, End::Fail(LINE))],
    );
    history.other("main", &"b".repeat(40), 20, &[(JOB, End::Pass)]);
    let fix = history.fix();
    assert_eq!((text(&fix), &fix["base_fixed_by"]), (("should-be-fixed", "unknown"), &json!("b".repeat(40))));
    assert!(because(&fix).contains("the base branch had it too"), "{fix:#}");
}

/// A green base says nothing of a cause that it never had.
#[test]
fn a_base_that_was_always_green() {
    let mut history = History::new();
    history.other("main", &"b".repeat(40), 20, &[(JOB, End::Pass)]);
    assert_eq!(text(&history.fix()), ("needs-fix", "unknown"));
}

/// Picked from elsewhere, a commit keeps its author's date, which lies before the run.
#[test]
fn a_cherry_pick() {
    let mut history = History::new();
    let sha = history.commit(&format!("{}\n\n(cherry picked from commit {})", quoting(), "d".repeat(40)), &[FILE]);
    history.date(1, "2026-02-27T08:00:00Z");
    let claimed = history.fix();
    assert_eq!(text(&claimed), ("should-be-fixed", "unknown"));
    assert!(claimed["commits"][0]["credit"].as_f64().unwrap() < 0.5);
    history.later(1, 20, &[(JOB, End::Pass)]);
    let fix = history.fix();
    assert_eq!((text(&fix), shas(&fix["commits"])), (("verified", "gone"), vec![sha.as_str()]));
}

/// The branch was rewritten: the later run's head is none of the commits that were listed, and times tell what it holds.
#[test]
fn a_force_push() {
    let mut history = History::new();
    let sha = history.commit(&quoting(), &[FILE]);
    history.other("topic", &"e".repeat(40), 30, &[(JOB, End::Pass)]);
    let fix = history.fix();
    assert_eq!((text(&fix), shas(&fix["commits"])), (("verified", "gone"), vec![sha.as_str()]));
    let mut before = History::new();
    before.commit(&quoting(), &[FILE]);
    before.other("topic", &"e".repeat(40), 2, &[(JOB, End::Fail(LINE))]);
    assert_eq!(text(&before.fix()), ("fixed", "present"));
}

/// The branch was merged as one commit; its runs go on on the base.
#[test]
fn a_squash_merge() {
    let mut history = History::new();
    history.commit(&quoting(), &[FILE]);
    history.later(1, 20, &[(JOB, End::Pass)]);
    history.other("main", &"f".repeat(40), 40, &[(JOB, End::Pass)]);
    assert_eq!(text(&history.fix()), ("verified", "gone"));
    assert_eq!(history.fix()["later"].as_array().unwrap().len(), 1);
}

#[test]
fn many_commits_and_runs() {
    let mut history = History::new();
    for nth in 0..40 {
        history.commit(&format!("work {nth}"), &[("src/x.go", "+x")]);
    }
    for nth in [10, 20, 30] {
        history.later(nth, nth * 10, &[(JOB, End::Fail(LINE))]);
    }
    assert_eq!(text(&history.fix()), ("needs-fix", "present"));
    assert_eq!(history.fix()["later"].as_array().unwrap().len(), 3);
    assert!(at(61).starts_with("2026-03-01T11:01"));
}
