//! The program as a neighbour: its token, its signals, its files, its terminal.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::fake::{Fake, Fault};
use super::scene::{LINE, RUN, Scene, command, triage, triage_in};

const ARGUMENTS: [&str; 6] = ["run", "7", "-R", "o/r", "--format", "json"];

#[test]
fn github_enterprise_server() {
    let scene = Scene::new();
    let fake = Fake::start_below(&scene.path(""), "/api/v3");
    let ended = triage(&fake, &ARGUMENTS);
    assert_eq!((ended.code, ended.first_line().as_str(), ended.missing()), (0, LINE, vec![]), "{}", ended.stderr);
    assert!(fake.journal().iter().all(|request| request.path.starts_with("/api/v3/") || request.path.starts_with("/actions-results/")));
    // An address of that server's pages is one of its runs, an address of another's is not.
    let host = fake.api_url.trim_start_matches("http://").trim_end_matches("/api/v3").to_owned();
    let ended = triage(&fake, &["run", &format!("https://{host}/o/r/actions/runs/7"), "--format", "json"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let ended = triage(&fake, &["run", "https://github.com/o/r/actions/runs/7"]);
    assert_eq!(ended.code, 2, "{}", ended.stderr);
    assert!(ended.stderr.contains("failed to use an address on github.com: the GitHub that is asked is 127.0.0.1:"), "{}", ended.stderr);
}

#[cfg(unix)]
fn script(directory: &Path, name: &str, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let path = directory.join(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn tokens_in_their_order() {
    let scene = Scene::new();
    let fake = scene.fake();
    let directory = tempfile::tempdir().unwrap();
    script(directory.path(), "gh", "#!/bin/sh\n[ \"$1 $2\" = 'auth token' ] && echo fake-token\n");
    // One that is not logged in, and one that is not of this GitHub.
    let silent = tempfile::tempdir().unwrap();
    script(silent.path(), "gh", "#!/bin/sh\necho 'no oauth token found' >&2\nexit 1\n");
    let without = format!("{}:{}", silent.path().display(), std::env::var("PATH").unwrap());
    let ended = triage_in(Path::new("/"), Some(&fake), &ARGUMENTS, &[("PATH", &without)]);
    assert_eq!((ended.code, ended.missing()), (0, vec!["log archive: forbidden (403): Must have admin rights to Repository.".to_owned()]));
    let path = format!("{}:{}", directory.path().display(), std::env::var("PATH").unwrap());
    let rows: [(&[(&str, &str)], i32); 5] = [
        (&[("PATH", &path)], 0),
        (&[("PATH", &path), ("GH_TOKEN", "wrong")], 3),
        (&[("PATH", &path), ("GITHUB_TOKEN", "wrong")], 3),
        (&[("GH_TOKEN", Fake::TOKEN), ("GITHUB_TOKEN", "wrong")], 0),
        (&[("GH_TOKEN", " "), ("GITHUB_TOKEN", Fake::TOKEN)], 0),
    ];
    for (env, code) in rows {
        let ended = triage_in(Path::new("/"), Some(&fake), &ARGUMENTS, env);
        assert_eq!(ended.code, code, "{env:?}: {}", ended.stderr);
        assert!(!ended.stderr.contains("wrong\""), "{}", ended.stderr);
    }
}

/// Waits for what another process does.
fn until(what: &str, done: impl Fn() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < Duration::from_mins(1), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_behind() {
    let scene = Scene::new();
    let fake = scene.fake();
    fake.fault(RUN, Fault::silence());
    let directory = tempfile::tempdir().unwrap();
    let report = directory.path().join("report.json");
    fs::write(&report, "the last one").unwrap();
    let arguments = [&ARGUMENTS[..], &["-o", report.to_str().unwrap()]].concat();
    let child = command(Path::new("/"), Some(&fake), &arguments, &[("GH_TOKEN", Fake::TOKEN)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    until("it asks", || fake.asked(RUN) > 0);
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len(), output.stderr.len()), (Some(130), 0, 0));
    let files: Vec<_> = fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!((files.len(), fs::read_to_string(&report).unwrap().as_str()), (1, "the last one"));
}

/// In the middle of the archive's body, with the old bundle in its place.
#[cfg(unix)]
#[test]
fn ctrl_c_during_a_fetch_leaves_the_last_bundle() {
    let fake = Scene::new().fake();
    fake.fault("/actions-results/*", Fault::silence());
    let directory = tempfile::tempdir().unwrap();
    let bundle = directory.path().join("run.zip");
    fs::write(&bundle, "the last one").unwrap();
    let cache = directory.path().join("cache");
    let env = [("GH_TOKEN", Fake::TOKEN), ("XDG_CACHE_HOME", cache.to_str().unwrap())];
    let child = command(Path::new("/"), Some(&fake), &["fetch", "7", "-R", "o/r", "-o", bundle.to_str().unwrap()], &env)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    until("it waits for the archive", || fake.journal().iter().any(|request| request.path.starts_with("/actions-results/")));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len(), output.stderr.len()), (Some(130), 0, 0));
    let names = |directory: &Path| {
        let mut names: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(
        (names(directory.path()), fs::read_to_string(&bundle).unwrap().as_str()),
        (vec!["cache".to_owned(), "run.zip".to_owned()], "the last one")
    );
    let kept = names(&cache.join("triage/v1"));
    assert!(kept.iter().all(|name| !name.starts_with('.')), "{kept:?}");
}

/// Whatever is asked for, in whatever form, and however it fails: no output and no file holds the token.
#[test]
fn the_token_is_nowhere() {
    let scene = Scene::new();
    let fake = scene.fake();
    let directory = tempfile::tempdir().unwrap();
    let (cache, data) = (directory.path().join("cache"), directory.path().join("data"));
    let file = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
    let env = [("GH_TOKEN", Fake::TOKEN), ("XDG_CACHE_HOME", cache.to_str().unwrap()), ("XDG_DATA_HOME", data.to_str().unwrap())];
    let mut outputs = Vec::new();
    let mut ask = |arguments: &[&str], env: &[(&str, &str)]| {
        let ended = triage_in(Path::new("/"), Some(&fake), &[arguments, &["-R", "o/r"]].concat(), env);
        outputs.push(format!("{}{}", ended.stdout, ended.stderr));
        ended.code
    };
    for format in ["json", "markdown", "terminal", "html", "sarif", "github", "agent"] {
        assert_eq!(ask(&["run", "7", "-v", "--format", format], &env), 0);
        assert_eq!(ask(&["run", "7", "--format", format, "-o", &file(format)], &env), 0);
    }
    assert_eq!(ask(&["fetch", "7", "-o", &file("run.zip")], &env), 0);
    assert_eq!(ask(&["run", "8"], &env), 3);
    assert_eq!(ask(&["run", "7", "--api-url", &format!("http://{}@127.0.0.1:1", Fake::TOKEN)], &[]), 3, "a token in an address");
    assert_eq!(ask(&["run", "7"], &[("GH_TOKEN", concat!("fake-token", "\u{1}"))]), 3);
    for path in ["/repos/o/r/compare/*", "/repos/o/r/check-runs/*", RUN] {
        fake.fault(path, Fault::answer(403, r#"{"message": "Resource not accessible by integration"}"#));
        ask(&["run", "7", "--no-cache"], &env);
    }
    let mut folders = vec![directory.path().to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            outputs.push(format!("{} {}", path.display(), String::from_utf8_lossy(&fs::read(&path).unwrap())));
        }
    }
    assert!(files > 12, "{files}");
    for output in outputs {
        assert!(!output.contains(Fake::TOKEN), "{output}");
    }
}

/// Each refusal names what the token lacks.
#[test]
fn permissions_by_name() {
    let scene = Scene::new();
    scene.json("pull.json", &json!({"number": 24, "head": {"sha": "x"}, "base": {"ref": "main"}}));
    let refuse = |path: &str, arguments: &[&str]| {
        let fake = scene.fake();
        fake.fault(path, Fault::answer(403, r#"{"message": "Resource not accessible by personal access token"}"#));
        triage(&fake, &[arguments, &["-R", "o/r", "--format", "json"]].concat())
    };
    for (path, what, permission) in [
        ("/repos/o/r/actions/runs/7/attempts/1/logs", "log archive", "`actions: read`"),
        ("/repos/o/r/check-runs/*", "annotations", "`checks: read`"),
        ("/repos/o/r/compare/*", "commits after the run", "`contents: read`"),
        ("/repos/o/r/git/trees/*", "files of the repository", "`contents: read`"),
    ] {
        let ended = refuse(path, &["run", "7"]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let missing = &ended.json()["missing"][0];
        assert_eq!(
            (missing["what"].as_str(), missing["why"].as_str()),
            (Some(what), Some("forbidden (403): Resource not accessible by personal access token"))
        );
        let hint = missing["hint"].as_str().unwrap();
        assert!(hint.starts_with("the token needs ") && hint.contains(permission), "{hint}");
    }
    let ended = refuse("/repos/o/r/pulls/24", &["pr", "24"]);
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("hint: the token needs `pull-requests: read` on this repository"), "{}", ended.stderr);
    let anonymous = triage_in(Path::new("/"), Some(&scene.fake()), &ARGUMENTS, &[]);
    let hint = anonymous.json()["missing"][0]["hint"].as_str().unwrap().to_owned();
    assert_eq!(hint, "logs need a token even on public repositories: set GH_TOKEN, or run `gh auth login`");
}

#[test]
fn a_report_is_written_whole() {
    let scene = Scene::new();
    let fake = scene.fake();
    let directory = tempfile::tempdir().unwrap();
    let report = directory.path().join("report.json");
    fs::write(&report, "the last one").unwrap();
    let ended = triage(&fake, &[&ARGUMENTS[..], &["-o", report.to_str().unwrap()]].concat());
    assert_eq!((ended.code, ended.stdout.as_str()), (0, ""), "{}", ended.stderr);
    assert!(fs::read_to_string(&report).unwrap().starts_with('{'));
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    let nowhere = directory.path().join("none/report.json");
    let ended = triage(&fake, &[&ARGUMENTS[..], &["-o", nowhere.to_str().unwrap()]].concat());
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.starts_with("error: failed to write "), "{}", ended.stderr);
    #[cfg(unix)]
    assert_eq!(triage(&fake, &[&ARGUMENTS[..], &["-o", "/dev/null"]].concat()).code, 0);
}

/// Where it is no terminal, nothing is shown of how far it is, however long it takes.
#[cfg(target_os = "linux")]
#[test]
fn progress_is_for_terminals() {
    let scene = Scene::new();
    let fake = scene.fake();
    fake.fault("/repos/o/r/compare/*", Fault::silence().times(1));
    let slow = [&ARGUMENTS[..], &["--timeout", "1.5"]].concat();
    let ended = triage(&fake, &slow);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));

    // `script` gives a program a terminal.
    let Ok(version) = Command::new("script").arg("--version").output() else { return };
    assert!(version.status.success());
    fake.fault("/repos/o/r/compare/*", Fault::silence().times(1));
    let inner = command(Path::new("/"), Some(&fake), &slow, &[]);
    let words: Vec<String> =
        std::iter::once(inner.get_program()).chain(inner.get_args()).map(|word| format!("'{}'", word.to_string_lossy())).collect();
    let mut outer = Command::new("script");
    outer.args(["--quiet", "--return", "--command", &format!("{} > /dev/null", words.join(" ")), "/dev/null"]).env_clear();
    outer.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?)))).env("GH_TOKEN", Fake::TOKEN).env("SHELL", "/bin/sh");
    let output = outer.stdin(Stdio::null()).output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("\r\u{1b}[Kfetching: ") && shown.trim_end().ends_with("\r\u{1b}[K"), "{shown:?}");
}
