//! Answers that go wrong, on purpose.

use super::http::{Damage, Response};

/// What to do instead of, or to, the right answer.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    response: Option<Response>,
    damage: Damage,
    hangs: bool,
    after: bool,
    left: usize,
}

impl Fault {
    /// Another answer.
    pub(crate) fn answer(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { response: Some(Response::new(status, "application/json; charset=utf-8", body)), ..Self::damage(Damage::None) }
    }

    /// The right answer, but the connection ends after so many bytes of its body.
    pub(crate) fn cut(bytes: usize) -> Self {
        Self::damage(Damage::Body(bytes))
    }

    /// The right answer, damaged on its way.
    pub(crate) fn damage(damage: Damage) -> Self {
        Self { response: None, damage, hangs: false, after: false, left: usize::MAX }
    }

    /// Another answer, after what was asked for was done.
    pub(crate) fn done_but(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { after: true, ..Self::answer(status, body) }
    }

    /// No answer at all, for as long as the fake lives.
    pub(crate) fn silence() -> Self {
        Self { hangs: true, ..Self::damage(Damage::None) }
    }

    /// With this header.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.response = self.response.map(|response| response.header(name, value));
        self
    }

    /// Only for the next so many requests.
    pub(crate) fn times(mut self, times: usize) -> Self {
        self.left = times;
        self
    }

    pub(super) fn hangs(&self) -> bool {
        self.hangs
    }

    /// Counts one use; whether there was one left.
    pub(super) fn spend(&mut self) -> bool {
        let spendable = self.left > 0;
        self.left = self.left.saturating_sub(1);
        spendable
    }

    pub(super) fn apply(self, right: impl FnOnce() -> Response) -> (Response, Damage) {
        let right = if self.response.is_none() || self.after { Some(right()) } else { None };
        (self.response.or(right).unwrap(), self.damage)
    }
}
