//! What kind of line it is, by its form alone.

use super::automata::{self, PATH, PREFIX, TROUBLE, VERDICT};
use super::noise;
use crate::regexes::{Prepared, any};

/// What a line does. Ordered: the less it tells of a failure, the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Nothing: blank, a frame of a stack, a piece of source, a command that is echoed, a check that passed.
    Nothing,
    /// It only passes on that something failed: an exit code, a build tool's last word.
    Wrapper,
    /// Where to read more.
    Advice,
    /// Anything else.
    Plain,
    /// A warning.
    Warning,
    /// How many failed.
    Count,
    /// That something failed, in a few words: `Smoke tests failed!`
    Verdict,
    /// A sentence with a word of trouble in it.
    Word,
    /// The way tools announce an error, with what is wrong: `error: …`, `ValueError: …`, `x: command not found`.
    Announced,
}

/// How errors are announced, by habit. They see the line behind its [`PREFIX`].
static ANNOUNCED: [&[Prepared]; 9] = [
    &automata::ERROR,
    &automata::TAG,
    &automata::EXCEPTION,
    &automata::PLACE,
    &automata::TRADE,
    &automata::CAPITALS,
    &automata::SYSTEM,
    &automata::ANSWER,
    &automata::LEVEL,
];

/// The habit of naming an exception: the last of a chain is what ended the process.
pub(super) const EXCEPTION: usize = 2;

/// The form of a cleaned line.
pub fn form(text: &str) -> Form {
    form_of(text, body(text)).0
}

/// The same of a line whose [`body`] is known, and which habit of announcing errors it follows, where it announces one.
pub(super) fn form_of(text: &str, body: &str) -> (Form, Option<usize>) {
    let form = if text.trim().is_empty() || noise::says_nothing(text) {
        Form::Nothing
    } else if !noise::may_tell(text) {
        if noise::is_advice(text) { Form::Advice } else { Form::Plain }
    } else if noise::passed(body) {
        Form::Nothing
    } else if let Some(rest) = noise::npm(body) {
        let form = npm(rest);
        return (form, if form == Form::Announced { habit(body) } else { None });
    } else if noise::is_wrapper(body) {
        Form::Wrapper
    } else if noise::is_count(body) {
        Form::Count
    } else if noise::is_warning(text, body) {
        if noise::is_of_the_future(body) { Form::Advice } else { Form::Warning }
    } else if any(&VERDICT, body) {
        Form::Verdict
    } else if noise::is_advice(body) {
        Form::Advice
    } else if let Some(habit) = habit(body) {
        return (Form::Announced, Some(habit));
    } else if any(&TROUBLE, body) && !any(&PATH, body) {
        Form::Word
    } else {
        Form::Plain
    };
    (form, None)
}

/// npm puts its tag before every line that it prints once something failed, also before usage and advice.
fn npm(rest: &str) -> Form {
    if noise::is_npm_wrapper(rest) || noise::is_wrapper(rest) {
        Form::Wrapper
    } else if noise::is_advice(rest) || rest.starts_with(' ') {
        Form::Advice
    } else if any(&TROUBLE, rest) || habit(rest).is_some() {
        Form::Announced
    } else {
        Form::Warning
    }
}

/// Whether a line only passes on that something failed.
pub fn is_wrapper(text: &str) -> bool {
    form(text) == Form::Wrapper
}

/// Which habit of announcing errors a line follows.
pub(super) fn habit(body: &str) -> Option<usize> {
    let habit = ANNOUNCED.iter().position(|patterns| any(patterns, body))?;
    // An exception that quotes another's words is one all the same.
    Some(if habit < EXCEPTION && any(ANNOUNCED[EXCEPTION], body) { EXCEPTION } else { habit })
}

/// A line without what multiplexers, clocks and boxes put before it.
pub(super) fn body(text: &str) -> &str {
    PREFIX[0].end(text).map_or(text, |end| &text[end..])
}
