//! Where the lines of a file begin, and which of them the runner may have marked: noted once, while the file is first read.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::stretches::count;

/// A tag of the runner stands near the start of its line, behind a time stamp, perhaps behind what `gh` puts before that.
const TAG_WITHIN: usize = 1024;

/// The first is a tag, the others may end the steps.
const MARKS: [&str; 3] = ["##[", "Post job cleanup.", "Cleaning up orphan processes"];

/// Three literals of ASCII make an automaton; were it not so, the steps of a log would not be known.
static SEARCH: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(MARKS).ok());

/// Short lines are marked each so many.
const SHORT: usize = 64;

/// The index of a file. Lines count from 0.
#[derive(Debug, Default)]
pub(super) struct Index {
    lines: usize,
    /// Some lines and where they begin, ascending: the first, and others so far apart as the file's store wants.
    marks: Vec<(u32, u64)>,
    /// Lines that may carry a tag, `##[…`.
    tagged: Vec<u32>,
    /// Lines that may end the steps: `Post job cleanup.` and its like.
    ends: Vec<u32>,
}

impl Index {
    /// Takes in a stretch of whole lines that begins at a byte of the file. Marks are so many bytes apart, and the rest of a
    /// line; nearer where lines are short.
    pub(super) fn add(&mut self, start: u64, stretch: &[u8], apart: u64) {
        self.note(stretch);
        self.mark(start, stretch, apart);
    }

    /// Notes the lines near whose start something stands.
    fn note(&mut self, stretch: &[u8]) {
        let (mut line, mut start, mut from) = (self.lines, 0, 0);
        for found in SEARCH.iter().flat_map(|search| search.find_iter(stretch)) {
            if let Some(newline) = memchr::memrchr(b'\n', &stretch[from..found.start()]) {
                line += count(&stretch[from..=from + newline]);
                start = from + newline + 1;
            }
            from = found.start();
            let noted = if found.pattern().as_usize() == 0 { &mut self.tagged } else { &mut self.ends };
            let line = narrow(line);
            if from - start <= TAG_WITHIN && noted.last() != Some(&line) {
                noted.push(line);
            }
        }
    }

    fn mark(&mut self, start: u64, stretch: &[u8], apart: u64) {
        let mut at = 0;
        while at < stretch.len() {
            let begins = start + at as u64;
            let due = self.marks.last().map_or(begins, |(_, byte)| byte + apart);
            if begins >= due {
                self.marks.push((narrow(self.lines), begins));
            }
            let near = at.max(usize::try_from(due.max(begins + 1) - start).unwrap_or(usize::MAX) - 1);
            let newline = stretch.get(near..).and_then(|rest| memchr::memchr(b'\n', rest));
            let end = newline.map_or(stretch.len(), |len| near + len + 1);
            let lines = count(&stretch[at..end]);
            if lines > SHORT {
                let every = memchr::memchr_iter(b'\n', &stretch[at..end - 1]).skip(SHORT - 1).step_by(SHORT).zip(1..);
                self.marks.extend(every.map(|(newline, nth)| (narrow(self.lines + nth * SHORT), begins + newline as u64 + 1)));
            }
            self.lines += lines;
            at = end;
        }
    }

    pub(super) fn lines(&self) -> usize {
        self.lines
    }

    /// The mark at or before a line, by its place among marks; the line and the byte.
    pub(super) fn mark_before(&self, line: usize) -> (usize, usize, u64) {
        let at = self.marks.partition_point(|(marked, _)| *marked as usize <= line).saturating_sub(1);
        let (line, byte) = self.marks.get(at).copied().unwrap_or_default();
        (at, line as usize, byte)
    }

    /// The same, where it is likely the one at a place, or the next.
    pub(super) fn mark_near(&self, line: usize, likely: usize) -> (usize, usize, u64) {
        for at in [likely, likely + 1] {
            if let Some(&(first, byte)) = self.marks.get(at)
                && first as usize <= line
                && self.marks.get(at + 1).is_none_or(|(next, _)| *next as usize > line)
            {
                return (at, first as usize, byte);
            }
        }
        self.mark_before(line)
    }

    /// A mark by its place.
    pub(super) fn mark_at(&self, at: usize) -> Option<(usize, u64)> {
        self.marks.get(at).map(|&(line, byte)| (line as usize, byte))
    }

    /// Lines from one on that may carry a tag.
    pub(super) fn tagged_from(&self, line: usize) -> &[u32] {
        &self.tagged[self.tagged.partition_point(|tagged| (*tagged as usize) < line)..]
    }

    /// Lines from one on that may end the steps.
    pub(super) fn ends_from(&self, line: usize) -> &[u32] {
        &self.ends[self.ends.partition_point(|end| (*end as usize) < line)..]
    }
}

/// Lines fit: larger files are refused.
fn narrow(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}
