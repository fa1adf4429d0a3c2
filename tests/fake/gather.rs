//! Requests that wait for one another: so many are held, then something happens, then all go on.

use std::sync::{Condvar, Mutex};
use std::time::Duration;

use super::http::Request;

type Deed = Box<dyn FnOnce() + Send>;

#[derive(Default)]
pub(super) struct Gather {
    waiting: Mutex<Option<Waiting>>,
    over: Condvar,
}

struct Waiting {
    /// `GET /repos/…`.
    what: String,
    missing: usize,
    then: Option<Deed>,
}

impl Gather {
    pub(super) fn begin(&self, what: &str, count: usize, then: Deed) {
        *self.waiting.lock().unwrap() = Some(Waiting { what: what.to_owned(), missing: count, then: Some(then) });
    }

    /// Holds a request that is meant, until all are there.
    pub(super) fn join(&self, request: &Request) {
        let mut waiting = self.waiting.lock().unwrap();
        let Some(now) = waiting.as_mut().filter(|now| now.missing > 0 && now.what == format!("{} {}", request.method, request.path)) else {
            return;
        };
        now.missing -= 1;
        if now.missing == 0 {
            if let Some(then) = now.then.take() {
                then();
            }
            self.over.notify_all();
            return;
        }
        let more = |waiting: &mut Option<Waiting>| waiting.as_ref().is_some_and(|now| now.missing > 0);
        drop(self.over.wait_timeout_while(waiting, Duration::from_mins(2), more).unwrap());
    }
}
