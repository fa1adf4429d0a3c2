//! The program as a neighbour: its token, its signals, its files, its terminal.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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
