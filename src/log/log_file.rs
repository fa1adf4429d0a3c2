//! A file of a log, and its lines. Small ones are held in memory; of large ones only an index is, and lines are read where they lie.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::buffers::Buffer;
use super::index::Index;
use super::positioned::Source;
use super::stretches::{CHUNK, LONGEST, Stretcher, count, cut};

/// Files of this size or less are held in memory.
pub(super) const IN_MEMORY: u64 = 16 << 20;
/// How many bytes marks are apart, in memory and elsewhere.
const NEAR: u64 = 4 << 10;
const FAR: u64 = 16 << 10;
/// Of a file in memory of which more lines are asked for, it is noted where lines begin.
const SELDOM: usize = 500;

/// A file that lines were read from.
#[derive(Debug)]
pub(super) struct LogFile {
    /// Its name in the archive or on the command line.
    pub(super) name: String,
    held: Held,
    index: Index,
    /// The mark before the line that was read last: lines are mostly read in order.
    last: AtomicUsize,
    asked: AtomicUsize,
    starts: OnceLock<Starts>,
}

/// Where every so many lines one begins.
#[derive(Debug)]
struct Starts {
    every: usize,
    bytes: Vec<u32>,
}

impl Starts {
    fn of(bytes: &[u8], lines: usize) -> Self {
        // Fewer where lines are so short on average that nobody wrote them to be read.
        let every = if lines * 16 > bytes.len() { 64 } else { 4 };
        let mut starts = Vec::with_capacity(lines / every + 1);
        starts.push(0);
        let ends = memchr::memchr_iter(b'\n', bytes).skip(every - 1).step_by(every);
        starts.extend(ends.map(|end| u32::try_from(end + 1).unwrap_or(u32::MAX)));
        Self { every, bytes: starts }
    }
}

#[derive(Debug)]
enum Held {
    Memory(Buffer),
    Elsewhere { source: Source, size: u64, blocks: Mutex<VecDeque<Arc<Block>>> },
}

/// The lines from one mark to the next, read together.
#[derive(Debug)]
struct Block {
    mark: usize,
    first: usize,
    bytes: Vec<u8>,
}

/// Blocks kept: reading to and fro stays cheap.
const BLOCKS: usize = 32;

impl LogFile {
    /// Of bytes in memory.
    pub(super) fn in_memory(name: &str, bytes: Buffer) -> Self {
        let mut index = Index::default();
        let mut at = 0;
        cut(&bytes, &mut |stretch| {
            index.add(at, stretch, NEAR);
            at += stretch.len() as u64;
        });
        Self::new(name, Held::Memory(bytes), index)
    }

    fn new(name: &str, held: Held, index: Index) -> Self {
        Self { name: name.to_owned(), held, index, last: AtomicUsize::new(0), asked: AtomicUsize::new(0), starts: OnceLock::new() }
    }

    /// Of a file that stays open and is read as it is needed. What is written to it later does not count.
    pub(super) fn elsewhere(name: &str, file: File) -> io::Result<Self> {
        let source = Source::File(file);
        let size = source.size()?;
        let mut indexing = Indexing::default();
        read_chunks(&source, 0..size, |piece| indexing.push(piece))?;
        Ok(Self::indexed(name, source, size, indexing.finish()))
    }

    /// Of a source whose index was made while it was written.
    pub(super) fn indexed(name: &str, source: Source, size: u64, index: Index) -> Self {
        Self::new(name, Held::Elsewhere { source, size, blocks: Mutex::default() }, index)
    }

    /// How many lines there are.
    pub(super) fn lines(&self) -> usize {
        self.index.lines()
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// The first bytes, as many as there are.
    pub(super) fn head(&self, len: usize) -> Vec<u8> {
        match &self.held {
            Held::Memory(bytes) => bytes[..bytes.len().min(len)].to_vec(),
            Held::Elsewhere { source, .. } => {
                let mut head = vec![0; len];
                let len = source.fill_at(&mut head, 0).unwrap_or_default();
                head.truncate(len);
                head
            }
        }
    }

    /// A line without its newline, cut after its first mebibyte; empty past the end, and where the file cannot be read any more.
    pub(super) fn line(&self, at: usize) -> Cow<'_, [u8]> {
        if at >= self.lines() {
            return Cow::Borrowed(&[]);
        }
        if let Held::Memory(bytes) = &self.held
            && self.asked.fetch_add(1, Ordering::Relaxed) >= SELDOM
        {
            let starts = self.starts.get_or_init(|| Starts::of(bytes, self.lines()));
            let from = starts.bytes.get(at / starts.every).map_or(bytes.len(), |byte| *byte as usize);
            return Cow::Borrowed(nth(bytes.get(from..).unwrap_or_default(), at % starts.every));
        }
        let (mark, first, byte) = self.index.mark_near(at, self.last.load(Ordering::Relaxed));
        self.last.store(mark, Ordering::Relaxed);
        match &self.held {
            Held::Memory(bytes) => {
                let from = usize::try_from(byte).unwrap_or(usize::MAX);
                Cow::Borrowed(nth(bytes.get(from..).unwrap_or_default(), at - first))
            }
            Held::Elsewhere { source, size, blocks } => {
                let block = self.block(mark, first, byte, source, *size, blocks);
                Cow::Owned(nth(&block.bytes, at - block.first).to_vec())
            }
        }
    }

    fn block(&self, mark: usize, first: usize, byte: u64, source: &Source, size: u64, blocks: &Mutex<VecDeque<Arc<Block>>>) -> Arc<Block> {
        let mut blocks = blocks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = blocks.iter().position(|block| block.mark == mark) {
            if at > 0
                && let Some(block) = blocks.remove(at)
            {
                blocks.push_front(block);
            }
            return Arc::clone(&blocks[0]);
        }
        let end = self.index.mark_at(mark + 1).map_or(size, |(_, byte)| byte);
        // Only the last line before a mark can be long.
        let most = FAR + LONGEST as u64 + 1;
        let mut bytes = vec![0; usize::try_from((end - byte).min(most)).unwrap_or_default()];
        let len = source.fill_at(&mut bytes, byte).unwrap_or_default();
        bytes.truncate(len);
        let block = Arc::new(Block { mark, first, bytes });
        blocks.truncate(BLOCKS - 1);
        blocks.push_front(Arc::clone(&block));
        block
    }

    /// Calls back with lines in order, some kilobytes at a time: the number of the first, and the whole lines, the last perhaps without a newline.
    pub(super) fn stretches(&self, lines: Range<usize>, each: &mut dyn FnMut(usize, &[u8])) {
        let lines = lines.start..lines.end.min(self.lines());
        if lines.is_empty() {
            return;
        }
        let (_, first, byte) = self.index.mark_before(lines.start);
        let mut line = first;
        let mut hand_on = |_: u64, stretch: &[u8]| {
            let lines_here = count(stretch);
            let (skip, keep) = (lines.start.saturating_sub(line), lines.end.saturating_sub(line));
            if skip < lines_here && keep > skip {
                let from = start_of(stretch, skip);
                let to = if keep >= lines_here { stretch.len() } else { from + start_of(&stretch[from..], keep - skip) };
                each(line + skip, &stretch[from..to]);
            }
            line += lines_here;
        };
        let next = self.index.mark_before(lines.end).0 + 1;
        let end = self.index.mark_at(next).map(|(_, byte)| byte);
        match &self.held {
            Held::Memory(bytes) => {
                let at = |byte: u64| usize::try_from(byte).map_or(bytes.len(), |at| at.min(bytes.len()));
                cut(&bytes[at(byte)..end.map_or(bytes.len(), at)], &mut |stretch| hand_on(0, stretch));
            }
            Held::Elsewhere { source, size, .. } => {
                let mut stretcher = Stretcher::default();
                // What cannot be read any more has no lines.
                let _ = read_chunks(source, byte..end.unwrap_or(*size), |piece| stretcher.push(piece, &mut hand_on));
                stretcher.finish(&mut hand_on);
            }
        }
    }
}

/// Makes the index of a file while its bytes pass by.
#[derive(Debug, Default)]
pub(super) struct Indexing {
    stretcher: Stretcher,
    index: Index,
}

impl Indexing {
    pub(super) fn push(&mut self, piece: &[u8]) {
        let index = &mut self.index;
        self.stretcher.push(piece, &mut |start, stretch| index.add(start, stretch, FAR));
    }

    pub(super) fn finish(mut self) -> Index {
        let index = &mut self.index;
        self.stretcher.finish(&mut |start, stretch| index.add(start, stretch, FAR));
        self.index
    }
}

fn read_chunks(source: &Source, range: Range<u64>, mut each: impl FnMut(&[u8])) -> io::Result<()> {
    let mut chunk = vec![0; CHUNK];
    let mut at = range.start;
    while at < range.end {
        let wanted = usize::try_from(range.end - at).unwrap_or(CHUNK).min(CHUNK);
        let len = source.fill_at(&mut chunk[..wanted], at)?;
        if len == 0 {
            break;
        }
        each(&chunk[..len]);
        at += len as u64;
    }
    Ok(())
}

/// Where a line begins in a stretch.
fn start_of(stretch: &[u8], line: usize) -> usize {
    match line.checked_sub(1) {
        None => 0,
        Some(before) => memchr::memchr_iter(b'\n', stretch).nth(before).map_or(stretch.len(), |newline| newline + 1),
    }
}

/// A line of a stretch, without its newline and cut.
fn nth(stretch: &[u8], line: usize) -> &[u8] {
    let rest = &stretch[start_of(stretch, line)..];
    let near = &rest[..rest.len().min(LONGEST)];
    &near[..memchr::memchr(b'\n', near).unwrap_or(near.len())]
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::{LONGEST, LogFile};

    fn on_disk(text: &[u8]) -> LogFile {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(text).expect("written");
        LogFile::elsewhere("f", file).expect("a log")
    }

    fn wanted(text: &[u8]) -> Vec<&[u8]> {
        let lines = text.strip_suffix(b"\n").unwrap_or(text).split(|byte| *byte == b'\n');
        lines.filter(|_| !text.is_empty()).map(|line| &line[..line.len().min(LONGEST)]).collect()
    }

    fn check(text: &[u8]) {
        let wanted = wanted(text);
        for file in [LogFile::in_memory("f", text.to_vec().into()), on_disk(text)] {
            assert_eq!(file.lines(), wanted.len());
            for (at, line) in wanted.iter().enumerate() {
                assert!(file.line(at).as_ref() == *line, "line {at}");
            }
            assert!(file.line(wanted.len()).is_empty());
            for from in [0, 1, wanted.len() / 2, wanted.len()] {
                for to in [from, from + 1, wanted.len().saturating_sub(1), wanted.len()] {
                    let mut found = Vec::new();
                    file.stretches(from..to, &mut |first, stretch| {
                        assert_eq!(first, from + found.len());
                        let stretch = stretch.strip_suffix(b"\n").unwrap_or(stretch);
                        found.extend(stretch.split(|byte| *byte == b'\n').map(|line| line[..line.len().min(LONGEST)].to_vec()));
                    });
                    assert!(found == wanted.get(from..to).unwrap_or_default(), "{from}..{to}");
                }
            }
            let tagged: Vec<usize> = file.index().tagged_from(0).iter().map(|line| *line as usize).collect();
            let near = |line: &&[u8]| memchr::memmem::find(line, b"##[").is_some_and(|at| at <= 1024);
            assert_eq!(tagged, (0..wanted.len()).filter(|&at| near(&wanted[at])).collect::<Vec<_>>());
        }
    }

    #[test]
    fn memory_and_disk_give_the_same_lines() {
        check(b"");
        check(b"\n");
        check(b"one");
        let many: String = (0..5_000).map(|at| format!("{}line {at}\n", if at % 97 == 0 { "##[group]" } else { "" })).collect();
        check(many.as_bytes());
        check(
            &[many.as_bytes(), &vec![b'x'; 3 * LONGEST], b"\n\n", &vec![b'y'; 70_000], many.as_bytes(), &vec![b'z'; LONGEST + 1]].concat(),
        );
        check(&b"\n".repeat(300_000));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn also_of_any_text(lines in proptest::collection::vec((0..2_000_usize, any::<bool>()), 0..200)) {
            let text: Vec<u8> = lines.iter().flat_map(|(len, tag)| [if *tag { &b"##[error]"[..] } else { b"" }, &vec![b'x'; *len], b"\n"].concat()).collect();
            check(&text);
        }
    }
}
