//! Windows hold or not whatever the number of matches: past some thousand lines they are looked up in one pass.

use std::fmt::Write as _;

use triage::log::read_text;
use triage::matching::Matcher;
use triage::rules::Catalog;

use super::naive::file;

/// Whether a rule with this window finds anything in a log, and where.
fn line_of(keys: &str, log: &str) -> Option<usize> {
    let catalog = Catalog::from_files(&[file("r", &format!("match: ['it broke']\n{keys}"))]).unwrap();
    let logs = read_text("job", log.as_bytes().to_vec()).unwrap();
    Matcher::new(&catalog, &[]).find(&logs[0]).findings.first().map(|finding| finding.line)
}

/// So many lines that match, one in ten, with `needle` once at a line.
fn log(lines: usize, needle_at: usize) -> String {
    let mut log = String::new();
    for at in 0..lines {
        let text = match at {
            _ if at == needle_at => "the needle",
            _ if at % 10 == 0 => "it broke",
            _ => "something else",
        };
        writeln!(log, "{text}").unwrap();
    }
    log
}

#[test]
fn few_and_many_matches_agree() {
    for lines in [200, 20_000] {
        let log = log(lines, 95);
        let last = lines - 10;
        for (keys, wanted) in [
            ("require: [{ pattern: 'the needle', where: before }]", Some(last)),
            ("require: [{ pattern: 'the needle', where: after }]", Some(90)),
            ("require: [{ pattern: 'the needle', where: after }]\npick: first", Some(0)),
            ("require: [{ pattern: 'the needle', within: 5 }]", Some(100)),
            ("require: [{ pattern: 'the needle', within: 4 }]", None),
            ("require: [{ pattern: 'the needle', within: 12, where: before }]\npick: first", Some(100)),
            ("require: [{ pattern: 'the n..d', where: job }]", Some(last)),
            ("unless: [{ pattern: 'the needle', where: before }]", Some(90)),
            ("unless: [{ pattern: 'the needle' }]", None),
            ("unless: [{ pattern: 'absent' }]", Some(last)),
            ("require: [{ pattern: '\\d\\d', where: job }]", None),
        ] {
            assert_eq!(line_of(keys, &log), wanted, "{keys} in {lines} lines");
        }
    }
}
