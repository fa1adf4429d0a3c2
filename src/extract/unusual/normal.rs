//! Lines without what changes from run to run, to tell what is usual.

use std::collections::HashSet;

use crate::log::JobLog;

/// The lines that a job prints on good days.
#[derive(Clone, Debug, Default)]
pub struct Usual {
    lines: HashSet<u64>,
}

impl Usual {
    /// The lines of a green log of the same job.
    pub fn of(log: &JobLog) -> Self {
        let mut usual = Self::default();
        usual.extend((0..log.len()).map(|at| log.text(at)));
        usual
    }

    /// Adds lines.
    pub fn extend<T: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = T>) {
        self.lines.extend(lines.into_iter().map(|line| key(line.as_ref())));
    }

    /// Whether a line is one of them.
    pub fn holds(&self, line: &str) -> bool {
        !self.lines.is_empty() && self.lines.contains(&key(line))
    }
}

/// Equal for lines that differ in numbers, hashes, times, temporary names and white space only.
pub(super) fn key(line: &str) -> u64 {
    let mut hash = Fnv::default();
    for word in line.split_ascii_whitespace() {
        for part in word.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            let letters = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            if changes(letters) {
                hash.add(b"0");
                hash.add(&part.as_bytes()[letters.len()..]);
            } else {
                hash.add(part.as_bytes());
            }
        }
        hash.add(b" ");
    }
    hash.0
}

/// FNV-1a: short pieces, and no need to withstand anybody.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Takes in a piece and its end.
    fn add(&mut self, piece: &[u8]) {
        for byte in piece.iter().chain([&0xFF]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// The longest piece that stands in every line of the same [`key`] whose words are as far apart.
pub(super) fn constant(line: &str) -> &str {
    let line = line.trim_ascii();
    let (mut start, mut end) = (0, 0);
    let mut longest = "";
    for part in line.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let letters = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        if changes(letters) {
            longest = longer(longest, line[start..end].trim_ascii());
            start = end + letters.len();
        }
        end += part.len();
    }
    longer(longest, line[start..end].trim_ascii())
}

fn longer<'l>(one: &'l str, other: &'l str) -> &'l str {
    if other.len() > one.len() { other } else { one }
}

/// Whether a word is a number, a hash, or a name drawn by lot.
fn changes(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && (digits * 2 >= word.len() || word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_hexdigit()) || word.len() >= 16)
}

#[cfg(test)]
mod tests {
    use super::{Usual, constant, key};

    #[test]
    fn what_changes_from_run_to_run_does_not_count() {
        assert_eq!(key("took 3.21s in /tmp/tmp.8f30b3499d56  at 10:11:12"), key("took 14.50s in /tmp/tmp.00c1d2e3f4a5 at 09:00:59"));
        assert_ne!(key("error: no such table users"), key("error: no such table orders"));
        let mut usual = Usual::default();
        usual.extend(["warning: 12 files skipped"]);
        assert!(usual.holds("warning: 7 files skipped") && !usual.holds("warning: 7 files lost"));
    }

    #[test]
    fn what_is_constant_stands_in_the_lines_of_the_key() {
        assert_eq!(constant("took 3.21s: /tmp/tmp.8f30b3499d56/retrying-it at 404"), "/retrying-it at");
        assert_eq!(constant("  12 : 4s a1b2c3d4 ab"), "ab");
        assert_eq!(constant("❌ 12"), "❌");
    }
}
