//! What is kept on disk, and what is then not asked for again.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::fake::{Fake, Host};
use super::scene::{Ended, LINE, RUN, Scene, Served, archive, job, red, run, triage_in};

fn triage(fake: &Fake, cache: &Path, more: &[&str]) -> Ended {
    let env = [("GH_TOKEN", Fake::TOKEN), ("XDG_CACHE_HOME", cache.to_str().unwrap())];
    let ended = triage_in(Path::new("/"), Some(fake), &[&["run", "7", "-R", "o/r", "--format", "json"], more].concat(), &env);
    assert_eq!((ended.code, ended.first_line().as_str(), ended.missing()), (0, LINE, vec![]), "{}", ended.stderr);
    ended
}

fn blobs(fake: &Served) -> usize {
    fake.journal().iter().filter(|request| request.host == Host::Blob).count()
}

#[test]
fn logs_are_fetched_once_and_the_rest_is_confirmed() {
    let (scene, cache) = (Scene::new(), tempfile::tempdir().unwrap());
    scene.json("base.json", &json!({"status": "ahead", "total_commits": 0, "commits": [], "files": []}));
    let fake = scene.fake();
    let first = triage(&fake, cache.path(), &[]);
    let before = fake.journal().len();
    let second = triage(&fake, cache.path(), &[]);
    assert_eq!(second.stdout, first.stdout);
    assert_eq!((blobs(&fake), fake.asked(RUN)), (1, 2));
    // What is asked again brings the ETag along, and gets no body; a tree of a commit is not asked for again at all.
    let again = fake.journal().split_off(before);
    assert!(
        again
            .iter()
            .filter(|request| request.path.starts_with(RUN) || request.path.contains("/compare/"))
            .all(|request| request.if_none_match.is_some()),
        "{again:#?}"
    );
    assert!(again.len() < before, "{again:#?}");
    let without = triage(&fake, cache.path(), &["--no-cache"]);
    assert_eq!((without.stdout, blobs(&fake)), (first.stdout, 2));
}

/// A re-run makes another attempt, with another log.
#[test]
fn a_new_attempt_is_fetched() {
    let (scene, cache) = (Scene::new(), tempfile::tempdir().unwrap());
    scene.write("logs.zip", archive(&[("build/4_x.txt", &red(LINE))]));
    scene.jobs("", &[job(71, "build", "failure")]);
    let fake = scene.fake();
    triage(&fake, cache.path(), &[]);
    let mut second = run(7, "failure");
    second["run_attempt"] = json!(2);
    scene.json("run.json", &second);
    let mut again = job(72, "build", "failure");
    again["run_attempt"] = json!(2);
    scene.jobs("", &[again]);
    let fake = scene.fake();
    let ended = triage(&fake, cache.path(), &[]);
    assert_eq!((&ended.json()["jobs"][0]["id"], blobs(&fake)), (&json!(72), 1));
}

/// Two jobs of one name have their texts from elsewhere; the archive of a run that has long ended is complete all the same.
#[test]
fn an_archive_that_does_not_hold_every_log_is_fetched_once() {
    let (scene, cache) = (Scene::new(), tempfile::tempdir().unwrap());
    scene.jobs("", &[job(73, "build", "success"), job(71, "build", "failure")]);
    scene.write("jobs/71.txt", red(LINE));
    let fake = scene.fake();
    let first = triage(&fake, cache.path(), &[]);
    assert_eq!(blobs(&fake), 2, "the archive, and a text");
    assert_eq!(triage(&fake, cache.path(), &[]).stdout, first.stdout);
    assert_eq!(blobs(&fake), 2);
}

/// What is fetched for a bundle is not fetched again for a report, nor the other way round.
#[test]
fn commands_share_what_is_kept() {
    let (scene, cache) = (Scene::new(), tempfile::tempdir().unwrap());
    let fake = scene.fake();
    let file = cache.path().join("run.zip");
    let env = [("GH_TOKEN", Fake::TOKEN), ("XDG_CACHE_HOME", cache.path().to_str().unwrap())];
    let ended = triage_in(Path::new("/"), Some(&fake), &["fetch", "7", "-R", "o/r", "-o", file.to_str().unwrap()], &env);
    assert_eq!((ended.code, blobs(&fake)), (0, 1), "{}", ended.stderr);
    triage(&fake, cache.path(), &[]);
    assert_eq!(blobs(&fake), 1);
}

#[test]
fn damaged_entries_are_fetched_again() {
    let (scene, cache) = (Scene::new(), tempfile::tempdir().unwrap());
    let fake = scene.fake();
    triage(&fake, cache.path(), &[]);
    let entries = || fs::read_dir(cache.path().join("triage/v1")).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    assert!(entries().len() >= 4, "{:?}", entries());
    for path in entries() {
        let bytes = fs::read(&path).unwrap();
        fs::write(path, &bytes[..bytes.len() - 1]).unwrap();
    }
    triage(&fake, cache.path(), &[]);
    assert_eq!(blobs(&fake), 2);
}

/// Nothing of a token is on disk, and nobody else may look.
#[test]
fn what_is_kept_is_its_owners() {
    let (scene, cache) = (Scene::new(), tempfile::tempdir().unwrap());
    triage(&scene.fake(), cache.path(), &[]);
    for entry in fs::read_dir(cache.path().join("triage/v1")).unwrap() {
        let entry = entry.unwrap();
        let bytes = fs::read(entry.path()).unwrap();
        assert!(!bytes.windows(Fake::TOKEN.len()).any(|part| part == Fake::TOKEN.as_bytes()));
        assert!(!entry.file_name().to_string_lossy().contains(Fake::TOKEN));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(cache.path().join("triage/v1")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}

#[test]
fn a_directory_that_cannot_be_written_is_none() {
    let (scene, cache) = (Scene::new(), tempfile::tempdir().unwrap());
    let file = cache.path().join("file");
    fs::write(&file, "").unwrap();
    triage(&scene.fake(), &file, &[]);
    triage(&scene.fake(), Path::new("not/absolute"), &[]);
}
