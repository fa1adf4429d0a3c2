//! How extractors word what they read, so that all sound alike.

use crate::model::{Problem, TestFailure, code};

/// Longer quotes are cut.
const QUOTE: usize = 160;

/// `1 test failed`, `3 tests failed`.
pub fn count(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// A piece of the log as inline code, cut.
pub fn quote(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(QUOTE) {
        Some((cut, _)) => code(&format!("{}…", &text[..cut])),
        None => code(text),
    }
}

/// The sentence for failed tests, by the first of them.
pub fn failed_tests(tests: &[TestFailure]) -> String {
    let Some(first) = tests.first() else { return "Tests failed.".to_owned() };
    let more = match tests.len() - 1 {
        0 => String::new(),
        1 => ", and one more test failed".to_owned(),
        more => format!(", and {more} more tests failed"),
    };
    match &first.message {
        Some(message) => format!("{} failed: {}{more}.", quote(&first.id), quote(message)),
        None => format!("{} failed{more}.", quote(&first.id)),
    }
}

/// The sentence for problems, by the first of them.
pub fn problems(tool: &str, problems: &[Problem]) -> String {
    let Some(first) = problems.first() else { return format!("{tool} found problems.") };
    let place = match (&first.place.path, first.place.line) {
        (Some(path), Some(line)) => format!(" at {}", code(&format!("{path}:{line}"))),
        (Some(path), None) => format!(" in {}", code(path)),
        _ => String::new(),
    };
    let more = match problems.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    format!("{tool}: {}{place}{more}.", quote(&first.message))
}
