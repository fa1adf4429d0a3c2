//! The lines that stand in a job's whole text alone: what the runner said to the job and to none of its steps, a shutdown, a throttled upload. The two copies of a
//! line differ in their time stamps.

use std::ops::Range;

use super::clean::opening;
use super::log_file::LogFile;

/// A raw line behind its time stamp.
fn message(raw: &[u8]) -> &[u8] {
    opening(raw).trim_ascii_end()
}

/// More runs of own lines than this are given up: the copies have little in common.
const MOST: usize = 10_000;

/// The own lines of a whole text, as runs.
pub(super) fn own_lines(whole: &LogFile, steps: &[LogFile]) -> Vec<Range<usize>> {
    match in_step(whole, steps) {
        Some(own) => own,
        None => unlike(whole, steps),
    }
}

/// Lines of one file, read in order.
struct Cursor<'a> {
    file: &'a LogFile,
    at: usize,
    /// Messages read ahead, from `at` on, each with its end.
    ahead: Vec<u8>,
    ends: Vec<usize>,
    next: usize,
}

/// Lines that a cursor reads ahead.
const AHEAD: usize = 256;

impl<'a> Cursor<'a> {
    fn new(file: &'a LogFile) -> Self {
        Self { file, at: 0, ahead: Vec::new(), ends: Vec::new(), next: 0 }
    }

    fn peek(&mut self) -> Option<&[u8]> {
        if self.next == self.ends.len() {
            self.at += self.ends.len();
            if self.at >= self.file.lines() {
                (self.next, self.ends) = (0, Vec::new());
                return None;
            }
            let (ahead, ends) = (&mut self.ahead, &mut self.ends);
            ahead.clear();
            ends.clear();
            self.next = 0;
            self.file.stretches(self.at..self.at + AHEAD, &mut |_, stretch| {
                for line in lines(stretch) {
                    ahead.extend_from_slice(message(line));
                    ends.push(ahead.len());
                }
            });
        }
        let start = self.next.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.ahead[start..*self.ends.get(self.next)?])
    }
}

fn lines(stretch: &[u8]) -> impl Iterator<Item = &[u8]> {
    stretch.strip_suffix(b"\n").unwrap_or(stretch).split(|byte| *byte == b'\n')
}

/// Walks through both copies at once; steps may run side by side. None, where a step's lines do not all stand in the whole text, in their order.
fn in_step(whole: &LogFile, steps: &[LogFile]) -> Option<Vec<Range<usize>>> {
    let mut cursors: Vec<Cursor<'_>> = steps.iter().map(Cursor::new).collect();
    let mut current = 0;
    let mut own = Runs::default();
    whole.stretches(0..whole.lines(), &mut |first, stretch| {
        for (at, line) in lines(stretch).enumerate() {
            let message = message(line);
            let count = cursors.len();
            let fits = (0..count).map(|by| (current + by) % count).find(|&at| cursors[at].peek() == Some(message));
            match fits {
                Some(at) => {
                    cursors[at].next += 1;
                    current = at;
                }
                None => own.add(first + at),
            }
        }
    });
    cursors.iter_mut().all(|cursor| cursor.peek().is_none()).then_some(own.0)
}

/// Lines whose messages stand in no step, wherever; by hashes, of which few lie.
fn unlike(whole: &LogFile, steps: &[LogFile]) -> Vec<Range<usize>> {
    let count: usize = steps.iter().map(LogFile::lines).sum();
    let bits = (count * 32).next_power_of_two().clamp(1 << 12, 1 << 27);
    let mut seen = vec![0_u64; bits / 64];
    let places = |message: &[u8]| {
        let hash = message.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        [hash, hash.rotate_left(21), hash.rotate_left(42)].map(|hash| usize::try_from(hash % bits as u64).unwrap_or_default())
    };
    for step in steps {
        step.stretches(0..step.lines(), &mut |_, stretch| {
            for place in lines(stretch).flat_map(|line| places(message(line))) {
                seen[place / 64] |= 1 << (place % 64);
            }
        });
    }
    let mut own = Runs::default();
    whole.stretches(0..whole.lines(), &mut |first, stretch| {
        for (at, line) in lines(stretch).enumerate() {
            if !places(message(line)).iter().all(|place| seen[place / 64] >> (place % 64) & 1 == 1) {
                own.add(first + at);
            }
        }
    });
    own.0
}

#[derive(Default)]
struct Runs(Vec<Range<usize>>);

impl Runs {
    fn add(&mut self, line: usize) {
        if let Some(last) = self.0.last_mut().filter(|last| last.end == line) {
            last.end += 1;
        } else if self.0.len() < MOST {
            self.0.push(line..line + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::{LogFile, own_lines};

    fn file(stamp: &str, lines: &[&str]) -> LogFile {
        let text: String = lines.iter().map(|line| format!("2026-02-01T15:04:05.{stamp}Z {line}\n")).collect();
        LogFile::in_memory("f", format!("\u{FEFF}{text}").into_bytes().into())
    }

    #[test]
    fn what_no_step_has_is_own() {
        let steps = [file("1234567", &["a", "b", "", "a"]), file("1234568", &["a", "c"]), file("1234568", &["d", "e"])];
        let whole = |lines: &[&str]| own_lines(&file("7654321", lines), &steps);
        assert_eq!(whole(&["a", "b", "", "a", "a", "c", "d", "e"]), Vec::<Range<usize>>::new());
        assert_eq!(whole(&["a", "b", "", "a", "shutdown", "a", "c", "d", "e", "bye", "bye"]), vec![4..5, 9..11]);
        // Steps that ran side by side.
        assert_eq!(whole(&["a", "b", "d", "", "a", "own", "a", "e", "c"]), vec![5..6]);
        // A step's line that is missing in the whole text, and lines in another order.
        assert_eq!(whole(&["a", "b", "a", "own", "a", "c", "d", "e"]), vec![3..4]);
        assert_eq!(whole(&["e", "d", "c", "own", "b", "a"]), vec![3..4]);
        assert_eq!(own_lines(&file("1", &["x", "y"]), &[]), vec![0..2]);
    }
}
