//! The report of the sample run, written by hand: four causes, a job that only reports them, nineteen green ones.

use serde_json::json;
use triage::model::{Actor, Confidence, Severity};
use triage::report::{
    Cause, CauseGone, CommitCredit, CommitsSeen, Evidence, EvidenceKind, Fix, FixState, FixStatus, Forecast, ForecastJobs, JobCause,
    JobReport, Ownership, PullRequestRef, Remedy, Report, Role, RunReport, SourceRef, Symptom, Verdict,
};

pub(crate) const REPO: &str = "https://github.com/jordigilh/kubernaut";
const RUN: &str = "https://github.com/jordigilh/kubernaut/actions/runs/21565516978";
pub(crate) const HEAD: &str = "8f30b3499d56000000000000000000000000aaaa";
const MKDIR: &str = "ddceccb5c2cdf1d46840442cecd2d04757f5830a";
const COVERAGE: &str = "30988267e4508bdfb5f2f3cd02edcc9bed760a1e";
const LOGIN: &str = "f37bbbc79844fb94704b67a34aa7ac3f9d81fc22";

const LABELS: [(&str, &str); 9] = [
    ("signalprocessing", "SignalProcessing"),
    ("aianalysis", "AIAnalysis"),
    ("authwebhook", "AuthWebhook"),
    ("workflowexecution", "WorkflowExecution"),
    ("remediationorchestrator", "RemediationOrchestrator"),
    ("notification", "Notification"),
    ("gateway", "Gateway"),
    ("datastorage", "DataStorage"),
    ("holmesgpt-api", "HolmesGPT-API"),
];

/// A line of the failing step of an E2E job.
fn line(service: &str, job: u64, number: u32, text: &str, before: &[&str], after: &[&str]) -> Evidence {
    Evidence {
        kind: EvidenceKind::Log,
        job: format!("E2E ({service})"),
        step: Some(format!("Run {service} E2E tests")),
        step_number: Some(9),
        line: Some(number),
        log: Some(format!("{job}_E2E ({service}).txt")),
        log_line: Some(number + 1410),
        text: text.into(),
        url: Some(format!("{RUN}/job/{job}#step:9:{number}")),
        before: before.iter().map(ToString::to_string).collect(),
        after: after.iter().map(ToString::to_string).collect(),
    }
}

fn credit(sha: &str, subject: &str, credit: f64, signals: &[&str]) -> CommitCredit {
    CommitCredit {
        sha: sha.into(),
        subject: subject.into(),
        url: Some(format!("{REPO}/commit/{sha}")),
        credit,
        signals: signals.iter().map(ToString::to_string).collect(),
        place: None,
        pull: None,
        authored_at: None,
        patch_id: None,
    }
}

fn strings(items: &[&str]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

/// A cause with what all of them share; each fills in the rest.
pub(crate) fn cause(id: &str, rule: &str, title: &str, root_cause: &str, evidence: Vec<Evidence>) -> Cause {
    Cause {
        id: id.into(),
        rule: Some(rule.into()),
        extractor: None,
        variant: None,
        category: rule.split('/').next().unwrap().into(),
        title: title.into(),
        root_cause: root_cause.into(),
        explanation: root_cause.into(),
        severity: Severity::Error,
        confidence: Confidence::High,
        because: vec![],
        actor: Actor::Author,
        ownership: Ownership { verdict: Verdict::Unknown, because: vec![] },
        separation: None,
        changed_since_green: None,
        fingerprint: format!("{:016x}", 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(id.len() as u64 + u64::from(id.as_bytes()[1]))),
        captures: [].into(),
        details: serde_json::Map::new(),
        jobs: evidence.first().map(|line| line.job.clone()).into_iter().collect(),
        evidence,
        source: vec![],
        reproduce: None,
        fix: Fix {
            status: FixStatus::NeedsFix,
            probability: None,
            state: FixState::Unknown,
            commits: vec![],
            suggestion: None,
            investigate: vec![],
            did_not_hold: vec![],
            later: vec![],
            because: vec![],
            base_fixed_by: None,
            verify: None,
        },
    }
}

fn bind_mount() -> Cause {
    let at = line(
        "datastorage",
        62_136_354_207,
        963,
        "Command Output: Error: statfs /home/runner/work/kubernaut/kubernaut/test/e2e/datastorage/coverdata: no such file or directory",
        &[
            "Creating cluster \"datastorage-e2e\" ...",
            "ERROR: failed to create cluster: command \"podman run --name datastorage-e2e-control-plane\" failed with error: exit status 125",
        ],
        &[
            "  [FAILED] in [SynchronizedBeforeSuite] - /home/runner/work/kubernaut/kubernaut/test/e2e/datastorage/datastorage_e2e_suite_test.go:112",
        ],
    );
    let mut cause = cause(
        "C1",
        "container/bind-mount-source-missing",
        "The source of a bind mount does not exist",
        "`test/e2e/datastorage/coverdata` is missing, and podman cannot mount it",
        vec![at],
    );
    cause.explanation =
        "`test/e2e/datastorage/coverdata` is missing, and podman cannot mount it. Docker would create the directory; podman refuses."
            .into();
    cause.because = strings(&["the line is in no green job", "the job ends 4 lines below it"]);
    cause.captures = [("source".into(), "/home/runner/work/kubernaut/kubernaut/test/e2e/datastorage/coverdata".into())].into();
    cause.source = vec![SourceRef {
        path: "test/infrastructure/kind-datastorage-config.yaml".into(),
        line: 31,
        text: "    hostPath: ./coverdata".into(),
        url: Some(format!("{REPO}/blob/{HEAD}/test/infrastructure/kind-datastorage-config.yaml#L31")),
        what: "mounted here".into(),
    }];
    cause.reproduce = Some("make test-e2e-datastorage".into());
    cause.fix = Fix {
        status: FixStatus::Fixed,
        probability: Some(0.6),
        state: FixState::Unknown,
        commits: vec![
            credit(
                MKDIR,
                "fix(e2e): create coverdata before DataStorage's coverage extraction",
                0.6,
                &["cites this job's URL", "quotes the line with its path"],
            ),
            credit(
                COVERAGE,
                "feat(ci): registry pull with fallback; coverage on for all E2E",
                0.6,
                &["sets E2E_COVERAGE, which guards the directory too"],
            ),
        ],
        suggestion: Some("Create the directory before the cluster:\n\n```sh\nmkdir -p test/e2e/datastorage/coverdata\n```".into()),
        investigate: vec![],
        did_not_hold: vec![],
        later: vec![],
        because: vec![],
        base_fixed_by: None,
        verify: Some("The next run of the job prints `Starting control-plane` behind `Creating cluster`.".into()),
    };
    cause
}

fn guarded() -> Cause {
    let at = line(
        "workflowexecution",
        62_136_354_201,
        951,
        "Command Output: Error: statfs /home/runner/work/kubernaut/kubernaut/test/e2e/workflowexecution/coverdata: no such file or directory",
        &[
            "Creating cluster \"workflowexecution-e2e\" ...",
            "ERROR: failed to create cluster: command \"podman run --name workflowexecution-e2e-control-plane\" failed with error: exit status 125",
        ],
        &[
            "  [FAILED] in [SynchronizedBeforeSuite] - /home/runner/work/kubernaut/kubernaut/test/e2e/workflowexecution/workflowexecution_e2e_suite_test.go:98",
        ],
    );
    let mut cause = cause(
        "C2",
        "container/bind-mount-source-missing",
        "The directory of a bind mount is created only when `E2E_COVERAGE` is set",
        "`workflowexecution/coverdata` is made only if `E2E_COVERAGE=true`; the step does not set it",
        vec![at],
    );
    cause.variant = Some("directory-guarded-by-env".into());
    cause.explanation = format!(
        "`workflowexecution/coverdata` is made only if `E2E_COVERAGE=true`; the step does not set it. The kind config mounts `./coverdata`, and podman refuses a source \
         that does not exist. The code that creates it runs [behind a guard]({REPO}/blob/{HEAD}/test/infrastructure/workflowexecution_e2e_hybrid.go#L88), and the step's \
         `env:` has no `E2E_COVERAGE`."
    );
    cause.because =
        strings(&["the line is in no green job", "the guard names the path of the line, and the variable is not in the step's `env:`"]);
    cause.actor = Actor::Maintainer;
    cause.captures = [("source".into(), "/home/runner/work/kubernaut/kubernaut/test/e2e/workflowexecution/coverdata".into())].into();
    cause.source = vec![SourceRef {
        path: "test/infrastructure/workflowexecution_e2e_hybrid.go".into(),
        line: 88,
        text: "\tif os.Getenv(\"E2E_COVERAGE\") == \"true\" {".into(),
        url: Some(format!("{REPO}/blob/{HEAD}/test/infrastructure/workflowexecution_e2e_hybrid.go#L88")),
        what: "guard".into(),
    }];
    cause.reproduce = Some("make test-e2e-workflowexecution".into());
    cause.fix = Fix {
        status: FixStatus::ShouldBeFixed,
        probability: Some(0.7),
        state: FixState::Unknown,
        commits: vec![credit(
            COVERAGE,
            "feat(ci): registry pull with fallback; coverage on for all E2E",
            0.7,
            &["adds E2E_COVERAGE to the failing job's env", "quotes the line without its path"],
        )],
        suggestion: Some("Set the variable for the step, or create the directory whether it is set or not:\n\n```yaml\nenv:\n  E2E_COVERAGE: \"true\"\n```".into()),
        investigate: vec![],
        did_not_hold: vec![],
        later: vec![],
        because: vec![],
        base_fixed_by: None,
        verify: Some("The step's `env:` lists `E2E_COVERAGE`.".into()),
    };
    cause
}

fn registry() -> Cause {
    let at = line(
        "notification",
        62_136_354_203,
        949,
        "Error: invalid status code from registry 403 (Forbidden)",
        &["📥 Pulling image from the registry", "Trying to pull ghcr.io/jordigilh/kubernaut/kubernaut-notification:pr-24..."],
        &[
            "⚠️  Registry pull failed: exit status 125",
            "  [FAILED] in [SynchronizedBeforeSuite] - /home/runner/work/kubernaut/kubernaut/test/e2e/notification/notification_e2e_suite_test.go:77",
        ],
    );
    let also = line("notification", 62_136_354_203, 950, "⚠️  Registry pull failed: exit status 125", &[], &[]);
    let mut cause = cause(
        "C3",
        "registry/registry-pull-forbidden",
        "The registry answers 403: podman is not logged in",
        "ghcr.io answers 403: podman is not logged in",
        vec![at, also],
    );
    cause.explanation =
        "ghcr.io answers 403: podman is not logged in. `docker/login-action` logs Docker in; podman keeps its own credentials.".into();
    cause.confidence = Confidence::Medium;
    cause.because =
        strings(&["5 green jobs print the line too, and fall back to a local build", "it is the last error before the failing exit"]);
    cause.actor = Actor::Maintainer;
    cause.captures = [("registry".into(), "ghcr.io".into())].into();
    cause.fix = Fix {
        status: FixStatus::Fixed,
        probability: Some(0.6),
        state: FixState::Unknown,
        commits: vec![credit(LOGIN, "fix(ci): log podman in to ghcr.io in the E2E job", 0.6, &["quotes the line", "changes the failing job's steps"])],
        suggestion: Some("Log podman in, in the job that pulls:\n\n```yaml\n- run: echo \"${{ secrets.GITHUB_TOKEN }}\" | podman login ghcr.io -u ${{ github.actor }} --password-stdin\n```".into()),
        investigate: vec![],
        did_not_hold: vec![],
        later: vec![],
        because: vec![],
        base_fixed_by: None,
        verify: None,
    };
    cause
}

fn unauthorized() -> Cause {
    let at = line(
        "holmesgpt-api",
        62_136_354_209,
        950,
        "HTTP response body: {\"detail\":\"Missing Authorization header with ***\"}",
        &["UnauthorizedException: (401)", "Reason: Unauthorized"],
        &["FAILED tests/e2e/test_incident_analysis.py::test_incident_is_analysed", "========== 32 failed in 41.20s =========="],
    );
    let mut cause = cause(
        "C4",
        "http/missing-authorization-header",
        "A request was sent without an `Authorization` header",
        "401 in 32 of 32 tests: the caller sent no `Authorization` header",
        vec![at],
    );
    cause.explanation = "401 in 32 of 32 tests: the caller sent no `Authorization` header. The message is printed by the API's own middleware, so that it is the test's client \
                         that called without one, not the pod."
        .into();
    cause.because = strings(&["the line is in no green job", "32 of 32 tests of the job fail with it"]);
    cause.details.clone_from(json!({"failed": 32, "total": 32, "tests": ["tests/e2e/test_incident_analysis.py::test_incident_is_analysed", "tests/e2e/test_recovery.py::test_recovery"]}).as_object().unwrap());
    cause.source = vec![SourceRef {
        path: "holmesgpt-api/src/middleware/auth.py".into(),
        line: 181,
        text: "                detail=\"Missing Authorization header with Bearer token\",".into(),
        url: Some(format!("{REPO}/blob/{HEAD}/holmesgpt-api/src/middleware/auth.py#L181")),
        what: "printed here".into(),
    }];
    cause.reproduce = Some("make test-e2e-holmesgpt-api".into());
    cause.fix.suggestion = Some("Make the test's client send the token that the middleware asks for.".into());
    cause.fix.investigate = strings(&[
        "Find the client that the tests build, and see whether it is given a token:\n\n```sh\ngrep -rn \"Authorization\" holmesgpt-api/tests\n```",
        "See whether the API's pod has a ServiceAccount, and the test reads its token.",
        "Compare with a green service that authenticates.",
    ]);
    cause.fix.verify = Some("The tests get past the first request.".into());
    cause
}

fn job(id: u64, name: &str, label: Option<&str>) -> JobReport {
    JobReport {
        id: Some(id),
        name: name.into(),
        run: None,
        workflow: None,
        label: label.map(Into::into),
        conclusion: Some("success".into()),
        url: Some(format!("{RUN}/job/{id}")),
        started_at: None,
        completed_at: None,
        causes: vec![],
        symptoms: vec![],
    }
}

fn jobs(causes: &[Cause]) -> Vec<JobReport> {
    let mut jobs: Vec<JobReport> = Vec::new();
    let mut add = |name: &str, label: Option<&str>| jobs.push(job(62_136_354_194 + jobs.len() as u64, name, label));
    add("Lint (Go Services)", None);
    add("Lint (Python Services)", None);
    add("Unit Tests (SKIPPED)", None);
    for service in [
        "datastorage",
        "gateway",
        "aianalysis",
        "authwebhook",
        "notification",
        "remediationorchestrator",
        "signalprocessing",
        "workflowexecution",
        "holmesgpt-api",
        "mock-llm",
    ] {
        add(&format!("Build & Push ({service})"), None);
    }
    add("integration (SKIPPED)", None);
    for (service, label) in LABELS {
        add(&format!("E2E ({service})"), Some(label));
    }
    add("Test Suite Summary", None);
    for job in &mut jobs {
        for cause in causes.iter().filter(|cause| cause.jobs.contains(&job.name)) {
            job.conclusion = Some("failure".into());
            job.causes.push(JobCause { id: cause.id.clone(), role: Role::Primary, evidence: cause.evidence.clone(), because: None });
            job.symptoms = ["podman-exit-125", "make-error", "process-exit-code"]
                .iter()
                .map(|rule| Symptom { rule: Some(format!("wrapper/{rule}")), title: rule.replace('-', " "), evidence: vec![] })
                .collect();
        }
    }
    let last = jobs.last_mut().unwrap();
    last.conclusion = Some("failure".into());
    last.causes =
        causes.iter().map(|cause| JobCause { id: cause.id.clone(), role: Role::Consequence, evidence: vec![], because: None }).collect();
    jobs
}

/// The run without its causes.
pub(crate) fn run() -> RunReport {
    RunReport {
        id: Some(21_565_516_978),
        number: Some(901),
        attempt: Some(1),
        repo: Some("jordigilh/kubernaut".into()),
        workflow: Some("CI Pipeline".into()),
        path: Some(".github/workflows/ci-pipeline.yml".into()),
        event: Some("pull_request".into()),
        branch: Some("feature/k8s-sar-user-id-stateless-services".into()),
        head_sha: Some(HEAD.into()),
        conclusion: Some("failure".into()),
        url: Some(RUN.into()),
        created_at: Some("2026-02-01T15:39:00Z".into()),
        pull_requests: vec![PullRequestRef { number: 24, url: Some(format!("{REPO}/pull/24")) }],
    }
}

/// The whole report.
pub(crate) fn report() -> Report {
    let causes = vec![bind_mount(), guarded(), registry(), unauthorized()];
    let jobs = jobs(&causes);
    let names = |wanted: &dyn Fn(&JobReport) -> bool| jobs.iter().filter(|job| wanted(job)).map(|job| job.name.clone()).collect::<Vec<_>>();
    let stays = |job: &JobReport| job.causes.iter().any(|part| part.id == "C4");
    let gone = |id: &str, probability: f64| CauseGone { id: id.into(), probability };
    let expected_next_run = vec![
        Forecast {
            remedy: Remedy::ReRun,
            commit: None,
            tested_base: None,
            causes_gone: vec![],
            jobs: ForecastJobs {
                pass: names(&|job| job.causes.is_empty()),
                fail: names(&|job| !job.causes.is_empty()),
                unknown: vec![],
                green: vec![],
            },
        },
        Forecast {
            remedy: Remedy::Push,
            commit: Some(LOGIN.into()),
            tested_base: None,
            causes_gone: vec![gone("C1", 0.6), gone("C2", 0.7), gone("C3", 0.6)],
            jobs: ForecastJobs { pass: names(&|job| !stays(job)), fail: names(&stays), unknown: vec![], green: vec![] },
        },
    ];
    Report {
        feedback: None,
        version: 1,
        source: "run 21565516978".into(),
        triage: "0.1.0".into(),
        catalog: None,
        run: run(),
        causes,
        jobs,
        next: None,
        expected_next_run,
        commits: Some(CommitsSeen { count: 3, newest: Some(LOGIN.into()) }),
        missing: vec![],
    }
}
