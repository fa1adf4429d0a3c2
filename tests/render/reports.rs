//! Reports with little to say.

use triage::model::{Actor, Confidence};
use triage::report::{
    Cause, CommitsSeen, Evidence, EvidenceKind, Fix, FixState, FixStatus, JobCause, JobReport, MissingPart, Ownership, Report, Role,
    RunReport, Verdict,
};

use crate::seed;

/// A report of logs without a run.
fn scan(jobs: Vec<JobReport>, causes: Vec<Cause>) -> Report {
    Report {
        feedback: None,
        version: 1,
        source: "scan build.log".into(),
        triage: "0.1.0".into(),
        catalog: None,
        run: RunReport::default(),
        causes,
        jobs,
        next: None,
        expected_next_run: vec![],
        commits: None,
        missing: vec![],
    }
}

pub(crate) fn job(name: &str, conclusion: Option<&str>, cause: Option<&Cause>) -> JobReport {
    JobReport {
        id: None,
        name: name.into(),
        run: None,
        workflow: None,
        label: None,
        conclusion: conclusion.map(Into::into),
        url: None,
        started_at: None,
        completed_at: None,
        causes: cause
            .map(|cause| JobCause { id: cause.id.clone(), role: Role::Primary, evidence: cause.evidence.clone(), because: None })
            .into_iter()
            .collect(),
        symptoms: vec![],
    }
}

pub(crate) fn evidence(job: &str, line: u32, text: &str) -> Evidence {
    Evidence {
        kind: EvidenceKind::Log,
        job: job.into(),
        step: None,
        step_number: None,
        line: None,
        log: Some(format!("{job}.txt")),
        log_line: Some(line),
        text: text.into(),
        url: None,
        before: vec!["building".into()],
        after: vec!["##[error]Process completed with exit code 3.".into()],
    }
}

/// All green.
pub(crate) fn green() -> Report {
    let mut report = scan(
        vec![job("lint", Some("success"), None), job("test (3.12)", Some("success"), None), job("deploy", Some("skipped"), None)],
        vec![],
    );
    report.source = "run 21565516978".into();
    report.run = RunReport { conclusion: Some("success".into()), ..seed::run() };
    report.commits = Some(CommitsSeen { count: 0, newest: None });
    report
}

/// One log whose likeliest line says little, and one without any.
pub(crate) fn unexplained() -> Report {
    let mut odd = seed::cause(
        "C1",
        "x/y",
        "An unusual line before the failing exit",
        "The likeliest line is one that no other job prints.",
        vec![evidence("build", 212, "frobnicate: gave up after 3 rounds")],
    );
    odd.rule = None;
    odd.extractor = Some("unusual".into());
    odd.category = "unexplained".into();
    odd.confidence = Confidence::Low;
    odd.fix.status = FixStatus::Unknown;
    let mut dark = seed::cause("C2", "x/y", "unexplained", "", vec![]);
    dark.rule = None;
    dark.category = "unexplained".into();
    dark.confidence = Confidence::Low;
    dark.jobs = vec!["docs".into()];
    dark.fix.status = FixStatus::Unknown;
    let jobs = vec![job("build", Some("failure"), Some(&odd)), job("docs", Some("failure"), Some(&dark))];
    scan(jobs, vec![odd, dark])
}

/// A log is gone, and commits could not be had.
pub(crate) fn missing() -> Report {
    let mut report = seed::report();
    report.commits = None;
    report.expected_next_run.clear();
    report.causes.truncate(1);
    report.causes[0].fix = Fix {
        status: FixStatus::Unknown,
        probability: None,
        state: FixState::Unknown,
        commits: vec![],
        suggestion: report.causes[0].fix.suggestion.clone(),
        investigate: vec![],
        did_not_hold: vec![],
        later: vec![],
        because: vec![],
        base_fixed_by: None,
        verify: None,
    };
    for job in &mut report.jobs {
        job.causes.retain(|part| part.id == "C1");
    }
    let part = |what: &str, why: &str, hint: Option<&str>| MissingPart { what: what.into(), why: why.into(), hint: hint.map(Into::into) };
    report.missing = vec![
        part("log of E2E (notification)", "GitHub answers 410: logs are kept for 90 days", None),
        part("commits after the head", "GitHub answers 403: rate limit", Some("set GH_TOKEN, or wait until it is over")),
    ];
    report
}

/// What most reports are: one failed test of this change, nothing after it yet; and a timeout that a re-run may clear.
pub(crate) fn fresh() -> Report {
    let mut test = seed::cause(
        "C1",
        "x/y",
        "test_total: assert 41 == 42",
        "`test_total` fails: `assert 41 == 42`",
        vec![evidence("test (3.12)", 88, "E       assert 41 == 42"), evidence("test (3.13)", 91, "E       assert 41 == 42")],
    );
    test.rule = None;
    test.extractor = Some("pytest".into());
    test.category = "test".into();
    test.jobs = vec!["test (3.12)".into(), "test (3.13)".into()];
    test.ownership =
        Ownership { verdict: Verdict::Yours, because: vec!["the change touches `src/total.py`, which the test imports".into()] };
    test.details.clone_from(
        serde_json::json!({"tests": ["tests/test_total.py::test_total"], "file": "tests/test_total.py", "line": 12}).as_object().unwrap(),
    );
    test.reproduce = Some("pytest tests/test_total.py::test_total".into());
    let mut net = seed::cause(
        "C2",
        "network/registry-timeout",
        "A package registry did not answer",
        "registry.example.org did not answer within 30 s",
        vec![evidence("docs", 40, "npm error network request to https://registry.example.org/left-pad failed, reason: ETIMEDOUT")],
    );
    net.actor = Actor::Nobody;
    net.ownership = Ownership { verdict: Verdict::Infrastructure, because: vec!["no change of this one can cause a timeout".into()] };
    let jobs = vec![
        job("lint", Some("success"), None),
        job("test (3.11)", Some("success"), None),
        job("test (3.12)", Some("failure"), Some(&test)),
        job("test (3.13)", Some("failure"), Some(&test)),
        job("docs", Some("failure"), Some(&net)),
    ];
    let mut report = scan(jobs, vec![test, net]);
    report.source = "run 5".into();
    report.run = RunReport {
        id: Some(5),
        number: Some(12),
        attempt: Some(1),
        workflow: Some("CI".into()),
        branch: Some("total".into()),
        head_sha: Some(seed::HEAD.into()),
        conclusion: Some("failure".into()),
        ..RunReport::default()
    };
    report.commits = Some(CommitsSeen { count: 0, newest: None });
    report
}
