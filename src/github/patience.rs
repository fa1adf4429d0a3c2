//! When to ask again, and when to wait.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::Reason;

/// How often a question is asked again after an error that may pass.
const AGAIN: u32 = 3;
/// How often a rate limit is waited for by one question.
const WAITS: u32 = 3;
/// GitHub's limits are by the hour; what asks for longer is not a limit of that kind.
const LONGEST: Duration = Duration::from_mins(65);
/// Without a token the limit is so low that a token helps more than an hour's wait.
const LONGEST_WITHOUT_TOKEN: Duration = Duration::from_mins(1);
/// What GitHub asks for where a secondary limit says nothing of time.
const SECONDARY: Duration = Duration::from_mins(1);

/// What to do after an answer that brought nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Ask again after this.
    Again(Duration),
    /// A limit is reached: nobody asks before this is over.
    Wait(Duration),
    /// It will not get better.
    GiveUp,
}

/// One question's patience.
#[derive(Debug)]
pub(super) struct Patience {
    pause: Duration,
    wait: bool,
    again: u32,
    waits: u32,
}

impl Patience {
    pub(super) fn new(pause: Duration, wait: bool) -> Self {
        Self { pause, wait, again: 0, waits: 0 }
    }

    pub(super) fn next(&mut self, reason: &Reason) -> Next {
        if let Reason::RateLimited { wait, token, .. } = reason {
            let longest = if *token { LONGEST } else { LONGEST_WITHOUT_TOKEN };
            let wait = wait.unwrap_or(SECONDARY * 2_u32.pow(self.waits));
            if !self.wait || self.waits == WAITS || wait > longest {
                return Next::GiveUp;
            }
            self.waits += 1;
            return Next::Wait(wait);
        }
        if self.again >= reason.worth_asking_again().min(AGAIN) {
            return Next::GiveUp;
        }
        let pause = jittered(self.pause * 4_u32.pow(self.again));
        self.again += 1;
        Next::Again(pause)
    }
}

/// Between half of it and all of it, so that many who failed together do not come back together.
fn jittered(pause: Duration) -> Duration {
    // The one source of chance in the standard library.
    let chance = RandomState::new().build_hasher().finish() % 1000;
    pause / 2 + pause.mul_f64(chance as f64 / 2000.0)
}

/// What all questions of a client wait for together.
#[derive(Debug, Default)]
pub(super) struct Gate(Mutex<Option<Instant>>);

impl Gate {
    /// Waits while it is closed.
    pub(super) async fn pass(&self) {
        loop {
            let until = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
            match until.filter(|until| *until > Instant::now()) {
                Some(until) => tokio::time::sleep_until(until).await,
                None => return,
            }
        }
    }

    /// Closes it for so long; whether that is news.
    pub(super) fn close(&self, wait: Duration) -> bool {
        let until = Instant::now() + wait;
        let mut gate = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let longer = gate.is_none_or(|known| until > known + Duration::from_secs(1));
        if longer {
            *gate = Some(until);
        }
        longer
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Next, Patience};
    use crate::github::Reason;

    fn limit(wait: Option<u64>, token: bool) -> Reason {
        Reason::RateLimited { status: 429, until: None, wait: wait.map(Duration::from_secs), token }
    }

    #[test]
    fn pauses_grow_and_end() {
        let mut patience = Patience::new(Duration::from_millis(100), true);
        let gateway = Reason::Status { status: 502, message: String::new() };
        for most in [100, 400, 1600] {
            let Next::Again(pause) = patience.next(&gateway) else { panic!("gave up before {most}") };
            assert!((most / 2..=most).contains(&pause.as_millis()), "{pause:?}");
        }
        assert_eq!(patience.next(&gateway), Next::GiveUp);
        let none = Reason::Status { status: 422, message: String::new() };
        assert_eq!(Patience::new(Duration::ZERO, true).next(&none), Next::GiveUp);
    }

    #[test]
    fn limits_are_waited_for_in_reason() {
        let next = |reason: &Reason, wait: bool| Patience::new(Duration::ZERO, wait).next(reason);
        assert_eq!(next(&limit(Some(17), true), true), Next::Wait(Duration::from_secs(17)));
        assert_eq!(next(&limit(None, true), true), Next::Wait(Duration::from_mins(1)));
        assert_eq!(next(&limit(Some(17), true), false), Next::GiveUp);
        assert_eq!(next(&limit(Some(1800), false), true), Next::GiveUp);
        assert_eq!(next(&limit(Some(1800), true), true), Next::Wait(Duration::from_mins(30)));
        assert_eq!(next(&limit(Some(86_400), true), true), Next::GiveUp);
        let mut patience = Patience::new(Duration::ZERO, true);
        let waits: Vec<Next> = (0..4).map(|_| patience.next(&limit(None, true))).collect();
        assert_eq!(waits[1..], [Next::Wait(Duration::from_mins(2)), Next::Wait(Duration::from_mins(4)), Next::GiveUp]);
    }
}
