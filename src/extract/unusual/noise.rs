//! Lines that are no evidence, whatever words they hold.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::automata::{ADVICE, COUNT, NOT_PASSED, NOTHING, NPM_WRAPPER, PASSED, WARNING, WRAPPER};
use crate::regexes::Pattern;
use crate::regexes::any;

/// No line tells of a failure without one of these, the sign of one, or the number of a server's answer.
const HINTS: &[&str] = &[
    "err",
    "fail",
    "fatal",
    "panic",
    "exception",
    "denied",
    "unable",
    "undefined",
    "unexpected",
    "invalid",
    "missing",
    "cannot",
    "can't",
    "can not",
    "could not",
    "won't",
    "no ",
    "not",
    "n't",
    "never",
    "un",
    "kill",
    "timeout",
    "timed out",
    "expired",
    "conflict",
    "mismatch",
    "inco",
    "refus",
    "reject",
    "abort",
    "violat",
    "exceed",
    "illegal",
    "corrupt",
    "crash",
    "terminated",
    "forbidden",
    "malformed",
    "dirty",
    "out of",
    "already",
    "differ",
    "stale",
    "outdated",
    "insufficient",
    "exhausted",
    "quota",
    "too ",
    "warn",
    "deprecat",
    "leaked",
    "deadlock",
    "lost ",
    "shut",
    "cancel",
    "than ",
    "required",
    "must ",
    "need",
    "backoff",
    "back-off",
    "toomany",
    "reformat",
    "below ",
    "over the",
    "reached",
    "in progress",
    "busy",
    "closed",
    "blocked",
    "responded",
    "✖",
    "✘",
    "❌",
    "✗",
    "×",
    "⨯",
    "🚫",
    "💥",
    "🔴",
    "⛔",
    "❗",
    "🛑",
    "e: ",
    "f: ",
    "e   ",
    "critical",
    "severe",
    "syntax",
    "segmentation",
    "core dumped",
    "inconsistent",
    "interrupt",
    "fault",
    "broken",
    "diverged",
    "gave up",
    "giving up",
    " nan",
    "exit",
    "certificate",
    "is a directory",
    "read-only",
    "verification",
    "authentication",
    "bad credentials",
    "rate limit",
];

/// Whether a line may be more than plain: a first look that most lines do not pass.
pub(super) fn may_tell(text: &str) -> bool {
    static CELL: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let automaton = CELL.get_or_init(|| AhoCorasick::builder().ascii_case_insensitive(true).build(HINTS).ok());
    automaton.as_ref().is_none_or(|automaton| automaton.is_match(text)) || holds_an_answer(text.as_bytes())
}

/// `404`, `503` and their like, standing alone.
fn holds_an_answer(text: &[u8]) -> bool {
    memchr::memchr2_iter(b'4', b'5', text).any(|at| {
        text.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_digit))
            && (at == 0 || !text[at - 1].is_ascii_alphanumeric())
            && text.get(at + 3).is_none_or(|next| !next.is_ascii_alphanumeric())
    })
}

static NPM: Pattern = Pattern::new(r"^(?:npm|pnpm|lerna) (?:ERR!|error)(?: |$)");

/// What npm says behind its tag.
pub(super) fn npm(body: &str) -> Option<&str> {
    NPM.find(body).map(|tag| &body[tag.end()..])
}

pub(super) fn is_npm_wrapper(rest: &str) -> bool {
    any(&NPM_WRAPPER, rest)
}

pub(super) fn says_nothing(text: &str) -> bool {
    any(&NOTHING, text)
}

pub(super) fn passed(body: &str) -> bool {
    any(&PASSED, body) && !any(&NOT_PASSED, body)
}

pub(super) fn is_wrapper(body: &str) -> bool {
    any(&WRAPPER, body)
}

pub(super) fn is_count(body: &str) -> bool {
    any(&COUNT, body)
}

pub(super) fn is_warning(text: &str, body: &str) -> bool {
    text.starts_with("##[warning]") || any(&WARNING, body)
}

/// What will break some day broke nothing yet.
pub(super) fn is_of_the_future(body: &str) -> bool {
    ["DeprecationWarning", "FutureWarning"].iter().any(|warning| body.contains(warning))
}

pub(super) fn is_advice(body: &str) -> bool {
    any(&ADVICE, body)
}
