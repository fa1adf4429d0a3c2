//! What the test runners of JavaScript have in common: stack frames, and messages that go on below their first line.

use super::lines::Lines;
use super::report::place;
use crate::model::Place;
use crate::regexes::Pattern;

/// `at f (path:1:2)`, `at path:1:2`, `❯ f path:1:2`.
static FRAME: Pattern = Pattern::new(r"^\s+(?:at|❯) (?:.*[( ])?(?:file://)?(?<path>[^\s()]+?):(?<line>\d+):(?<column>\d+)\)?$");

/// A message line is not looked for further below.
const NEAR: usize = 60;

/// The place of a stack frame, unless it is one of Node's or of a package.
pub(super) fn frame(text: &str) -> Option<Place> {
    let found = FRAME.captures(text)?;
    let path = &found["path"];
    let foreign = path.starts_with("node:") || path.contains("node_modules/") || path.starts_with("internal/") || path.starts_with("http");
    let mut place = place(&found);
    if path.starts_with("webpack") {
        // `webpack://shop/./cypress/e2e/login.cy.js`
        place.path = path.split_once("/./").map(|(_, path)| path.to_owned());
    }
    (!foreign).then_some(place)
}

/// The message that begins at a line: where its first line only announces the rest (`…:`), the next filled line, too; where it compares, the values.
pub(super) fn message(lines: &Lines<'_>, at: usize) -> String {
    let first = lines.get(at).trim();
    if first.ends_with(':') {
        return match lines.filled(at + 1..at + 4) {
            Some(next) => format!("{first} {}", lines.get(next).trim()),
            None => first.to_owned(),
        };
    }
    let mut message = first.to_owned();
    if first.starts_with("expect(") || first.starts_with("Error: expect(") {
        for next in at + 1..at + 12 {
            let text = lines.get(next).trim();
            let value =
                ["Expected", "Received", "Locator:", "Error:", "Timeout:", "Number of calls:"].iter().any(|word| text.starts_with(word));
            if value && text.contains(": ") {
                message = format!("{message}; {text}");
            } else if text.starts_with("at ") || text.starts_with('>') {
                break;
            }
        }
    }
    message
}

/// The place of the first frame below a line that is the project's own, up to an end.
pub(super) fn first_frame(lines: &Lines<'_>, from: usize, end: usize) -> Option<Place> {
    (from..end.min(from + NEAR)).find_map(|at| frame(lines.get(at)))
}
