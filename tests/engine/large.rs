//! A log too large for memory tells the same as it would in memory.

use std::io::Write as _;

use triage::log::{Archive, Entries, Limits, read_file, read_text};
use triage::matching::Matcher;
use triage::model::Job;

use super::naive;

/// More than a log that is held in memory, with a very long line in it.
fn text() -> Vec<u8> {
    let mut text = "\u{FEFF}2026-02-01T15:04:05.1234567Z Current runner version: '2.336.0'\n".to_owned().into_bytes();
    let plain = format!("2026-02-01T15:04:05.1234567Z {}\n", "some plain output of a build ".repeat(30));
    for at in 0.. {
        match at % 1_000 {
            1 => text.extend(b"2026-02-01T15:04:05.1234567Z ##[group]Run make\n2026-02-01T15:04:05.1234567Z no space left on device\n2026-02-01T15:04:05.1234567Z shell: bash\n2026-02-01T15:04:05.1234567Z ##[endgroup]\n"),
            300 => text.extend(b"2026-02-01T15:04:05.1234567Z write: no space \x1b[31mleft on\x1b[0m device\r\n"),
            500 => text.extend(format!("exit code {at}\n").into_bytes()),
            999 => text.extend(b"2026-02-01T15:04:05.1234567Z ##[error]Process completed with exit code 2.\n"),
            _ if at == 3_500 => text.extend([&b"Timed Out ".repeat(200_000)[..], b"\n"].concat()),
            _ => text.extend(plain.as_bytes()),
        }
        if text.len() > 18 << 20 {
            return text;
        }
    }
    text
}

#[test]
fn in_memory_on_disk_and_out_of_an_archive() {
    let text = text();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("0_job.txt");
    std::fs::write(&path, &text).unwrap();
    let archive = directory.path().join("logs.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&archive).unwrap());
    zip.start_file("0_job.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&text).unwrap();
    zip.finish().unwrap();
    let archive = Archive::open(Entries::zip_file(&archive, Limits::default()).unwrap()).unwrap();
    let archived = archive.read(&archive.jobs()[0], &Job { name: "job".to_owned(), ..Job::default() }).unwrap();

    let held = &read_text("0_job.txt", text.clone()).unwrap()[0];
    let lying = &read_file(&path).unwrap()[0];
    let catalog = naive::catalog(&[&["no space left on device"], &[r"exit code (?<name>\d+)$"], &["Timed Out .*Timed Out"]]);
    let matcher = Matcher::new(&catalog, &[&["left on device"]]);
    let wanted = matcher.scan(held);
    assert!(wanted.hits.len() > 30 && wanted.marked[0].len() > 10);
    for log in [lying, &archived] {
        assert_eq!((log.len(), log.steps.len()), (held.len(), held.steps.len()));
        let found = matcher.scan(log);
        assert!(found.hits == wanted.hits && found.marked == wanted.marked);
        for at in (0..held.len()).step_by(97).chain([held.len() - 1, held.len()]) {
            assert_eq!((log.text(at), log.time(at), log.is_echo(at)), (held.text(at), held.time(at), held.is_echo(at)));
        }
        let (own, other) = (log.excerpt(wanted.hits[9].line, 3, 3), held.excerpt(wanted.hits[9].line, 3, 3));
        assert_eq!((own.text, own.log_line, own.before, own.after), (other.text, other.log_line, other.before, other.after));
    }
    let mut searched = Vec::new();
    archive.search(&archive.jobs()[0], &mut |lines| searched.extend_from_slice(lines)).unwrap();
    // All but the rest of the line that was cut.
    assert!(searched.len() + (1 << 20) > text.len() && searched.ends_with(&text[text.len() - 5_000..]));
}
