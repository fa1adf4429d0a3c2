//! Bad input: a clear message, exit code 2, nothing on standard output.

use std::fs;
use std::path::Path;

use super::program::{root, triage};

fn refused(path: &Path, message: &str) {
    let ended = triage(&["scan", &path.display().to_string()]);
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{}", ended.stderr);
    assert!(ended.stderr.starts_with("error: failed to ") && ended.stderr.contains(message), "{}", ended.stderr);
    assert!(ended.stderr.contains("\nhint: "), "{}", ended.stderr);
}

#[test]
fn each_kind_of_unreadable_input() {
    let scratch = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = scratch.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let archive = fs::read(root().join("samples/seed-run/logs.zip")).unwrap();
    let mut other = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    other.start_file("photo.jpg", zip::write::SimpleFileOptions::default()).unwrap();
    let other = other.finish().unwrap().into_inner();
    refused(&scratch.path().join("nowhere.log"), "no such file or directory");
    refused(&file("empty.log", b""), "it is empty");
    refused(&file("empty.zip", b""), "it is empty");
    refused(&file("cut.zip", &archive[..archive.len() / 2]), "as a zip archive");
    refused(&file("other.zip", &other), "none of its 1 entries is named like one that GitHub writes");
    refused(&file("program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0"), "it is binary");
    let directory = scratch.path().join("nothing");
    fs::create_dir(&directory).unwrap();
    refused(&directory, "it is empty");
    let run = scratch.path().join("run");
    fs::create_dir(&run).unwrap();
    fs::write(run.join("run.json"), "{\"id\": ").unwrap();
    refused(&run, "run.json");
}

#[test]
fn rule_files_with_mistakes_are_shown_with_their_place() {
    for entry in fs::read_dir(root().join("tests/rule-files")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let scratch = tempfile::tempdir().unwrap();
        let name = path.file_name().unwrap();
        fs::create_dir(scratch.path().join("test")).unwrap();
        fs::copy(&path, scratch.path().join("test").join(name)).unwrap();
        let ended = triage(&["scan", "samples/green-run", "--rules", &scratch.path().display().to_string()]);
        assert_eq!(ended.code, 2, "{}: {}", path.display(), ended.stderr);
        assert!(
            ended.stderr.contains(&name.to_string_lossy().into_owned()) && ended.stderr.contains("error: failed to load rules"),
            "{}",
            ended.stderr
        );
    }
}
