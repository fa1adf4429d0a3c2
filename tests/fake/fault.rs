//! Answers that go wrong, on purpose.

use super::http::Response;

/// What to do instead of, or to, the right answer.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    response: Option<Response>,
    cut: Option<usize>,
    left: usize,
}

impl Fault {
    /// Another answer.
    pub(crate) fn answer(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let response = Response::new(status, "application/json; charset=utf-8", body);
        Self { response: Some(response), cut: None, left: usize::MAX }
    }

    /// The right answer, but the connection ends after so many bytes of its body.
    pub(crate) fn cut(bytes: usize) -> Self {
        Self { response: None, cut: Some(bytes), left: usize::MAX }
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

    /// Counts one use; whether there was one left.
    pub(super) fn spend(&mut self) -> bool {
        let spendable = self.left > 0;
        self.left = self.left.saturating_sub(1);
        spendable
    }

    pub(super) fn apply(self, right: impl FnOnce() -> Response) -> (Response, Option<usize>) {
        (self.response.unwrap_or_else(right), self.cut)
    }
}
