//! Lines that steps print which passed: they tell less. Looked for only where it would change what is chosen.

use std::collections::{HashMap, HashSet};

use super::form::{Form, body};
use super::noise;
use super::normal::{constant, key};
use super::sift::Candidate;
use crate::log::JobLog;
use crate::matching::{LiteralLines, LiteralSearch, Scratch};

/// What such a line is worth less.
const LESS: i32 = 25;
/// So many lines of steps that passed are looked at: what is usual is soon seen.
const FAR: usize = 20_000;

/// Marks the candidates of which it is to be found out.
pub(super) fn ask(candidates: &mut [Candidate]) {
    let keys: HashSet<u64> = candidates.iter().filter(|one| one.form >= Form::Warning).map(|one| one.key).collect();
    for candidate in candidates {
        candidate.judged = !keys.contains(&candidate.key);
    }
}

/// Finds out of some candidates, and of all that say the same, whether they are usual, and lowers those that are.
pub(super) fn judge(candidates: &mut [Candidate], asked: &[usize], log: &JobLog) {
    let mut wanted = Wanted::default();
    for candidate in asked.iter().map(|&index| &candidates[index]) {
        wanted.add(candidate.key, body(&log.text(candidate.at)));
    }
    wanted.search(log);
    for candidate in candidates.iter_mut().filter(|one| !one.judged) {
        if let Some(&seen) = wanted.seen.get(&candidate.key) {
            candidate.judged = true;
            if seen {
                candidate.weight -= LESS;
                candidate.worth -= LESS;
            }
        }
    }
}

/// Lines that are looked for.
#[derive(Default)]
struct Wanted {
    /// By key, whether it was seen.
    seen: HashMap<u64, bool>,
    /// Keys not seen yet.
    open: usize,
    /// The pieces that lines of these keys are looked for by.
    pieces: HashMap<String, Vec<u64>>,
    /// Whether a line has no such piece.
    everywhere: bool,
}

impl Wanted {
    fn add(&mut self, key: u64, body: &str) {
        if self.seen.insert(key, false).is_some() {
            return;
        }
        self.open += 1;
        let piece = constant(body);
        self.everywhere |= piece.len() < LiteralSearch::LEAST;
        self.pieces.entry(piece.to_owned()).or_default().push(key);
    }

    /// Looks through the steps that passed.
    fn search(&mut self, log: &JobLog) {
        let mut left = FAR;
        let passed = log.steps.iter().filter(|step| !step.failed()).map_while(|step| {
            let lines = step.lines.start..step.lines.end.min(step.lines.start + left);
            left -= lines.len();
            (!lines.is_empty()).then_some(lines)
        });
        if self.everywhere {
            return passed.flatten().for_each(|at| self.look(log, at));
        }
        let mut pieces = Pieces::new(std::mem::take(&mut self.pieces).into_iter().collect());
        let mut open = self.open;
        let mut scratch = Scratch::default();
        for lines in passed {
            log.stretches_of(lines, &mut |first, bytes| {
                if self.open == 0 {
                    return;
                }
                // Most that are usual are soon seen; what they are found by need not be looked for any more.
                if self.open <= open / 2 {
                    pieces = pieces.of_those(|key| self.seen.get(key) == Some(&false));
                    open = self.open;
                }
                pieces.search.scan(bytes, &mut scratch, |line, found| {
                    if found.iter().any(|&(_, piece)| pieces.all[piece as usize].1.iter().any(|key| self.seen.get(key) == Some(&false))) {
                        self.look(log, first + line);
                    }
                });
            });
        }
    }

    fn look(&mut self, log: &JobLog, at: usize) {
        let text = log.text(at);
        if let Some(seen) = self.seen.get_mut(&key(body(&text)))
            && !*seen
            && noise::may_tell(&text)
            && !log.is_echo(at)
        {
            *seen = true;
            self.open -= 1;
        }
    }
}

/// Pieces that are looked for, each with the keys of its lines.
struct Pieces {
    all: Vec<(String, Vec<u64>)>,
    search: LiteralLines,
}

impl Pieces {
    fn new(all: Vec<(String, Vec<u64>)>) -> Self {
        let search = LiteralLines::new(all.iter().map(|(piece, _)| piece.as_bytes()));
        Self { all, search }
    }

    /// Those of some keys.
    fn of_those(&mut self, wanted: impl Fn(&u64) -> bool) -> Self {
        let mut all = std::mem::take(&mut self.all);
        for (_, keys) in &mut all {
            keys.retain(|key| wanted(key));
        }
        all.retain(|(_, keys)| !keys.is_empty());
        Self::new(all)
    }
}
