//! Lines that steps print which passed: they tell less. Looked for only where it would change what is chosen.

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
        let pieces: Vec<(String, Vec<(u64, String)>)> = std::mem::take(&mut self.pieces).into_iter().collect();
        let search = LiteralLines::new(pieces.iter().map(|(piece, _)| piece.as_bytes()));
        let mut scratch = Scratch::default();
        for lines in passed {
            log.stretches_of(lines, &mut |first, bytes| {
                if self.open == 0 {
                    return;
                }
                search.scan(bytes, &mut scratch, |line, found| {
                    let text = log.text(first + line);
                    let may_be = |(key, other): &(u64, String)| {
                        self.seen.get(key) == Some(&false) && memmem::find(text.as_bytes(), other.as_bytes()).is_some()
                    };
                    if found.iter().any(|&(_, piece)| pieces[piece as usize].1.iter().any(may_be)) {
                        self.look(log, first + line);
                    }
                });
            });
        }
    }

    fn look(&mut self, log: &JobLog, at: usize) {
        let text = log.text(at);
        if noise::may_tell(&text)
            && let Some(seen) = self.seen.get_mut(&key(body(&text)))
            && !*seen
            && !log.is_echo(at)
        {
            *seen = true;
            self.open -= 1;
        }
    }
}
