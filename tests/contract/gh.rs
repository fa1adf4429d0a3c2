//! GitHub's own client reads runs and logs from the fake, through a socket that carries all of its requests.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::Command;

use super::fake::Fake;

const REPO: &str = "jordigilh/kubernaut";
const RUN: &str = "21565516978";

/// Carries each connection to the fake's API, or to its storage, by path: over the socket, `gh` sends both the same way.
fn carry(mut client: UnixStream, api: &str, blob: &str) {
    let mut head = Vec::new();
    let mut piece = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match client.read(&mut piece) {
            Ok(read) if read > 0 => head.extend_from_slice(&piece[..read]),
            _ => return,
        }
    }
    let to_storage = head.split(|byte| *byte == b' ').nth(1).is_some_and(|path| path.starts_with(b"/actions-results/"));
    let address = if to_storage { blob } else { api }.trim_start_matches("http://");
    let mut server = TcpStream::connect(address).unwrap();
    server.write_all(&head).unwrap();
    let mut answer = Vec::new();
    drop(server.read_to_end(&mut answer));
    drop(client.write_all(&answer));
    drop(client.shutdown(Shutdown::Both));
}

/// What `gh` prints; none where there is no `gh`.
fn gh(fake: &Fake, arguments: &[&str]) -> Option<String> {
    let program = super::fetched::gh()?;
    let home = tempfile::tempdir().unwrap();
    let socket = home.path().join("s");
    let listener = UnixListener::bind(&socket).unwrap();
    let (api, blob) = (fake.api_url.clone(), fake.blob_url.clone());
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let (api, blob) = (api.clone(), blob.clone());
            std::thread::spawn(move || carry(client.unwrap(), &api, &blob));
        }
    });
    let config = format!("http_unix_socket: {}\n", socket.display());
    std::fs::write(home.path().join("config.yml"), config).unwrap();
    let output = Command::new(program)
        .args(arguments)
        .args(["-R", REPO])
        .env_clear()
        .env("HOME", home.path())
        .env("GH_CONFIG_DIR", home.path())
        .env("GH_TOKEN", Fake::TOKEN)
        .env("GH_NO_UPDATE_NOTIFIER", "1")
        .current_dir(home.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "gh {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

fn seed() -> Fake {
    Fake::start(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/seed-run"))
}

#[test]
fn gh_reads_a_run_and_its_jobs() {
    let Some(shown) = gh(&seed(), &["run", "view", RUN]) else { return };
    for part in ["CI Pipeline", "X E2E (datastorage)", "✓ E2E (gateway)", "(ID 62136354207)"] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
}

#[test]
fn gh_reads_the_log_of_a_run() {
    let Some(log) = gh(&seed(), &["run", "view", RUN, "--log"]) else { return };
    let line = log.lines().find(|line| line.contains("test/e2e/datastorage/coverdata: no such file")).expect("the line is in the log");
    let mut fields = line.split('\t');
    assert_eq!(fields.next(), Some("E2E (datastorage)"));
    assert_eq!(fields.next(), Some("Run datastorage E2E tests"));
}

#[test]
fn what_gh_saves_is_triaged_like_the_archive() {
    let home = tempfile::tempdir().unwrap();
    let saved = home.path().join("run.log");
    let Some(log) = gh(&seed(), &["run", "view", RUN, "--log-failed"]) else { return };
    std::fs::write(&saved, log).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_triage")).args(["scan", "--format", "json"]).arg(&saved).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rules: Vec<&str> = report["causes"].as_array().unwrap().iter().filter_map(|cause| cause["rule"].as_str()).collect();
    assert!(rules.contains(&"container/bind-mount-source-missing"), "{rules:?}");
    assert!(rules.contains(&"http/authorization-missing"), "{rules:?}");
}
