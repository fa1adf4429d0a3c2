//! `action/install`: what is downloaded is used only if its checksum and its attestation hold.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

const NAME: &str = "triage-9.8.7-x86_64-unknown-linux-musl";

fn script(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn sh(directory: &Path, text: &str) {
    assert!(Command::new("bash").args(["-euc", text]).current_dir(directory).status().unwrap().success());
}

/// Installs from a release in which this was changed: whether it went well, and what it said.
fn installed(version: &str, change: &str, attested: bool) -> (bool, String, bool) {
    let place = tempfile::tempdir().unwrap();
    let release = place.path().join("release");
    fs::create_dir_all(release.join(NAME)).unwrap();
    script(&release.join(NAME).join("triage"), "#!/bin/sh\necho here\n");
    sh(
        &release,
        &format!("tar -czf {NAME}.tar.gz {NAME}; sha256sum {NAME}.tar.gz > SHA256SUMS; echo '{}  other' >> SHA256SUMS", "0".repeat(64)),
    );
    sh(&release, change);
    let bin = place.path().join("bin");
    fs::create_dir_all(&bin).unwrap();
    let verdict = i32::from(!attested);
    script(
        &bin.join("gh"),
        &format!(
            "#!/bin/sh\necho \"$@\" >> {0}/asked\ncase $1 in\n  release) cp {0}/release/* . 2>/dev/null; true ;;\n  attestation) exit {verdict} ;;\nesac\n",
            place.path().display()
        ),
    );
    let output = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("action/install"))
        .env_clear()
        .env("PATH", format!("{}:{}", bin.display(), std::env::var("PATH").unwrap()))
        .envs([("RUNNER_OS", "Linux"), ("RUNNER_ARCH", "X64"), ("TRIAGE_VERSION", version), ("TRIAGE_REPOSITORY", "example/triage")])
        .env("RUNNER_TEMP", place.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let asked = fs::read_to_string(place.path().join("asked")).unwrap_or_default();
    let there = place.path().join("triage-bin/triage").is_file();
    assert_eq!(there, output.status.success(), "{said}");
    (there, said, asked.contains(&format!("attestation verify {NAME}.tar.gz --repo example/triage")))
}

#[test]
fn only_what_is_verified() {
    let (there, said, asked) = installed("v9.8.7", "", true);
    assert!(there && asked, "{said}");
    let (there, said, asked) = installed("v9.8.7", &format!("echo more >> {NAME}.tar.gz"), true);
    assert!(!there && !asked, "a changed archive: {said}");
    let (there, said, _) = installed("v9.8.7", "", false);
    assert!(!there, "without an attestation: {said}");
    let (there, said, _) = installed("v9.8.7", "echo > SHA256SUMS", true);
    assert!(!there && said.contains("the release has no checksum of"), "{said}");
}

#[test]
fn a_version_is_a_version() {
    for version in ["latest", "v1", "v1.2.3; touch x", "v1.2.3/../..", "../v1.2.3"] {
        let (there, said, asked) = installed(version, "", true);
        assert!(!there && !asked && said.contains("::error::version: "), "{version}: {said}");
    }
}
