//! Lines that cleaning would take something out of the middle of: a literal may be split there. Looked for at memory speed, so that all the others
//! can be searched as they are.

use std::ops::Range;

const BLOCK: usize = 64;

/// Calls back with each line, without its newline, that may hold something to take out behind its time stamp: control characters, escape
/// sequences, byte order marks. All that do are among them; few others.
pub fn dirty_lines(text: &[u8], mut found: impl FnMut(Range<usize>)) {
    let mut from = 0;
    while let Some(at) = suspect_from(text, from) {
        let start = memchr::memrchr(b'\n', &text[..at]).map_or(0, |newline| newline + 1);
        let end = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |len| at + len);
        found(start..end);
        from = end + 1;
    }
}

/// Whether a byte, seen with the one before it, may belong to something to take out. A return is judged with the byte behind it.
fn suspect(before: u8, byte: u8) -> bool {
    suspect_ascii(before, byte) | suspect_high(before, byte)
}

/// Without branches: the compiler makes vectors of it.
#[inline]
#[expect(clippy::needless_bitwise_bool, reason = "no branches: vectors")]
fn suspect_ascii(before: u8, byte: u8) -> bool {
    let control = (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7F);
    let bare_return = (before == b'\r') & (byte != b'\n');
    let colour = (byte == b'm') & (before & 0xF0 == 0x30);
    control | bare_return | colour
}

/// C1 controls and byte order marks, by their last bytes.
#[inline]
#[expect(clippy::needless_bitwise_bool, reason = "no branches: vectors")]
fn suspect_high(before: u8, byte: u8) -> bool {
    (before == 0xC2) & (byte < 0xA0) | (before == 0xBB) & (byte == 0xBF)
}

fn suspect_from(text: &[u8], from: usize) -> Option<usize> {
    let first = *text.get(from)?;
    if suspect(b'\n', first) {
        return Some(from);
    }
    let mut at = from + 1;
    while at < text.len() {
        let end = (at + BLOCK).min(text.len());
        let (before, bytes) = (&text[at - 1..end - 1], &text[at..end]);
        let any = match (before.first_chunk::<BLOCK>(), bytes.first_chunk::<BLOCK>()) {
            (Some(before), Some(bytes)) => any_suspect(before, bytes),
            _ => true,
        };
        if any && let Some(place) = place(text, from, at..end) {
            return Some(place);
        }
        at = end;
    }
    None
}

#[inline]
fn any_suspect(before: &[u8; BLOCK], bytes: &[u8; BLOCK]) -> bool {
    let (mut any, mut high) = (0_u8, 0_u8);
    for (before, byte) in before.iter().zip(bytes) {
        any |= u8::from(suspect_ascii(*before, *byte));
        high |= *byte;
    }
    any != 0 || high >= 0x80 && before.iter().zip(bytes).any(|(before, byte)| suspect_high(*before, *byte))
}

/// The first suspect of a block; of a block within one line, any.
fn place(text: &[u8], from: usize, block: Range<usize>) -> Option<usize> {
    if let Some(len) = memchr::memchr(0x1B, &text[block.clone()])
        && memchr::memchr(b'\n', &text[block.start..block.start + len]).is_none()
    {
        return Some(block.start + len);
    }
    block.clone().find(|&place| suspect(text[place - 1], text[place]) && is_dirty(text, from, place))
}

/// An `m` behind digits ends an escape only where a bracket opens one; the escape byte itself may have been lost.
fn is_dirty(text: &[u8], from: usize, place: usize) -> bool {
    text[place] != b'm' || {
        let head = &text[from..place];
        let digits = head.iter().rev().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
        text[place - 1] == b'\r' || head.len() > digits && head[head.len() - digits - 1] == b'['
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::dirty_lines;
    use crate::log::clean;

    fn dirty(text: &[u8]) -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        dirty_lines(text, |line| found.push(text[line].to_vec()));
        found
    }

    #[test]
    fn plain_lines_are_left_out() {
        let plain = "2026-02-01T15:04:05.1234567Z built in 5m\r\n✓ naïve [ 10%] a[1] 12m tab\there\r\n".repeat(5);
        assert_eq!(dirty(plain.as_bytes()), [] as [Vec<u8>; 0]);
        let text = format!("{plain}a\u{1b}[31mb\n{plain}x\ry\n[31mz\n{plain}\u{FEFF}w\n{plain}nul\0");
        let found = dirty(text.as_bytes());
        assert_eq!(found, [&b"a\x1b[31mb"[..], b"x\ry", b"[31mz", b"\xEF\xBB\xBFw", b"nul\0"]);
    }

    proptest! {
        /// What is not reported is the same cleaned and raw, but for stamp, mark and returns at its ends.
        #[test]
        fn all_that_hold_something_are_found(
            text in proptest::collection::vec(
                prop_oneof![
                    Just(&b"\n"[..]), Just(&b"\r\n"[..]), Just(&b"\r"[..]), Just(&b"\x1b[1;31m"[..]), Just(&b"[0m"[..]), Just(&b"^[[3m"[..]),
                    Just(&b"\xC2\x9B1m"[..]), Just(&b"\xEF\xBB\xBF"[..]), Just(&b"5m"[..]), Just(&b"some plain text that is longer"[..]), Just(&b"\x7F"[..]),
                    Just(&b"\xC2"[..]), Just(&b"\x9B"[..]), Just(&b"\xEF"[..]), Just(&b"\0"[..]), Just(&b"2026-02-01T15:04:05.1234567Z "[..]), Just(&b"\xC3\xA9"[..]),
                ],
                0..40,
            )
        ) {
            let text = text.concat();
            let found = dirty(&text);
            for line in text.split(|byte| *byte == b'\n').filter(|line| !found.iter().any(|known| known == line)) {
                let cleaned = clean(line);
                let body = String::from_utf8_lossy(line).trim_end_matches('\r').to_owned();
                prop_assert!(body.ends_with(cleaned.text.as_ref()), "{:?} became {:?}", line, cleaned.text);
            }
        }
    }
}
