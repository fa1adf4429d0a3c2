//! Requests in rounds: those that a client sends before it has any answer to them. How many rounds there are is how many requests
//! follow one another.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A round ends when nobody has asked for so long.
const QUIET: Duration = Duration::from_millis(150);

#[derive(Default)]
pub(super) struct Rounds(Mutex<Option<Round>>);

#[derive(Clone, Copy, Default)]
struct Round {
    number: usize,
    /// When somebody asked last.
    last: Option<Instant>,
}

impl Round {
    fn over(self) -> bool {
        self.last.is_none_or(|last| last.elapsed() > QUIET)
    }
}

impl Rounds {
    /// From now on answers wait for their round to end.
    pub(super) fn begin(&self) {
        *self.lock() = Some(Round::default());
    }

    /// The round that a request belongs to; 0 where there are none.
    pub(super) fn join(&self) -> usize {
        let mut rounds = self.lock();
        let Some(round) = rounds.as_mut() else { return 0 };
        round.number += usize::from(round.over());
        round.last = Some(Instant::now());
        round.number
    }

    /// Waits until a request's round is over.
    pub(super) fn wait(&self, round: usize) {
        let over = || self.lock().is_none_or(|now| now.number > round || now.over());
        while round > 0 && !over() {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Round>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
