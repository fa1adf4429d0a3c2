//! Lines that steps print which passed: they tell less. Looked for only where it would change what is chosen.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use memchr::memmem;

use super::form::{Form, body};
use super::noise;
use super::normal::{constants, key};
use super::sift::Candidate;
use crate::log::JobLog;
use crate::matching::{LiteralLines, LiteralSearch, Scratch};

/// What such a line is worth less.
const LESS: i32 = 25;

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
    /// What stands in lines of these keys: a piece to look for, and with each key another to check.
    pieces: HashMap<String, Vec<(u64, String)>>,
    /// Whether a line has no such piece.
    everywhere: bool,
}

impl Wanted {
    fn add(&mut self, key: u64, body: &str) {
        if self.seen.insert(key, false).is_some() {
            return;
        }
        self.open += 1;
        let [first, second] = constants(body);
        self.everywhere |= first.len() < LiteralSearch::LEAST;
        self.pieces.entry(first.to_owned()).or_default().push((key, second.to_owned()));
    }

    /// Looks through the steps that passed.
    fn search(&mut self, log: &JobLog) {
        let passed = log.steps.iter().filter(|step| !step.failed()).map(|step| step.lines.clone());
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
                    let unseen = |key: &u64| self.seen.get(key) == Some(&false);
                    let at = first + line;
                    if found.iter().any(|&(_, piece)| pieces.may_be(piece, unseen, || log.text(at))) {
                        self.look(log, at);
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

/// A piece, and the keys of its lines, each with another piece.
type Piece = (String, Vec<(u64, String)>);

/// With so few keys of a piece, the other pieces are worth a look.
const FEW: usize = 4;

/// Pieces that are looked for.
struct Pieces {
    all: Vec<Piece>,
    search: LiteralLines,
}

impl Pieces {
    fn new(all: Vec<Piece>) -> Self {
        let search = LiteralLines::new(all.iter().map(|(piece, _)| piece.as_bytes()));
        Self { all, search }
    }

    /// Those of some keys.
    fn of_those(&mut self, wanted: impl Fn(&u64) -> bool) -> Self {
        let mut all = std::mem::take(&mut self.all);
        for (_, keys) in &mut all {
            keys.retain(|(key, _)| wanted(key));
        }
        all.retain(|(_, keys)| !keys.is_empty());
        Self::new(all)
    }

    /// Whether a line with a piece in it may be one of some keys.
    fn may_be<'t>(&self, piece: u32, wanted: impl Fn(&u64) -> bool, text: impl Fn() -> Cow<'t, str>) -> bool {
        let keys = &self.all[piece as usize].1;
        let mut open = keys.iter().filter(|(key, _)| wanted(key)).peekable();
        if open.peek().is_none() {
            return false;
        }
        let text = (keys.len() <= FEW).then(text);
        text.is_none_or(|text| open.any(|(_, other)| memmem::find(text.as_bytes(), other.as_bytes()).is_some()))
    }
}
