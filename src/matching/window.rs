//! What must, or must not, stand near a match. Looked for only once a line has matched; where many lines match, once for the whole log.

use std::collections::BTreeMap;
use std::ops::Range;

use super::literal_lines::{LiteralLines, Scratch};
use crate::log::JobLog;
use crate::rules::{Pattern, Place, Rule, Window};

/// Lines that one window may look at before all of its pattern's are found in one pass.
const PATIENCE: usize = 5_000;

/// The windows of one log's matches.
#[derive(Debug, Default)]
pub(super) struct Windows {
    /// By rule and the window's place in it.
    looked: BTreeMap<(usize, usize), Looked>,
}

#[derive(Debug)]
enum Looked {
    /// So many lines so far.
    At(usize),
    /// All that match.
    Everywhere(Lines),
}

impl Windows {
    /// Whether everything that a rule asks of a match's surroundings holds.
    pub(super) fn fit(&mut self, index: usize, rule: &Rule, log: &JobLog, line: usize) -> bool {
        let required = rule.require.len();
        (0..required).all(|at| self.found((index, at), &rule.require[at], log, line))
            && !(0..rule.unless.len()).any(|at| self.found((index, required + at), &rule.unless[at], log, line))
    }

    fn found(&mut self, key: (usize, usize), window: &Window, log: &JobLog, line: usize) -> bool {
        let place = place(window, log, line);
        let looked = self.looked.entry(key).or_insert(Looked::At(0));
        if let Looked::At(count) = looked {
            if *count + place.len() <= PATIENCE {
                *count += place.len();
                return place.into_iter().any(|at| !log.is_echo(at) && window.pattern.is_match(&log.text(at)));
            }
            *looked = Looked::Everywhere(Lines::matching(&window.pattern, log));
        }
        match looked {
            Looked::At(_) => false,
            Looked::Everywhere(lines) => lines.any(place),
        }
    }
}

/// The lines that a window covers.
fn place(window: &Window, log: &JobLog, line: usize) -> Range<usize> {
    let step = log.step_of(line).map_or(0..log.len(), |step| log.steps[step].lines.clone());
    let reach = window.within.map_or(usize::MAX, |lines| lines as usize);
    let near = line.saturating_sub(reach)..line.saturating_add(reach).saturating_add(1);
    match window.place {
        Place::Before => both(&step, &(near.start..line)),
        Place::After => both(&step, &(line + 1..near.end)),
        Place::Step => both(&step, &near),
        Place::Job => both(&(0..log.len()), &near),
    }
}

fn both(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.max(b.start)..a.end.min(b.end)
}

/// A set of lines, one bit each.
#[derive(Debug)]
struct Lines(Vec<u64>);

impl Lines {
    /// All lines of a log that are not echoed and match.
    fn matching(pattern: &Pattern, log: &JobLog) -> Self {
        let mut lines = Self(vec![0; log.len() / 64 + 1]);
        let mut look = |at: usize| {
            if !log.is_echo(at) && pattern.is_match(&log.text(at)) {
                lines.0[at / 64] |= 1 << (at % 64);
            }
        };
        let literals = pattern.literals();
        if literals.is_empty() {
            (0..log.len()).for_each(look);
        } else {
            let search = LiteralLines::new(literals.iter().map(Vec::as_slice));
            let mut scratch = Scratch::default();
            log.stretches(|first, bytes| search.scan(bytes, &mut scratch, |line, _| look(first + line)));
        }
        lines
    }

    fn any(&self, mut range: Range<usize>) -> bool {
        while !range.is_empty() {
            let (word, bit) = (range.start / 64, range.start % 64);
            let here = (64 - bit).min(range.len());
            let mask = (u64::MAX >> (64 - here)) << bit;
            if self.0.get(word).is_some_and(|bits| bits & mask != 0) {
                return true;
            }
            range.start += here;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn ranges_of_bits() {
        let mut lines = Lines(vec![0; 4]);
        for at in [3, 64, 200] {
            lines.0[at / 64] |= 1 << (at % 64);
        }
        for from in 0..256 {
            for to in from..256 {
                assert_eq!(lines.any(from..to), [3, 64, 200].iter().any(|at| (from..to).contains(at)), "{from}..{to}");
            }
        }
    }
}
