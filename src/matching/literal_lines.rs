//! Literals looked for line by line. A line from whose middle cleaning takes something out is searched cleaned: a colour code may split a literal.

use super::literal_search::LiteralSearch;
use crate::log::{clean_onto, dirty_lines};

/// A set of literals, and the lines that hold them.
#[derive(Debug)]
pub struct LiteralLines {
    search: LiteralSearch,
}

/// Memory that one stretch of lines hands on to the next.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Where a literal stands, and which.
    hits: Vec<(usize, u32)>,
    /// Lines, cleaned, one after the other.
    cleaned: Vec<u8>,
    /// For each of them where it begins in `cleaned`, and where in the stretch.
    origins: Vec<(usize, usize)>,
}

impl LiteralLines {
    /// Of literals, each of at least [`LiteralSearch::LEAST`] bytes.
    pub fn new<'l>(literals: impl Iterator<Item = &'l [u8]> + Clone) -> Self {
        Self { search: LiteralSearch::new(literals) }
    }

    /// Searches a stretch of whole lines. Calls back, in their order, with each line that may hold literals (counted from 0) and with those literals
    /// and where they stand: every line that holds one once cleaned is among them. A place is a byte of the stretch; for a line that had to
    /// be cleaned, where the line begins.
    pub fn scan(&self, bytes: &[u8], scratch: &mut Scratch, mut found: impl FnMut(usize, &[(usize, u32)])) {
        let Scratch { hits, cleaned, origins } = scratch;
        hits.clear();
        self.search.scan(bytes, |start, literal| hits.push((start, literal)));
        cleaned.clear();
        origins.clear();
        dirty_lines(bytes, |line| {
            origins.push((cleaned.len(), line.start));
            clean_onto(&bytes[line], cleaned);
            cleaned.push(b'\n');
        });
        self.search.scan(cleaned, |start, literal| {
            let line = origins.partition_point(|(from, _)| *from <= start) - 1;
            hits.push((origins[line].1, literal));
        });
        hits.sort_unstable();
        let (mut line, mut from) = (0, 0);
        let mut rest = hits.as_slice();
        while let Some(&(start, _)) = rest.first() {
            line += memchr::memchr_iter(b'\n', &bytes[from..start]).count();
            let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |len| start + len);
            let (here, behind) = rest.split_at(rest.partition_point(|(start, _)| *start <= end));
            found(line, here);
            (from, rest) = (start, behind);
        }
    }
}
