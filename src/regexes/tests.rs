//! Twins find what their regexes find.

use proptest::prelude::*;

use regex::Regex;

use super::ascii::of_ascii;
use super::bytes::of_bytes;
use super::pattern::Pattern;

static PATTERNS: [Pattern; 7] = [
    Pattern::new(r"(?xi)^ \W* (?: errors? | \S+ \s ){0,3}? \b fail (?: ed )? \b # a word, [or] two"),
    Pattern::new(r"^[│┃a]?\s?[^✖\s]+ [✖❌x] (.*)$"),
    Pattern::new(r"é|^\s+at \S"),
    Pattern::new(r"[^\x00-a\W]b|\\b|[[:space:]&&[^\t]]x"),
    Pattern::new(r"\w+(?i:K\d)$"),
    Pattern::new(r"(?:^|[\s(])(?<path>[^\s:]+?):(?<line>\d+)\D"),
    Pattern::new(r"[^\S ]b|[✓✔]+ (x|b)"),
];

#[test]
fn classes_hold_no_more_than_ascii() {
    assert_eq!(of_ascii(r"^\d[\s\w]\S\\w[^\W]\bx"), r"^[0-9][\s0-9A-Za-z_]\S\\w[^[^0-9A-Za-z_]](?-u:\b)x");
    let digit = Pattern::new(r"^(\d)\S$");
    assert!(digit.captures("7x").is_some() && digit.captures("٧x").is_none());
}

#[test]
fn characters_as_their_bytes() {
    assert_eq!(of_bytes(r"^[✓x]é[\]\w]\[").as_deref(), Some(r"^(?:(?:\xE2\x9C\x93)|[x])(?:\xC3\xA9)[\]\w]\["));
    assert_eq!(of_bytes("[^✓]"), None);
    assert_eq!(of_bytes("[─-╿]"), None);
    let twins = PATTERNS.iter().filter(|pattern| pattern.twin().is_some());
    assert_eq!(twins.count(), 6);
    assert!(Pattern::new(r"\p{Lu}").is_match("aB"));
}

proptest! {
    #[test]
    fn it_finds_what_the_regex_finds(
        text in proptest::collection::vec(
            prop_oneof![
                Just("error "), Just("fail"), Just("failed"), Just(" "), Just("x"), Just("✖ "), Just("│"), Just("K7"), Just("a:12"), Just("("), Just("\\b"),
                Just("✓"), Just("é"), Just("\u{1}"), Just("🚀"), Just("\t"), Just("b"), Just("at x"), Just("_"), Just("\u{b}"), Just("\u{a0}"),
            ],
            0..8,
        )
    ) {
        let text = text.concat();
        for pattern in &PATTERNS {
            let regex = Regex::new(&of_ascii(pattern.source())).unwrap();
            prop_assert_eq!(pattern.is_match(&text), regex.is_match(&text));
            prop_assert_eq!(pattern.find(&text).map(|span| span.start()..span.end()), regex.find(&text).map(|found| found.range()));
            prop_assert_eq!(pattern.captures(&text).map(|found| found[0].to_owned()), regex.find(&text).map(|found| found.as_str().to_owned()));
            if text.is_ascii() {
                let known = Regex::new(pattern.source()).unwrap();
                prop_assert_eq!(regex.find(&text).map(|found| found.range()), known.find(&text).map(|found| found.range()));
            }
        }
    }
}
