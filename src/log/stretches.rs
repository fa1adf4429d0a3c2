//! Bytes that arrive in pieces, handed on as stretches of whole lines.

/// A line is cut here for all that read it: nothing of a line behind its first mebibyte is looked at.
pub(super) const LONGEST: usize = 1 << 20;

/// How much is read at a time.
pub(super) const CHUNK: usize = 256 << 10;

/// Cuts pieces into stretches.
#[derive(Debug, Default)]
pub(super) struct Stretcher {
    /// The start of a line whose end has not come yet.
    carry: Vec<u8>,
    /// Whether the rest of a line that was cut is still to come.
    skipping: bool,
    /// How many bytes came.
    seen: u64,
}

impl Stretcher {
    /// Takes a piece, and calls back with whole lines: where they begin in all that came, and their bytes, up to and with the last newline. A line that was cut
    /// comes alone, and without one.
    pub(super) fn push(&mut self, mut piece: &[u8], each: &mut dyn FnMut(u64, &[u8])) {
        while !piece.is_empty() {
            if self.skipping {
                let Some(len) = memchr::memchr(b'\n', piece) else {
                    self.seen += piece.len() as u64;
                    return;
                };
                self.skipping = false;
                self.seen += len as u64 + 1;
                piece = &piece[len + 1..];
            } else if self.carry.is_empty() {
                let len = memchr::memrchr(b'\n', piece).map_or(0, |last| last + 1);
                if len > 0 {
                    each(self.seen, &piece[..len]);
                }
                self.seen += piece.len() as u64;
                self.hold(&piece[len..], each);
                return;
            } else {
                let start = self.seen - self.carry.len() as u64;
                let Some(len) = memchr::memchr(b'\n', piece) else {
                    self.seen += piece.len() as u64;
                    self.hold(piece, each);
                    return;
                };
                self.carry.extend_from_slice(&piece[..=len]);
                self.seen += len as u64 + 1;
                each(start, &self.carry);
                self.carry.clear();
                piece = &piece[len + 1..];
            }
        }
    }

    /// Keeps the start of a line; of a very long one only what is looked at.
    fn hold(&mut self, piece: &[u8], each: &mut dyn FnMut(u64, &[u8])) {
        let start = self.seen - piece.len() as u64 - self.carry.len() as u64;
        self.carry.extend_from_slice(piece);
        if self.carry.len() >= LONGEST {
            each(start, &self.carry[..LONGEST]);
            self.carry.clear();
            self.skipping = true;
        }
    }

    /// Hands on the last line, if no newline ends it.
    pub(super) fn finish(self, each: &mut dyn FnMut(u64, &[u8])) {
        if !self.carry.is_empty() {
            each(self.seen - self.carry.len() as u64, &self.carry);
        }
    }
}

/// Cuts whole lines into stretches that stay in the processor's cache while they are looked at more than once.
pub(super) fn cut(mut lines: &[u8], each: &mut dyn FnMut(&[u8])) {
    const STRETCH: usize = 64 << 10;
    while !lines.is_empty() {
        let near = lines.len().min(STRETCH);
        let len = memchr::memrchr(b'\n', &lines[..near])
            .or_else(|| memchr::memchr(b'\n', &lines[near..]).map(|len| near + len))
            .map_or(lines.len(), |newline| newline + 1);
        each(&lines[..len]);
        lines = &lines[len..];
    }
}

/// How many lines a stretch has.
pub(super) fn count(stretch: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', stretch).count() + usize::from(stretch.last().is_some_and(|byte| *byte != b'\n'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LONGEST, Stretcher, count};

    fn lines(pieces: &[&[u8]]) -> Vec<(u64, Vec<u8>)> {
        let mut found = Vec::new();
        let mut each = |start: u64, stretch: &[u8]| {
            let mut at = start;
            for line in stretch.split_inclusive(|byte| *byte == b'\n') {
                found.push((at, line.strip_suffix(b"\n").unwrap_or(line).to_vec()));
                at += line.len() as u64;
            }
        };
        let mut stretcher = Stretcher::default();
        for piece in pieces {
            stretcher.push(piece, &mut each);
        }
        stretcher.finish(&mut each);
        found
    }

    #[test]
    fn a_very_long_line_is_cut() {
        let long = vec![b'x'; LONGEST + 70_000];
        let text = [&b"a\n"[..], &long, b"\nb\n", &long].concat();
        for size in [1_000, 65_536, 5_000_000] {
            let found = lines(&text.chunks(size).collect::<Vec<_>>());
            let shapes: Vec<_> = found.iter().map(|(start, line)| (*start, line[..LONGEST.min(line.len())].len())).collect();
            let second = 2 + long.len() as u64 + 1;
            assert_eq!(shapes, [(0, 1), (2, LONGEST), (second, 1), (second + 2, LONGEST)], "{size}");
        }
    }

    proptest! {
        #[test]
        fn lines_are_the_same_wherever_pieces_end(text in "[ab\n]{0,200}", size in 1..50_usize) {
            let pieces: Vec<&[u8]> = text.as_bytes().chunks(size).collect();
            let found: Vec<_> = lines(&pieces).into_iter().map(|(_, line)| String::from_utf8_lossy(&line).into_owned()).collect();
            prop_assert_eq!(&found, &text.strip_suffix('\n').unwrap_or(&text).split('\n').filter(|_| !text.is_empty()).collect::<Vec<_>>());
            prop_assert_eq!(count(text.as_bytes()), found.len());
        }
    }
}
