//! One raw line to the text a person sees, with a map from each position of the text back to the raw bytes.
//!
//! Taken away: byte order marks (GitHub's files carry one at the start and may carry one again every 2 MiB; `gh` keeps it in mid-line), the runner's
//! time stamp, ANSI escapes (also those spelled `^[[31m`, and those whose escape byte a copy lost: `[31m`), carriage returns and other control characters.

use std::borrow::Cow;

use super::stamp::stamp_len;

/// A cleaned line.
#[derive(Debug, PartialEq, Eq)]
pub struct Clean<'a> {
    /// What is left. Invalid UTF-8 became U+FFFD.
    pub text: Cow<'a, str>,
    /// Where each kept stretch begins: (byte in `text`, byte in the raw line), ascending.
    spans: Vec<(usize, usize)>,
}

impl Clean<'_> {
    /// The raw byte behind a byte of `text`.
    pub fn raw_offset(&self, clean: usize) -> usize {
        let at = self.spans.partition_point(|&(start, _)| start <= clean);
        match at.checked_sub(1).and_then(|i| self.spans.get(i)) {
            Some(&(start, raw)) => raw + (clean - start),
            None => clean,
        }
    }
}

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A raw line without the marks and the time stamp before it.
pub fn opening(raw: &[u8]) -> &[u8] {
    let raw = unmarked(raw);
    unmarked(&raw[stamp_len(raw)..])
}

fn unmarked(mut raw: &[u8]) -> &[u8] {
    while let Some(rest) = raw.strip_prefix(BOM) {
        raw = rest;
    }
    raw
}

/// The same without the returns behind it.
fn body(raw: &[u8]) -> &[u8] {
    unreturned(opening(raw))
}

fn unreturned(body: &[u8]) -> &[u8] {
    let end = body.len() - body.iter().rev().take_while(|&&byte| byte == b'\r').count();
    &body[..end]
}

/// Cleans a raw line (without its newline).
pub fn clean(raw: &[u8]) -> Clean<'_> {
    let opening = opening(raw);
    let (start, body) = (raw.len() - opening.len(), unreturned(opening));
    if let Some(text) = as_it_is(body) {
        return Clean { text: Cow::Borrowed(text), spans: vec![(0, start)] };
    }
    let mut text = String::with_capacity(body.len());
    let mut spans = Vec::new();
    each_kept(body, |from, kept| push_lossy(&mut text, &mut spans, kept, start + from));
    Clean { text: Cow::Owned(text), spans }
}

/// The text of a cleaned line, without the way back.
pub(super) fn clean_text(raw: &[u8]) -> Cow<'_, str> {
    as_it_is(body(raw)).map_or_else(|| Cow::Owned(clean(raw).text.into_owned()), Cow::Borrowed)
}

/// A body from which nothing is to be taken out.
fn as_it_is(body: &[u8]) -> Option<&str> {
    std::str::from_utf8(body).ok().filter(|_| !needs_work(body))
}

/// Appends the bytes of a cleaned line to others: of what is UTF-8 the same as [`clean`] leaves.
pub fn clean_onto(raw: &[u8], cleaned: &mut Vec<u8>) {
    each_kept(body(raw), |_, kept| cleaned.extend_from_slice(kept));
}

/// Calls back with each stretch that is kept, and where it begins.
fn each_kept(body: &[u8], mut kept: impl FnMut(usize, &[u8])) {
    let mut at = 0;
    while at < body.len() {
        let skip = skip_len(&body[at..]);
        if skip > 0 {
            at += skip;
            continue;
        }
        let from = at;
        at += 1;
        while at < body.len() && (!STARTS[usize::from(body[at])] || skip_len(&body[at..]) == 0) {
            at += 1;
        }
        kept(from, &body[from..at]);
    }
}

/// The bytes that something to be taken out may begin with.
const STARTS: [bool; 256] = {
    let mut starts = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        starts[byte] = true;
        byte += 1;
    }
    starts[0x7F] = true;
    starts[0xC2] = true;
    starts[0xEF] = true;
    starts[b'^' as usize] = true;
    starts[b'[' as usize] = true;
    starts
};

/// Appends bytes as text; every replaced byte sequence starts a new span, because its length changes.
fn push_lossy(text: &mut String, spans: &mut Vec<(usize, usize)>, mut bytes: &[u8], mut raw: usize) {
    loop {
        spans.push((text.len(), raw));
        match std::str::from_utf8(bytes) {
            Ok(valid) => return text.push_str(valid),
            Err(error) => {
                let valid = error.valid_up_to();
                text.push_str(&String::from_utf8_lossy(&bytes[..valid]));
                if valid > 0 {
                    spans.push((text.len(), raw + valid));
                }
                text.push('\u{FFFD}');
                let bad = error.error_len().unwrap_or(bytes.len() - valid);
                raw += valid + bad;
                bytes = &bytes[valid + bad..];
                if bytes.is_empty() {
                    return;
                }
            }
        }
    }
}

/// Whether a body may hold anything to take out. `[` is only of interest where `m` follows its digits; most lines have neither.
fn needs_work(body: &[u8]) -> bool {
    let control = body.iter().fold(false, |any, &byte| any | is_control(byte));
    if control || body.is_ascii() {
        let escape = |at| skip_len(&body[at..]) > 0 || at > 0 && body[at - 1] == b'^' && skip_len(&body[at - 1..]) > 0;
        return control || memchr::memchr_iter(b'[', body).any(escape);
    }
    memchr::memchr2_iter(b'[', 0xC2, body)
        .any(|at| skip_len(&body[at..]) > 0 || at > 0 && body[at - 1] == b'^' && skip_len(&body[at - 1..]) > 0)
        || memchr::memmem::find(body, BOM).is_some()
}

/// Without branches: the compiler makes vectors of it.
#[expect(clippy::needless_bitwise_bool, reason = "no branches: vectors")]
fn is_control(byte: u8) -> bool {
    (byte < b' ') & (byte != b'\t') | (byte == 0x7F)
}

/// How many bytes at the start are to be taken out; 0 for ordinary text.
fn skip_len(bytes: &[u8]) -> usize {
    match bytes {
        [0x1B, b'[', rest @ ..] => 2 + csi_len(rest),
        [0x1B, b']', rest @ ..] => 2 + osc_len(rest),
        [0x1B, 0x20..=0x2F, _, ..] => 3,
        [0x1B, 0x30..=0x7E, ..] => 2,
        [0xC2, 0x9B, rest @ ..] => 2 + csi_len(rest),
        [0xEF, 0xBB, 0xBF, ..] => 3,
        [b'^', b'[', b'[', rest @ ..] => sgr_len(rest).map_or(0, |len| 3 + len),
        [b'[', rest @ ..] => sgr_len(rest).filter(|&len| !is_duration(&rest[len..])).map_or(0, |len| 1 + len),
        [b'\t', ..] => 0,
        [0x00..=0x1F | 0x7F, ..] => 1,
        // The other C1 controls, as UTF-8.
        [0xC2, 0x80..=0x9F, ..] => 2,
        _ => 0,
    }
}

/// A control sequence after its introducer: parameters, intermediates, one final byte. What is not one ends where it breaks off.
fn csi_len(rest: &[u8]) -> usize {
    let body = rest.iter().take_while(|byte| matches!(byte, 0x20..=0x3F)).count();
    body + usize::from(matches!(rest.get(body), Some(0x40..=0x7E)))
}

/// An operating system command (titles, hyperlinks): up to BEL or ESC \; unterminated, only its introducer goes, so that no text is lost.
fn osc_len(rest: &[u8]) -> usize {
    match memchr::memchr2(0x07, 0x1B, rest) {
        Some(at) if rest[at] == 0x07 => at + 1,
        Some(at) if rest.get(at + 1) == Some(&b'\\') => at + 2,
        _ => 0,
    }
}

/// `31;1m` after a bracket whose escape byte is spelled, or gone.
fn sgr_len(rest: &[u8]) -> Option<usize> {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
    if digits == 0 || digits > 19 || rest[0] == b';' || rest.get(digits) != Some(&b'm') {
        return None;
    }
    Some(digits + 1)
}

/// What follows `[5m`: `[5m]`, `[10ms]` and `[2m 30s]` are durations, and stay.
fn is_duration(tail: &[u8]) -> bool {
    let word = tail.iter().take(8).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b' ').count();
    tail.get(word) == Some(&b']')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{clean, clean_onto};

    fn text(raw: &str) -> String {
        clean(raw.as_bytes()).text.into_owned()
    }

    #[test]
    fn takes_away_what_a_person_does_not_see() {
        assert_eq!(text("\u{FEFF}2026-02-01T15:04:05.1234567Z hello"), "hello");
        assert_eq!(text("2026-02-01T15:04:05.1234567Z \u{FEFF}hello\r"), "hello");
        assert_eq!(text("2026-02-01T15:04:05.1234567Z"), "");
        assert_eq!(text("\u{1b}[31mEr\u{1b}[0mror: x"), "Error: x");
        assert_eq!(text("^[[31mError^[[0m: x"), "Error: x");
        assert_eq!(text("[^[[31merror^[[39m] x"), "[error] x");
        assert_eq!(text("[31;1mError[0m: x"), "Error: x");
        assert_eq!(text("rate(x[5m]) [10ms] [2m 30s] a[1]"), "rate(x[5m]) [10ms] [2m 30s] a[1]");
        assert_eq!(text("\u{1b}]8;;https://x.test\u{7}link\u{1b}]8;;\u{7}"), "link");
        assert_eq!(text("\u{1b}]0;never ended"), "0;never ended");
        assert_eq!(text("a\u{9b}31mb\0c\td"), "abc\td");
    }

    #[test]
    fn invalid_utf8_is_replaced_and_mapped() {
        let line = clean(b"ab\xFF\xFEcd");
        assert_eq!(line.text, "ab\u{FFFD}\u{FFFD}cd");
        assert_eq!(line.raw_offset(line.text.find('c').unwrap_or(0)), 4);
    }

    proptest! {
        #[test]
        fn every_kept_byte_maps_to_itself(raw in proptest::collection::vec(any::<u8>(), 0..200)) {
            let raw: Vec<u8> = raw.into_iter().filter(|byte| *byte != b'\n').collect();
            let line = clean(&raw);
            for (at, byte) in line.text.bytes().enumerate() {
                if byte.is_ascii() {
                    prop_assert_eq!(raw[line.raw_offset(at)], byte);
                }
            }
            prop_assert!(!line.text.chars().any(|c| c.is_control() && c != '\t'));
        }

        #[test]
        fn bytes_are_cleaned_like_text(raw in "[a\\x1b\\[\\]m1;^é\\x07\\x7F\\u{9b}\\u{feff}\\\\ \\t\\r]{0,40}") {
            let mut bytes = Vec::new();
            clean_onto(raw.as_bytes(), &mut bytes);
            prop_assert_eq!(String::from_utf8_lossy(&bytes), text(&raw));
        }

        #[test]
        fn plain_text_is_kept_whole(raw in "[a-zA-Z ]{0,40}") {
            prop_assert_eq!(text(&raw), raw);
        }
    }
}
