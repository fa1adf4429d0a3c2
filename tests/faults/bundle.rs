//! `triage fetch`: one file, from which `triage scan` makes the same report without GitHub.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::fake::{Fake, Fault};
use super::scene::{HEAD, LINE, Scene, archive, job, red, run, triage, triage_in};

const FORMATS: [&str; 7] = ["json", "markdown", "terminal", "html", "sarif", "github", "agent"];

/// The report of a run from GitHub, and from a bundle of it once GitHub is gone: byte for byte the same.
fn same(fake: Fake, run: &[&str]) {
    same_by(fake, "run", run);
}

fn same_by(fake: Fake, command: &str, run: &[&str]) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("run.bundle");
    let file = path.to_str().unwrap();
    let fetched = triage(&fake, &[&["fetch", "-o", file], run].concat());
    assert_eq!((fetched.code, fetched.stdout.as_str(), fetched.stderr.as_str()), (0, "", ""));
    let direct: Vec<_> = FORMATS.iter().map(|format| triage(&fake, &[&[command, "--format", format], run].concat())).collect();
    drop(fake);
    for (format, direct) in FORMATS.iter().zip(&direct) {
        let scanned = triage_in(Path::new("/"), None, &["scan", file, "--format", format], &[("GITHUB_API_URL", "http://127.0.0.1:1")]);
        assert_eq!((scanned.code, direct.code, scanned.stderr.as_str()), (0, 0, ""), "{}", direct.stderr);
        assert_eq!(scanned.stdout, direct.stdout, "{format}");
    }
    assert!(direct[0].stdout.len() > 1000, "a report that says something");
    let bytes = fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"PK\x03\x04"));
    holds_no_token(bytes);
}

/// Neither packed nor unpacked.
fn holds_no_token(bytes: Vec<u8>) {
    let clean = |bytes: &[u8]| !bytes.windows(Fake::TOKEN.len()).any(|part| part == Fake::TOKEN.as_bytes());
    assert!(clean(&bytes));
    let mut bundle = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for index in 0..bundle.len() {
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut bundle.by_index(index).unwrap(), &mut text).unwrap();
        assert!(clean(&text), "entry {index}");
    }
}

fn sample() -> Fake {
    Fake::start(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/seed-run"))
}

#[test]
fn the_sample() {
    same(sample(), &["21565516978", "-R", "jordigilh/kubernaut"]);
}

#[test]
fn what_is_in_it() {
    let directory = tempfile::tempdir().unwrap();
    let fetch = |name: &str| {
        let path = directory.path().join(name);
        let ended =
            triage(&sample(), &["fetch", "https://github.com/jordigilh/kubernaut/actions/runs/21565516978", "-o", path.to_str().unwrap()]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        fs::read(path).unwrap()
    };
    let bytes = fetch("one");
    assert_eq!(bytes, fetch("two"), "equal data makes equal bytes");
    let bundle = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = bundle.file_names().map(|name| name.unwrap().into_owned()).collect();
    for name in ["bundle.json", "run.json", "jobs.json", "logs.zip", "compare.json", "tree.json", "config/.github/triage.yml"] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
    for folder in ["commits/", "source/"] {
        assert!(names.iter().any(|known| known.starts_with(folder)), "{folder}: {names:?}");
    }
}

/// What could not be had on the day of the fetch is missing ever after, and what came from elsewhere still comes from there.
#[test]
fn a_run_in_pieces() {
    let scene = Scene::new();
    let mut second = run(7, "failure");
    second["run_attempt"] = json!(2);
    scene.json("run.json", &second);
    let at = |id: u64, name: &str, conclusion: &str, attempt: u64| {
        let mut job = job(id, name, conclusion);
        job["run_attempt"] = json!(attempt);
        job
    };
    scene.jobs("", &[at(74, "build", "failure", 2), at(75, "deploy", "failure", 2), at(72, "lint", "success", 1)]);
    scene.jobs("attempts/1/", &[at(71, "build", "failure", 1), at(72, "lint", "success", 1)]);
    scene.write("logs.zip", archive(&[("build/4_x.txt", &red(LINE))]));
    scene.write("attempts/1/logs.zip", archive(&[("build/4_x.txt", &red("first")), ("1_lint.txt", &red(LINE))]));
    scene.write("jobs/75.txt", red("Error: deploy said no, and nothing else"));
    scene.json(
        "annotations/75.json",
        &json!([{"path": ".github", "start_line": 3, "annotation_level": "failure", "message": "Deployment failed"}]),
    );
    scene.json("pull.json", &json!({"number": 24, "head": {"sha": HEAD}, "base": {"ref": "main"}}));
    let fake = Fake::start(&scene.path(""));
    fake.fault("/repos/o/r/compare/*", Fault::answer(404, "{}"));
    same(fake, &["7", "-R", "o/r"]);
}

#[test]
fn a_job_that_never_started() {
    let scene = Scene::new();
    let mut job = job(71, "build", "failure");
    (job["steps"], job["runner_name"]) = (json!([]), json!(null));
    scene.jobs("", &[job]);
    fs::remove_file(scene.path("logs.zip")).unwrap();
    same(Fake::start(&scene.path("")), &["7", "-R", "o/r"]);
}

/// The logs are gone, and what is left stands in annotations.
#[test]
fn annotations_alone() {
    let scene = Scene::new();
    let annotation = json!([{"path": ".github", "start_line": 1, "annotation_level": "failure", "message": LINE}]);
    scene.json("annotations/71.json", &annotation);
    let fake = Fake::start(&scene.path(""));
    for path in ["/repos/o/r/actions/runs/7/attempts/1/logs", "/repos/o/r/actions/jobs/71/logs"] {
        fake.fault(path, Fault::answer(410, r#"{"message": "Server Error", "status": "410"}"#));
    }
    same(fake, &["7", "-R", "o/r"]);
}

#[test]
fn a_run_that_has_not_ended() {
    let scene = Scene::new();
    scene.goes_on();
    same(Fake::start(&scene.path("")), &["7", "-R", "o/r"]);
}

#[test]
fn one_attempt_of_several() {
    let scene = Scene::new();
    let mut second = run(7, "success");
    second["run_attempt"] = json!(2);
    scene.json("run.json", &second);
    scene.jobs("", &[job(75, "build", "success")]);
    scene.jobs("attempts/1/", &[job(71, "build", "failure"), job(72, "lint", "success")]);
    scene.write("logs.zip", archive(&[("build/4_x.txt", &red("x"))]));
    scene.write("attempts/1/logs.zip", archive(&[("build/4_x.txt", &red(LINE))]));
    same(Fake::start(&scene.path("")), &["7", "-R", "o/r", "--attempt", "1"]);
}

#[test]
fn the_runs_of_a_pull_request() {
    let scene = Scene::new();
    let mut docs = run(9, "failure");
    (docs["name"], docs["workflow_id"], docs["path"]) = (json!("Docs"), json!(2), json!(".github/workflows/docs.yml"));
    scene.json("runs/9/run.json", &docs);
    scene.jobs("runs/9/", &[job(91, "build", "failure")]);
    scene.write("runs/9/logs.zip", archive(&[("build/4_x.txt", &red("make: *** [all] Error 2"))]));
    scene.json("pull.json", &json!({"number": 24, "title": "Try it", "head": {"sha": HEAD}, "base": {"ref": "main"}}));
    same_by(Fake::start(&scene.path("")), "pr", &["#24", "-R", "o/r"]);
}

#[test]
fn bundles_that_are_none() {
    let scene = Scene::new();
    let fake = scene.fake();
    let ended = triage(&fake, &["fetch", "7", "-R", "o/r"]);
    assert_eq!(
        (ended.code, ended.stderr.as_str()),
        (2, "error: failed to write the bundle: no file is named for it\n\nhint: name it: -o FILE\n")
    );
    let scan = |files: &[(&str, &str)]| {
        let path = scene.path("x.zip");
        fs::write(&path, archive(files)).unwrap();
        triage_in(Path::new("/"), None, &["scan", path.to_str().unwrap()], &[])
    };
    let later = scan(&[("bundle.json", r#"{"version": 2, "source": "run 7", "missing": []}"#), ("run.json", r#"{"id": 7}"#)]);
    assert_eq!(later.code, 2);
    assert!(later.stderr.contains("bundle.json: version 2 of the format is newer than this program"), "{}", later.stderr);
    let broken = scan(&[("bundle.json", "{"), ("run.json", r#"{"id": 7}"#)]);
    assert_eq!(broken.code, 2);
    assert!(
        broken.stderr.contains("bundle.json: EOF while parsing") && broken.stderr.contains("hint: fetch it again"),
        "{}",
        broken.stderr
    );
    // Names are looked up, never followed.
    let climbing = scan(&[
        ("run.json", r#"{"id": 7, "conclusion": "success"}"#),
        ("../../etc/x", "x"),
        ("source/../../y", "y"),
        ("jobs.json", r#"{"jobs": []}"#),
    ]);
    assert_eq!(climbing.code, 0, "{}", climbing.stderr);
}
