//! The fault table, the network's part: GitHub's refusals, connections that break, limits, redirects.

use std::fs;

use serde_json::json;

use super::fake::{Damage, Fake, Fault};
use super::row::{PLAIN, Row, Sees, play, refusal, storage_refusal};
use super::scene::{RUN, Scene, archive, green, job, red, run, triage};

const LOGS: &str = "/repos/o/r/actions/runs/7/attempts/1/logs";
const JOBS: &str = "/repos/o/r/actions/runs/7/jobs";
const PAGE_2: &str = "/repos/o/r/actions/runs/7/jobs?per_page=100&page=2";
const TEXT: &str = "/repos/o/r/actions/jobs/71/logs";
const BLOB: &str = "/actions-results/*";

#[test]
fn refusals() {
    play(&[
        Row {
            name: "404 run",
            faults: |fake| fake.fault(RUN, refusal(404, "Not Found")),
            sees: Sees::Error(3, "read run 7 of o/r: not found (404)", "check the id and the repository, and that the token may read it"),
            ..PLAIN
        },
        Row {
            name: "401",
            token: Some("ghp_of_somebody_else"),
            sees: Sees::Error(
                3,
                "read run 7 of o/r: GitHub does not accept the token (401)",
                "check GH_TOKEN and GITHUB_TOKEN, or run `gh auth login`",
            ),
            ..PLAIN
        },
        Row {
            name: "403 without the permission",
            faults: |fake| fake.fault(RUN, refusal(403, "Resource not accessible by integration")),
            sees: Sees::Error(
                3,
                "read run 7 of o/r: forbidden (403): Resource not accessible by integration",
                "the token needs `actions: read` on this repository",
            ),
            ..PLAIN
        },
        Row {
            name: "403 that names the permission",
            faults: |fake| {
                fake.fault(
                    RUN,
                    refusal(403, "Resource not accessible by personal access token")
                        .header("x-accepted-github-permissions", "administration=read"),
                );
            },
            sees: Sees::Error(
                3,
                "read run 7 of o/r: forbidden (403): Resource not accessible by personal access token",
                "the token needs `administration: read`",
            ),
            ..PLAIN
        },
        Row {
            name: "403 for want of single sign-on",
            faults: |fake| {
                let header = "required; url=https://github.com/orgs/o/sso?authorization_request=A";
                fake.fault(RUN, refusal(403, "Resource protected by organization SAML enforcement.").header("x-github-sso", header));
            },
            sees: Sees::Error(
                3,
                "read run 7 of o/r: forbidden (403): Resource protected by organization SAML enforcement.",
                "allow the token to the organization: https://github.com/orgs/o/sso?authorization_request=A",
            ),
            ..PLAIN
        },
        Row {
            name: "no token: logs are refused, the rest is there",
            token: None,
            sees: Sees::NoLine(&["log archive: forbidden (403): Must have admin rights to Repository."]),
            ..PLAIN
        },
        Row {
            name: "410 logs",
            faults: |fake| {
                fake.fault(LOGS, refusal(410, "Server Error"));
                fake.fault(TEXT, refusal(410, "Server Error"));
            },
            sees: Sees::NoLine(&["log archive: expired or deleted (410)"]),
            ..PLAIN
        },
        Row {
            name: "403 for the archive, not for the job's text",
            faults: |fake| fake.fault(LOGS, refusal(403, "Forbidden")),
            sees: Sees::Line(&["log archive: forbidden (403): Forbidden"]),
            ..PLAIN
        },
        Row {
            name: "404 for the commits after it",
            scene: |scene| fs::remove_file(scene.path("compare.json")).unwrap(),
            sees: Sees::Line(&["commits after the run: not found (404)"]),
            ..PLAIN
        },
        Row {
            name: "451, which nobody expects",
            faults: |fake| fake.fault(RUN, refusal(451, "Repository access blocked")),
            sees: Sees::Line(&[
                "the run's own data: GitHub answered 451: Repository access blocked",
                "commits after the run: the run names no branch or no commit",
                "files of the repository: the run names no commit",
            ]),
            ..PLAIN
        },
        Row {
            name: "a message that tries to write to the terminal",
            faults: |fake| fake.fault(RUN, refusal(403, "\\u001b]0;gotcha\\u0007\\u001b[2J")),
            sees: Sees::Error(3, "read run 7 of o/r: forbidden (403):  ]0;gotcha  [2J", "actions: read"),
            ..PLAIN
        },
    ]);
}

#[test]
fn what_passes_by_itself() {
    play(&[
        Row { name: "500 once", faults: |fake| fake.fault(RUN, Fault::answer(500, "").times(1)), ..PLAIN },
        Row { name: "502 thrice", faults: |fake| fake.fault(LOGS, Fault::answer(502, "<html>").times(3)), ..PLAIN },
        Row {
            name: "502 for good for the run's own data",
            faults: |fake| fake.fault(RUN, Fault::answer(502, "<html>")),
            sees: Sees::Line(&[
                "the run's own data: GitHub answered 502",
                "commits after the run: the run names no branch or no commit",
                "files of the repository: the run names no commit",
            ]),
            ..PLAIN
        },
        Row {
            name: "502 for good for everything",
            faults: |fake| fake.fault("/repos/*", Fault::answer(502, "<html>")),
            sees: Sees::Error(3, "read run 7 of o/r: GitHub answered 502", "https://www.githubstatus.com"),
            ..PLAIN
        },
        Row {
            name: "500 for good for the archive: the job's own text",
            faults: |fake| fake.fault(LOGS, Fault::answer(500, "")),
            sees: Sees::Line(&["log archive: GitHub answered 500"]),
            ..PLAIN
        },
        Row { name: "the storage is busy once", faults: |fake| fake.fault(BLOB, storage_refusal(503, "ServerBusy").times(1)), ..PLAIN },
        Row { name: "cut in the body, once", faults: |fake| fake.fault(RUN, Fault::cut(100).times(1)), ..PLAIN },
        Row { name: "cut in the body of the archive, once", faults: |fake| fake.fault(BLOB, Fault::cut(100).times(1)), ..PLAIN },
        Row { name: "cut in the headers, once", faults: |fake| fake.fault(JOBS, Fault::damage(Damage::Head(40)).times(1)), ..PLAIN },
        Row { name: "closed without a word, once", faults: |fake| fake.fault(JOBS, Fault::damage(Damage::Head(0)).times(1)), ..PLAIN },
        Row {
            name: "a length that is too small, once",
            faults: |fake| fake.fault(RUN, Fault::damage(Damage::Length(80)).times(1)),
            ..PLAIN
        },
        Row {
            name: "a length that is too large, once",
            faults: |fake| fake.fault(RUN, Fault::damage(Damage::Length(100_000)).times(1)),
            ..PLAIN
        },
        Row {
            name: "an archive whose length is too small, once",
            faults: |fake| fake.fault(BLOB, Fault::damage(Damage::Length(300)).times(1)),
            ..PLAIN
        },
        Row {
            name: "an archive that the service itself cut, once",
            faults: |fake| {
                let whole = archive(&[("build/4_Run make.txt", &red("other"))]);
                fake.fault(BLOB, Fault::answer(200, &whole[..whole.len() / 2]).times(1));
            },
            ..PLAIN
        },
        Row {
            name: "an archive that is always cut: the job's own text",
            faults: |fake| fake.fault(LOGS, Fault::answer(200, "PK\u{3}\u{4}")),
            sees: Sees::Line(&["log archive: the answer is not a whole zip archive"]),
            ..PLAIN
        },
        Row {
            name: "cut in the body for good, whatever is asked",
            faults: |fake| fake.fault("*", Fault::cut(10)),
            sees: Sees::Error(3, "read run 7 of o/r: the answer broke off: end of file before message length reached", "try again"),
            ..PLAIN
        },
        Row {
            name: "silence, once",
            faults: |fake| fake.fault(JOBS, Fault::silence().times(1)),
            arguments: &["--timeout", "0.3"],
            ..PLAIN
        },
        Row {
            name: "silence for good",
            faults: |fake| fake.fault(RUN, Fault::silence()),
            arguments: &["--timeout", "0.2"],
            sees: Sees::Silence,
            ..PLAIN
        },
        Row {
            name: "page 2 of the jobs fails once",
            scene: |scene| {
                let mut jobs: Vec<_> = (100..250).map(|id| job(id, &format!("lint {id}"), "success")).collect();
                jobs.push(job(71, "build", "failure"));
                scene.jobs("", &jobs);
            },
            faults: |fake| fake.fault(PAGE_2, Fault::answer(502, "").times(1)),
            ..PLAIN
        },
        Row {
            name: "page 2 of the jobs fails for good",
            scene: many_jobs,
            faults: |fake| fake.fault(PAGE_2, Fault::answer(502, "")),
            sees: Sees::Line(&["some of the jobs: GitHub answered 502"]),
            ..PLAIN
        },
    ]);
}

/// The one that failed is on the first page.
fn many_jobs(scene: &Scene) {
    let mut jobs = vec![job(71, "build", "failure")];
    jobs.extend((100..250).map(|id| job(id, &format!("lint {id}"), "success")));
    scene.jobs("", &jobs);
}

/// What one job's log is refused for, all are: the others are not asked for.
#[test]
fn a_refusal_for_good_is_asked_for_once() {
    let scene = Scene::new();
    scene.jobs("", &(71..76).map(|id| job(id, &format!("build {id}"), "failure")).collect::<Vec<_>>());
    let fake = scene.fake();
    fake.fault(LOGS, refusal(410, "Server Error"));
    fake.fault("/repos/o/r/actions/jobs/*", refusal(410, "Server Error"));
    let ended = triage(&fake, &["run", "7", "-R", "o/r", "--format", "json"]);
    assert_eq!((ended.code, ended.missing()), (0, vec!["log archive: expired or deleted (410)".to_owned()]), "{}", ended.stderr);
    let texts = fake.journal().iter().filter(|request| request.path.starts_with("/repos/o/r/actions/jobs/")).count();
    assert_eq!(texts, 1);
}

#[test]
fn a_repository_that_is_not_there() {
    let fake = Scene::new().fake();
    let ended = triage(&fake, &["run", "7", "-R", "o/other"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (3, ""));
    let expected = "error: failed to read run 7 of o/other: not found (404)\n\nhint: check the id and the repository, and that the token may read it\n";
    assert_eq!(ended.stderr, expected);
    assert_eq!(fake.journal().len(), 1, "nothing else is asked for");
}

#[test]
fn limits() {
    play(&[
        Row {
            name: "the primary limit, and no wait",
            faults: |fake| fake.fault(RUN, limit(403).header("x-ratelimit-reset", "1769960052").header("x-ratelimit-remaining", "0")),
            arguments: &["--no-wait"],
            sees: Sees::Error(3, "read run 7 of o/r: GitHub's rate limit is reached (403)", "wait until 15:34:12 UTC"),
            ..PLAIN
        },
        Row {
            name: "the primary limit, by GitHub's clock: ours may be wrong",
            faults: |fake| {
                let limit = limit(403).header("x-ratelimit-remaining", "0").header("x-ratelimit-reset", "4102444800");
                fake.fault(RUN, limit.header("date", "Thu, 31 Dec 2099 23:59:59 GMT").times(1));
            },
            sees: Sees::Waited("waiting 2 seconds for GitHub's rate limit; --no-wait gives up instead\n"),
            ..PLAIN
        },
        Row {
            name: "the primary limit, for longer than any hour",
            faults: |fake| {
                let limit = limit(403).header("x-ratelimit-remaining", "0").header("x-ratelimit-reset", "4102444800");
                fake.fault(RUN, limit.header("date", "Sun, 01 Feb 2026 15:00:00 GMT"));
            },
            sees: Sees::Error(3, "read run 7 of o/r: GitHub's rate limit is reached (403)", "wait until 00:00:00 UTC"),
            ..PLAIN
        },
        Row {
            name: "a secondary limit, 403",
            faults: |fake| fake.fault(LOGS, limit(403).header("retry-after", "0").times(1)),
            sees: Sees::Waited("waiting 0 seconds for GitHub's rate limit; --no-wait gives up instead\n"),
            ..PLAIN
        },
        Row {
            name: "a secondary limit, 429",
            faults: |fake| fake.fault(JOBS, limit(429).header("retry-after", "1").times(1)),
            sees: Sees::Waited("waiting 1 seconds for GitHub's rate limit; --no-wait gives up instead\n"),
            ..PLAIN
        },
        Row {
            name: "a secondary limit, and no wait",
            faults: |fake| fake.fault(RUN, limit(429).header("retry-after", "40")),
            arguments: &["--no-wait"],
            sees: Sees::Error(3, "read run 7 of o/r: GitHub's rate limit is reached (429)", "wait 40 seconds"),
            ..PLAIN
        },
        Row {
            name: "without a token the limit is not worth a wait",
            token: None,
            faults: |fake| fake.fault(RUN, limit(403).header("retry-after", "1800")),
            sees: Sees::Error(3, "read run 7 of o/r: GitHub's rate limit is reached (403)", "60 requests an hour: set GH_TOKEN"),
            ..PLAIN
        },
        Row {
            name: "a limit for what is only beside the run",
            faults: |fake| fake.fault("/repos/o/r/compare/*", limit(403).header("retry-after", "40")),
            arguments: &["--no-wait"],
            sees: Sees::Line(&["commits after the run: GitHub's rate limit is reached (403)"]),
            ..PLAIN
        },
    ]);
}

fn limit(status: u16) -> Fault {
    refusal(status, "You have exceeded a rate limit.")
}

#[test]
fn redirects_and_the_storage() {
    play(&[
        Row { name: "to another host, without the token", ..PLAIN },
        Row {
            name: "a link that has expired, once",
            faults: |fake| fake.fault(BLOB, storage_refusal(403, "AuthenticationFailed").times(1)),
            ..PLAIN
        },
        Row {
            name: "links that are always refused",
            faults: |fake| fake.fault(BLOB, storage_refusal(403, "AuthenticationFailed")),
            sees: Sees::NoLine(&["log archive: the log storage answered 403 AuthenticationFailed"]),
            ..PLAIN
        },
        Row {
            name: "404 BlobNotFound behind the redirect",
            faults: |fake| fake.fault(BLOB, storage_refusal(404, "BlobNotFound")),
            sees: Sees::NoLine(&["log archive: the log storage answered 404 BlobNotFound"]),
            ..PLAIN
        },
        Row {
            name: "a redirect loop",
            faults: |fake| {
                let here = format!("{}{LOGS}", fake.api_url);
                fake.fault(LOGS, Fault::answer(302, "").header("location", &here));
            },
            sees: Sees::Line(&["log archive: GitHub redirects without end (302)"]),
            ..PLAIN
        },
        Row {
            name: "a redirect to nowhere",
            faults: |fake| fake.fault(LOGS, Fault::answer(302, "").header("location", "http://127.0.0.1:1/gone")),
            sees: Sees::LineWithout("log archive: cannot reach "),
            ..PLAIN
        },
        Row {
            name: "no redirect: the archive at once",
            faults: |fake| fake.fault(LOGS, Fault::answer(200, archive(&[("build/4_x.txt", &red(super::scene::LINE))]))),
            ..PLAIN
        },
        Row {
            name: "a page to log in instead of an answer",
            faults: |fake| fake.fault("/repos/*", Fault::answer(200, "<html>Please log in</html>")),
            sees: Sees::Error(3, "read run 7 of o/r: the answer cannot be read: expected value at line 1 column 1", "--api-url"),
            ..PLAIN
        },
        Row {
            name: "an address that moved, as those of a renamed repository do",
            faults: |fake| {
                let there = format!("{}/repos/o/r/actions/runs/7/attempts/1", fake.api_url);
                fake.fault(RUN, Fault::answer(301, "{}").header("location", &there));
            },
            ..PLAIN
        },
    ]);
}

#[test]
fn runs_and_jobs_as_they_are() {
    play(&[
        Row {
            name: "attempt 3 of 3",
            scene: |scene| {
                scene.attempts("success");
                scene.write("logs.zip", archive(&[("build/4_x.txt", &red(super::scene::LINE))]));
                scene.write("attempts/2/logs.zip", archive(&[("build/4_x.txt", &red("two")), ("lint/4_x.txt", &green())]));
                scene.write(
                    "attempts/1/logs.zip",
                    archive(&[("build/4_x.txt", &red("one")), ("lint/4_x.txt", &red("one")), ("docs/4_x.txt", &green())]),
                );
            },
            ..PLAIN
        },
        Row {
            name: "a cancelled run",
            scene: |scene| {
                scene.json("run.json", &run(7, "cancelled"));
                scene.jobs("", &[job(71, "build", "cancelled"), job(72, "lint", "success")]);
            },
            sees: Sees::NoCause(&[]),
            ..PLAIN
        },
        Row {
            name: "a cancelled run without an archive",
            scene: |scene| {
                scene.json("run.json", &run(7, "cancelled"));
                scene.jobs("", &[job(71, "build", "cancelled")]);
                fs::remove_file(scene.path("logs.zip")).unwrap();
            },
            sees: Sees::NoCause(&["log archive: not found (404)"]),
            ..PLAIN
        },
        Row {
            name: "skipped jobs",
            scene: |scene| {
                let mut skipped = job(73, "deploy", "skipped");
                (skipped["steps"], skipped["runner_name"]) = (json!([]), json!(null));
                scene.jobs("", &[job(71, "build", "failure"), job(72, "lint", "success"), skipped]);
            },
            ..PLAIN
        },
        Row {
            name: "a run that passed",
            scene: |scene| {
                scene.json("run.json", &run(7, "success"));
                scene.jobs("", &[job(71, "build", "success")]);
            },
            sees: Sees::NoCause(&[]),
            ..PLAIN
        },
        Row {
            name: "300 jobs",
            scene: |scene| {
                let mut jobs: Vec<_> = (1000..1299).map(|id| job(id, &format!("test ({id})"), "success")).collect();
                jobs.insert(250, job(71, "build", "failure"));
                scene.jobs("", &jobs);
            },
            ..PLAIN
        },
        Row {
            name: "nulls wherever GitHub may send one",
            scene: |scene| {
                let mut run = run(7, "failure");
                for key in [
                    "run_number",
                    "name",
                    "path",
                    "event",
                    "head_branch",
                    "head_sha",
                    "html_url",
                    "created_at",
                    "head_repository",
                    "pull_requests",
                ] {
                    run[key] = json!(null);
                }
                scene.json("run.json", &run);
                let mut build = job(71, "build", "failure");
                for key in [
                    "run_attempt",
                    "html_url",
                    "started_at",
                    "completed_at",
                    "labels",
                    "runner_id",
                    "runner_name",
                    "workflow_name",
                    "check_run_url",
                ] {
                    build[key] = json!(null);
                }
                (build["steps"][1]["started_at"], build["steps"][1]["completed_at"]) = (json!(null), json!(null));
                scene.jobs("", &[build]);
            },
            sees: Sees::Line(&[
                "commits after the run: the run names no branch or no commit",
                "files of the repository: the run names no commit",
            ]),
            ..PLAIN
        },
        Row {
            name: "words that are new",
            scene: |scene| {
                let mut run = run(7, "failure");
                run["event"] = json!("moon_phase");
                scene.json("run.json", &run);
                let mut odd = job(72, "lint", "abandoned");
                odd["steps"][1]["conclusion"] = json!("mislaid");
                scene.jobs("", &[job(71, "build", "failure"), odd]);
            },
            ..PLAIN
        },
        Row {
            name: "two jobs of one name: each has its own text",
            scene: |scene| {
                scene.jobs("", &[job(73, "build", "success"), job(71, "build", "failure")]);
                scene.write("logs.zip", archive(&[("0_build.txt", &green()), ("build/4_x.txt", &green())]));
                scene.write("jobs/71.txt", red(super::scene::LINE));
            },
            ..PLAIN
        },
        Row {
            name: "names that an archive makes the same",
            scene: |scene| {
                scene.jobs("", &[job(73, "a / build", "success"), job(71, "a  build", "failure")]);
                scene.write("logs.zip", archive(&[("a  build/4_x.txt", &green())]));
                scene.write("jobs/71.txt", red(super::scene::LINE));
            },
            ..PLAIN
        },
        Row {
            name: "a damaged entry: the job's own text",
            scene: |scene| {
                let mut bytes = archive(&[("build/4_Run make.txt", &red("x"))]);
                let at = bytes.windows(4).position(|part| part == b"make").unwrap() + 12;
                bytes[at] ^= 0xFF;
                scene.write("logs.zip", bytes);
                scene.write("jobs/71.txt", red(super::scene::LINE));
            },
            ..PLAIN
        },
    ]);
}

const LINT: &str = r#"{"id": 72, "name": "lint", "status": "completed", "conclusion": "success", "steps": []}"#;

/// JSON that no GitHub sends.
#[test]
fn answers_that_are_meant_to_hurt() {
    play(&[
        Row {
            name: "a run nested a hundred thousand deep",
            faults: |fake| {
                let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
                let body = run(7, "failure").to_string();
                fake.fault(RUN, Fault::answer(200, format!("{{\"deep\": {deep}, {}", &body[1..])));
            },
            ..PLAIN
        },
        Row {
            name: "jobs nested a hundred thousand deep where a name should be",
            faults: |fake| {
                let deep = "[".repeat(100_000);
                fake.fault(JOBS, Fault::answer(200, format!("{{\"total_count\": 1, \"jobs\": [{{\"name\": {deep}")));
            },
            sees: Sees::LineWithout("jobs: the answer cannot be read: "),
            ..PLAIN
        },
        Row {
            name: "a job's name of 4 MiB",
            faults: |fake| {
                let jobs = format!(
                    "{{\"total_count\": 2, \"jobs\": [{}, {}]}}",
                    job(71, "build", "failure"),
                    LINT.replace("lint", &"lint ".repeat(800_000))
                );
                fake.fault(JOBS, Fault::answer(200, jobs));
            },
            ..PLAIN
        },
        Row {
            name: "a page of jobs larger than any",
            faults: |fake| {
                let jobs = format!(
                    "{{\"total_count\": 2, \"jobs\": [{}, {}]}}",
                    job(71, "build", "failure"),
                    LINT.replace("lint", &"x".repeat(9 << 20))
                );
                fake.fault(JOBS, Fault::answer(200, jobs));
            },
            sees: Sees::Line(&["jobs: the answer is larger than 8388608 bytes"]),
            ..PLAIN
        },
        Row {
            name: "100,000 jobs",
            faults: |fake| {
                let mut jobs: Vec<_> = (1000..1099).map(|id| job(id, &format!("test ({id})"), "success")).collect();
                jobs.insert(50, job(71, "build", "failure"));
                fake.fault(JOBS, Fault::answer(200, json!({"total_count": 100_000, "jobs": jobs}).to_string()));
            },
            sees: Sees::Line(&["some of the jobs: 5000 of 100000 were read"]),
            ..PLAIN
        },
        Row {
            name: "a count of jobs that is no count",
            faults: |fake| {
                let jobs = format!("{{\"total_count\": 18446744073709551615, \"jobs\": [{}]}}", job(71, "build", "failure"));
                fake.fault(JOBS, Fault::answer(200, jobs));
            },
            ..PLAIN
        },
        Row {
            name: "an annotation of 20 MiB",
            faults: |fake| {
                let message = "much ".repeat(4 << 20);
                fake.fault(
                    "/repos/o/r/check-runs/*",
                    Fault::answer(200, format!("[{{\"message\": \"{message}\", \"annotation_level\": \"failure\"}}]")),
                );
            },
            ..PLAIN
        },
        Row {
            name: "a limit until the end of time, by a clock that has just begun",
            faults: |fake| {
                let limit = limit(403).header("x-ratelimit-remaining", "0").header("x-ratelimit-reset", "18446744073709551615");
                fake.fault(RUN, limit.header("date", "Thu, 01 Jan 1970 00:00:00 GMT"));
            },
            sees: Sees::Error(3, "read run 7 of o/r: GitHub's rate limit is reached (403)", "a time that no limit of its lasts to"),
            ..PLAIN
        },
    ]);
}

/// However much is sent: 50 pages of 100 jobs with a name each that fills them, in less than a gigabyte.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded() {
    let fake = Scene::new().fake();
    let mut jobs: Vec<_> = (1000..1099).map(|id| job(id, &format!("{id} {}", "x".repeat(50_000)), "success")).collect();
    jobs.insert(50, job(71, "build", "failure"));
    fake.fault(JOBS, Fault::answer(200, json!({"total_count": 100_000, "jobs": jobs}).to_string()));
    let arguments = ["run", "7", "-R", "o/r", "--format", "json", "--no-cache", "--no-rules"];
    let inner =
        super::scene::command(std::path::Path::new("/"), Some(&fake), &arguments, &[("GH_TOKEN", Fake::TOKEN), ("MALLOC_ARENA_MAX", "2")]);
    let mut outer = std::process::Command::new("sh");
    outer.args(["-c", "ulimit -v 1500000; exec \"$@\"", "sh"]).arg(inner.get_program()).args(inner.get_args()).env_clear();
    outer.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?)))).current_dir("/").stdin(std::process::Stdio::null());
    let output = outer.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let missing = report["missing"][0]["why"].as_str().unwrap();
    // 16 pages of 5 MB are more than what is read of all.
    assert_eq!(missing, "1700 of 100000 were read");
}
