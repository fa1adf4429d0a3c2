//! The time stamp that the runner puts before every line: .NET's round-trip format in UTC, seven digits of a second and one space
//! (actions/runner `Logging.cs`). Other digits are accepted, since copies of logs have them.

use chrono::{DateTime, NaiveDate, Utc};

/// The shape that the runner prints, with the space after it: each byte is at least so much, and so much more at most.
const USUAL: [u8; 29] = *b"0000-00-00T00:00:00.0000000Z ";

/// Whether a line begins as nearly all do. Without branches: the compiler makes vectors of it.
fn is_usual(start: &[u8; 29]) -> bool {
    let strays = start.iter().zip(&USUAL).map(|(byte, least)| byte.wrapping_sub(*least) > if *least == b'0' { 9 } else { 0 });
    !strays.fold(false, |any, stray| any | stray)
}

/// The shape of all that are accepted, up to the fraction of a second: `d` is a digit.
const SHAPE: &[u8; 19] = b"dddd-dd-ddTdd:dd:dd";

/// The length of a time stamp at the start of a line with the space after it; 0 if there is none.
pub(super) fn stamp_len(line: &[u8]) -> usize {
    if line.first_chunk().is_some_and(is_usual) {
        return USUAL.len();
    }
    let fits = line.len() > SHAPE.len()
        && SHAPE.iter().zip(line).all(|(shape, byte)| if *shape == b'd' { byte.is_ascii_digit() } else { shape == byte });
    if !fits {
        return 0;
    }
    let mut at = SHAPE.len();
    if line[at] == b'.' {
        at += 1 + line[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    }
    if line.get(at) != Some(&b'Z') {
        return 0;
    }
    match line.get(at + 1) {
        None | Some(b'\r') => at + 1,
        Some(b' ') => at + 2,
        Some(_) => 0,
    }
}

/// The time a line was written.
pub fn stamp(line: &[u8]) -> Option<DateTime<Utc>> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    if stamp_len(line) == 0 {
        return None;
    }
    let number = |from: usize, len: usize| line[from..from + len].iter().fold(0u32, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let fraction: Vec<u8> =
        if line[19] == b'.' { line[20..].iter().copied().take_while(u8::is_ascii_digit).take(9).collect() } else { Vec::new() };
    let nanos = (0..9).fold(0u32, |sum, i| sum * 10 + fraction.get(i).map_or(0, |digit| u32::from(digit - b'0')));
    let year = i32::try_from(number(0, 4)).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(5, 2), number(8, 2))?;
    Some(date.and_hms_nano_opt(number(11, 2), number(14, 2), number(17, 2), nanos)?.and_utc())
}

#[cfg(test)]
mod tests {
    use super::{stamp, stamp_len};

    #[test]
    fn reads_the_runners_format_and_nothing_else() {
        assert_eq!(stamp_len(b"2026-02-01T15:04:05.1234567Z hello"), 29);
        assert_eq!(stamp_len(b"2026-02-01T15:04:05Z hello"), 21);
        assert_eq!(stamp_len(b"2026-02-01T15:04:05.1234567Z"), 28);
        assert_eq!(stamp_len(b"2026-02-01T15:04:05.123+01:00 hello"), 0);
        assert_eq!(stamp_len(b"2026-02-01 15:04:05.123Z hello"), 0);
        assert_eq!(stamp_len(b"hello"), 0);
        let time = stamp(b"2026-02-01T15:04:05.1234567Z hello").map(|time| time.to_rfc3339());
        assert_eq!(time.as_deref(), Some("2026-02-01T15:04:05.123456700+00:00"));
        assert_eq!(stamp(b"2026-13-01T15:04:05.1234567Z hello"), None);
    }
}
