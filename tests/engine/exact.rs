//! On generated logs: literals split by escapes, marks and returns inside of lines, bytes that are no text, long lines.

use proptest::collection::vec;
use proptest::prelude::*;
use triage::log::read_text;
use triage::matching::Matcher;

use super::naive::{self, Naive};

/// Literals of every length that the engine treats apart, alternatives, classes, groups, anchors.
const PATTERNS: [&[&str]; 9] = [
    &["no space left on device"],
    &[r"^Error: (?:error )?statfs (?<name>[^:]+): no such", r"statfs .* denied"],
    &["(?:E401|E403)", "unauthorized"],
    &[r"\bOOM\b"],
    &[r"ab[cd]\d+", r"exit (?:status|code) \d+$"],
    &[r"(?i)timed out"],
    &[r"naïve [✓✘]"],
    &[r"(?<name>\S+)\s+failed$"],
    &["aaaaaaa"],
];

const EXTRACTORS: &[&[&str]] = &[&["FAIL", "no space left"], &["✘ naïve"], &["test result: FAILED."]];

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let words = [
        "no space left on device",
        "Error: statfs ",
        "Error: error statfs ",
        "/a/b",
        ": no such",
        " denied",
        "E401",
        "E403",
        "unauthorized",
        "OOM",
        "abc1",
        "abd22",
        "exit code 2",
        "exit status 1",
        "Timed Out",
        "timed out",
        "naïve ✓",
        "✘ naïve",
        "x failed",
        "aaaaaaaaaaaaaaa",
        "FAIL",
        "test result: FAILED.",
        " ",
        "\t",
        "##[error]",
        "##[group]Run x",
        "##[endgroup]",
        "shell: bash",
        "[ 45%]",
        "5m30s",
        "é",
    ];
    let noise: [&[u8]; 16] = [
        b"\x1b[31m",
        b"\x1b[0m",
        b"\x1b]8;;https://a.test\x07",
        b"\x1b",
        b"^[[1m",
        b"[0m",
        b"[22;39m",
        b"\xEF\xBB\xBF",
        b"\r",
        b"\0",
        b"\x7F",
        b"\x08",
        b"\xC2\x9B1m",
        b"\xFF",
        b"\xC2",
        b"\xF0\x9F",
    ];
    prop_oneof![
        6 => proptest::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        // A word with something in the middle of it.
        4 => (proptest::sample::select(words.to_vec()), proptest::sample::select(noise.to_vec()), any::<prop::sample::Index>()).prop_map(|(word, noise, at)| {
            let at = at.index(word.len() + 1);
            [&word.as_bytes()[..at], noise, &word.as_bytes()[at..]].concat()
        }),
        2 => proptest::sample::select(noise.to_vec()).prop_map(<[u8]>::to_vec),
        1 => (0..3_000_usize).prop_map(|len| vec![b'z'; len]),
    ]
}

fn line() -> impl Strategy<Value = Vec<u8>> {
    let stamp = prop_oneof![3 => Just(&b"2026-02-01T15:04:05.1234567Z "[..]), 1 => Just(&b""[..]), 1 => Just(&b"\xEF\xBB\xBF2026-02-01T15:04:05.1234567Z "[..])];
    let end = prop_oneof![3 => Just(&b"\n"[..]), 1 => Just(&b"\r\n"[..])];
    (stamp, vec(piece(), 0..6), end).prop_map(|(stamp, pieces, end)| [stamp, &pieces.concat(), end].concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_engine_finds_what_a_naive_loop_finds(lines in vec(line(), 1..60), last in vec(piece(), 0..3)) {
        let text = [lines.concat(), last.concat()].concat();
        prop_assume!(text.iter().any(|byte| *byte > b' '));
        let catalog = naive::catalog(&PATTERNS);
        let (matcher, naive) = (Matcher::new(&catalog, EXTRACTORS), Naive::new(&catalog));
        let Ok(logs) = read_text("job", text) else { return Ok(()) };
        for log in &logs {
            let (found, wanted) = (matcher.scan(log), naive.scan(EXTRACTORS, log));
            prop_assert_eq!(found.hits, wanted.hits);
            prop_assert_eq!(found.marked, wanted.marked);
        }
    }

    /// Saved by `gh`, whose prefix stands before every line.
    #[test]
    fn also_behind_the_prefixes_of_gh(lines in vec((0..2_usize, 0..2_usize, line()), 1..40)) {
        let mut text = b"job 0\tstep 0\t2026-02-01T15:04:05.1234567Z begins\n".to_vec();
        for (job, step, line) in lines {
            if line.starts_with(b"2026") {
                text.extend(format!("job {job}\tstep {step}\t").into_bytes());
            }
            text.extend(line);
        }
        let catalog = naive::catalog(&PATTERNS);
        let (matcher, naive) = (Matcher::new(&catalog, EXTRACTORS), Naive::new(&catalog));
        let Ok(logs) = read_text("saved", text) else { return Ok(()) };
        for log in &logs {
            let (found, wanted) = (matcher.scan(log), naive.scan(EXTRACTORS, log));
            prop_assert_eq!(found.hits, wanted.hits);
            prop_assert_eq!(found.marked, wanted.marked);
        }
    }
}
