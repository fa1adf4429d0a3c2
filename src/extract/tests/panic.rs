//! A panic of a Rust test: before 1.73 its message stood between quotes before the place, over several lines where it had some.

use super::report::place;
use crate::model::Place;
use crate::regexes::Pattern;

/// Since Rust 1.91 a thread id may follow the name.
static PANICKED: Pattern =
    Pattern::new(r"thread '.*?'(?: \(\d+\))? panicked at (?:'(?<message>.*)', )?(?<path>[^\s']+?):(?<line>\d+):(?<column>\d+):?$");
static OPEN: Pattern = Pattern::new(r"thread '.*?'(?: \(\d+\))? panicked at '(?<message>.*)$");
static CLOSE: Pattern = Pattern::new(r"^(?<message>.*)', (?<path>[^\s']+?):(?<line>\d+):(?<column>\d+)$");

/// A message has at most so many lines.
const MESSAGE: usize = 12;

/// The panic that a line begins: the line of its message, the message and the place. `text` gives the lines.
pub(super) fn panic(at: usize, text: impl Fn(usize) -> String) -> Option<(usize, String, Place)> {
    let first = text(at);
    if let Some(found) = PANICKED.captures(&first) {
        return Some(match found.name("message") {
            Some(message) => (at, message.as_str().to_owned(), place(&found)),
            None => (at + 1, text(at + 1).trim().to_owned(), place(&found)),
        });
    }
    let mut message = OPEN.captures(&first)?["message"].trim().to_owned();
    for next in at + 1..at + MESSAGE {
        let more = text(next);
        let close = CLOSE.captures(&more);
        message =
            format!("{message} {}", close.as_ref().map_or(more.as_str(), |close| close.name("message").map_or("", |m| m.as_str())).trim());
        if let Some(close) = close {
            return Some((at, message, place(&close)));
        }
    }
    None
}
