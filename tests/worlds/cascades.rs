//! What only follows: one broken job and those that could not go on without it; and failures that are each their own.

use serde_json::Value;

use super::logs::{cargo_test, plain, pytest};
use super::said::{owned, report, scanned};
use super::world::{Job, RUN, Run, World};

const WORKFLOW: &str = "
on: pull_request
jobs:
  build: { runs-on: ubuntu-latest }
  lint: { runs-on: ubuntu-latest, strategy: { matrix: { part: [a] } } }
  e2e: { needs: build, if: always(), strategy: { matrix: { part: [a] } }, name: \"e2e (${{ matrix.part }})\" }
";

fn lacking(at: usize) -> Job {
    let log = plain("##[error]Unable to download artifact(s): Artifact not found for name: dist", 1);
    Job::red(&format!("e2e ({at})"), log).at(10, 12)
}

fn many() -> Vec<Job> {
    let green = |at: usize| Job::green(&format!("lint ({at})"));
    (0..18)
        .map(green)
        .chain([Job::red("build", cargo_test("cart::adds", "src/cart.rs", "no")).at(0, 9)])
        .chain((0..5).map(lacking))
        .collect()
}

fn roles(report: &Value, role: &str) -> usize {
    let jobs = report["jobs"].as_array().unwrap();
    jobs.iter().filter(|job| job["causes"].as_array().unwrap().iter().any(|cause| cause["role"] == role)).count()
}

#[test]
fn one_broken_job_of_24_fails_five_others() {
    let world = World::new(&Run::pull(RUN, "12:00", 24).jobs(many()), &[]).source(".github/workflows/ci.yml", WORKFLOW);
    let report = report(&world);
    assert_eq!(report["jobs"].as_array().unwrap().len(), 24);
    assert_eq!(report["causes"].as_array().unwrap().len(), 1, "{:#}", report["causes"]);
    assert_eq!(report["causes"][0]["jobs"], serde_json::json!(["build"]));
    assert_eq!((roles(&report, "primary"), roles(&report, "consequence")), (1, 5));
    // Without the workflow file, by when they ran.
    let report = scanned(&World::new(&Run::pull(RUN, "12:00", 24).jobs(many()), &[]));
    assert_eq!((report["causes"].as_array().unwrap().len(), roles(&report, "consequence")), (1, 5));
}

/// Nothing failed before them: then the artifact is a cause of its own.
#[test]
fn an_artifact_that_nobody_failed_to_make() {
    let report = scanned(&World::new(&Run::pull(RUN, "12:00", 24).jobs((0..3).map(lacking).chain([Job::green("build")])), &[]));
    assert_eq!((report["causes"].as_array().unwrap().len(), roles(&report, "primary")), (1, 3));
}

#[test]
fn three_failures_of_a_monorepo_are_three() {
    let jobs = [
        Job::red("api", cargo_test("cart::adds", "api/src/cart.rs", "no cart")),
        Job::red("web", pytest(&[("web/tests/test_page.py::test_title", "AssertionError: no title")])),
        Job::red("docs", plain("npm error notarget No matching version found for left-pad@^9.0.0.", 1)),
        Job::green("lint"),
    ];
    let report = scanned(&World::new(&Run::pull(RUN, "12:00", 24).jobs(jobs), &[]));
    assert_eq!((report["causes"].as_array().unwrap().len(), roles(&report, "primary"), roles(&report, "consequence")), (3, 3, 0));
    // In one job, too.
    let one = super::logs::both(
        plain("src/cart.c:4:5: error: use of undeclared identifier 'cart'", 1),
        super::logs::both(
            pytest(&[("web/tests/test_page.py::test_title", "AssertionError: no title")]),
            plain("npm error notarget No matching version found for left-pad@^9.0.0.", 1),
        ),
    );
    let report = scanned(&World::new(&Run::pull(RUN, "12:00", 24).jobs([Job::red("all", one)]), &[]));
    assert_eq!(report["causes"].as_array().unwrap().len(), 3, "{:#}", report["jobs"]);
}

#[test]
fn fail_fast_ends_the_rest_of_a_matrix() {
    let failing = cargo_test("cart::adds", "src/cart.rs", "no");
    let jobs = [
        Job::red("test (windows)", failing).at(0, 9),
        Job::green("test (linux)").ended("cancelled").at(0, 9),
        Job::green("test (macos)").ended("cancelled").log(Vec::new()).at(0, 9),
        Job::green("lint").at(0, 2),
    ];
    let report = scanned(&World::new(&Run::pull(RUN, "12:00", 24).jobs(jobs.clone()), &[]));
    assert_eq!((report["causes"].as_array().unwrap().len(), roles(&report, "primary"), roles(&report, "consequence")), (1, 1, 2));
    // A run that somebody cancelled shows nothing.
    let run = Run::pull(RUN, "12:00", 24).jobs(jobs).set("conclusion", serde_json::json!("cancelled"));
    assert_eq!(roles(&scanned(&World::new(&run, &[])), "consequence"), 0);
}

/// Two jobs, one cause: whose it is cannot differ between them.
#[test]
fn one_cause_in_two_jobs_has_one_owner() {
    let failing = || cargo_test("cart::adds", "src/cart.rs", "no");
    let run = Run::pull(RUN, "12:00", 24).jobs([Job::red("test (a)", failing()), Job::red("test (b)", failing())]);
    let run = run.brings(&["Words"], &[("README.md", "")]);
    let base = Run::main(610, "11:00").jobs([Job::red("test (a)", failing()), Job::red("test (b)", failing())]);
    let report = report(&World::new(&run, &[base]));
    assert_eq!(report["causes"].as_array().unwrap().len(), 1);
    owned(&report["causes"][0], "base", "it also fails on `main`");
}

fn wants(artifact: &str) -> Vec<String> {
    plain(&format!("##[error]Unable to download artifact(s): Artifact not found for name: {artifact}"), 1)
}

/// Of two jobs that it waits for, the one that uploads what it wants passed; the other one has nothing to do with it.
#[test]
fn a_job_that_failed_and_does_not_make_the_artifact() {
    let jobs = [
        Job::red("docs", plain("src/cart.c:4:5: error: use of undeclared identifier 'cart'", 1)).at(0, 5),
        Job::green("build"),
        Job::red("e2e", wants("dist")).at(10, 12),
    ];
    let workflow = |uploads: &str| {
        format!(
            "on: push\njobs:\n  docs: {{ runs-on: x, steps: [{{ run: make docs }}] }}\n  build: {{ runs-on: x, steps: [{{ uses: actions/upload-artifact@v4, with: {{ name: {uploads} }} }}] }}\n  e2e: {{ needs: [docs, build], if: always(), runs-on: x }}\n"
        )
    };
    let run = Run::pull(RUN, "12:00", 24).jobs(jobs);
    let report = report(&World::new(&run, &[]).source(".github/workflows/ci.yml", &workflow("bundle")));
    assert_eq!((report["causes"].as_array().unwrap().len(), roles(&report, "consequence")), (2, 0));
    assert_eq!(report["causes"][1]["title"], "The artifact that the job wants does not exist");
}

/// What makes it was skipped, for a job that it waited for.
#[test]
fn the_maker_was_skipped_for_a_failure() {
    let jobs = [
        Job::red("lint", plain("src/cart.c:4:5: error: use of undeclared identifier 'cart'", 1)).at(0, 5),
        Job::green("build").ended("skipped").log(Vec::new()).at(5, 5),
        Job::red("e2e (a)", wants("dist-a")).at(10, 12),
        Job::red("e2e (b)", wants("dist-b")).at(10, 12),
    ];
    let workflow = "on: push\njobs:\n  lint: { runs-on: x, steps: [{ run: make lint }] }\n  build: { needs: lint, runs-on: x, steps: [{ uses: actions/upload-artifact@v4, with: { name: 'dist-${{ matrix.part }}' } }] }\n  e2e: { needs: build, if: always(), runs-on: x }\n";
    let report = report(&World::new(&Run::pull(RUN, "12:00", 24).jobs(jobs), &[]).source(".github/workflows/ci.yml", workflow));
    assert_eq!((report["causes"].as_array().unwrap().len(), roles(&report, "consequence")), (1, 2), "{:#}", report["causes"]);
}

/// The maker was cancelled from outside: nothing of this is to be fixed.
#[test]
fn the_maker_was_cancelled() {
    let log = super::logs::both(super::logs::green(), vec!["##[error]The operation was canceled.".to_owned()]);
    let jobs = [Job::green("build").ended("cancelled").log(log).at(0, 9), Job::red("e2e (a)", wants("dist")).at(10, 12)];
    let report = report(&World::new(&Run::pull(RUN, "12:00", 24).jobs(jobs), &[]).source(".github/workflows/ci.yml", WORKFLOW));
    assert_eq!((report["causes"].as_array().unwrap().len(), roles(&report, "consequence")), (1, 1));
    assert_eq!((&report["causes"][0]["extractor"], &report["next"]["kind"]), (&"stopped".into(), &"re-run".into()));
}

#[test]
fn a_cache_that_a_job_before_should_have_filled() {
    let log = plain("##[error]Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: deps-1f2e3d4", 1);
    let jobs = [
        Job::red("build", plain("npm error notarget No matching version found for left-pad@^9.0.0.", 1)).at(0, 9),
        Job::red("e2e (a)", log.clone()).at(10, 12),
        Job::red("e2e (b)", log).at(10, 12),
    ];
    let report = report(&World::new(&Run::pull(RUN, "12:00", 24).jobs(jobs), &[]).source(".github/workflows/ci.yml", WORKFLOW));
    assert_eq!((report["causes"].as_array().unwrap().len(), roles(&report, "consequence")), (1, 2), "{:#}", report["causes"]);
}

/// A chain without a workflow file: each lacks what the one before should have made.
#[test]
fn a_chain_of_artifacts() {
    let upload = [("Run make", "failure"), ("Upload", "skipped")];
    let jobs = [
        Job::red("build", cargo_test("cart::adds", "src/cart.rs", "no")).steps(&upload),
        Job::red("package", wants("bin")).steps(&upload).at(10, 12),
        Job::red("deploy", wants("tarball")).at(13, 14),
    ];
    let report = scanned(&World::new(&Run::pull(RUN, "12:00", 24).jobs(jobs), &[]));
    assert_eq!((report["causes"].as_array().unwrap().len(), roles(&report, "consequence")), (1, 2), "{:#}", report["causes"]);
}
