//! What runners on the JVM print of a throwable: its name and message, a stack, and what it was caused by.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::lines::Lines;
use super::report::place;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

/// `org.opentest4j.AssertionFailedError: expected: <3> but was: <4>`
static NAMED: Pattern = Pattern::new(r"^\s*(?<name>(?:[a-z_][\w$]*\.)*[A-Z][\w$]*(?:\.[A-Z][\w$]*)*)(?:: ?(?<message>.*))?$");
static CAUSE: Pattern = Pattern::new(r"^\s*Caused by: (?<name>[\w.$]+)(?:: ?(?<message>.*))?$");
static FRAME: Pattern =
    Pattern::new(r"^\s+at (?:[\w.@-]*/{1,2})?(?<class>[\w.$-]+)\.[^.(]+\((?<path>[\w-]+\.(?:java|kt|kts|groovy|scala|clj)):(?<line>\d+)\)");
/// Gradle's short form: `java.lang.AssertionError at CalcTest.java:12`.
static SHORT: Pattern = Pattern::new(r"^\s+(?<name>[\w.$]+) at (?<path>[\w-]+\.(?:java|kt|kts|groovy|scala)):(?<line>\d+)$");
static FOREIGN: Pattern = Pattern::new(
    r"^(?:java|javax|jdk|sun|kotlin|kotlinx|scala|groovy|org\.(?:gradle|apache\.maven|springframework|junit|opentest4j|assertj|hamcrest|mockito|testng|codehaus|scalatest|specs2|spockframework))\.|^(?:com\.sun|com\.google\.common|io\.kotest|junit)\.",
);

/// Whether a line names a throwable, by its package.
pub(super) fn is_throwable(text: &str) -> bool {
    NAMED.captures(text.trim()).is_some_and(|found| found["name"].contains('.'))
}

/// A message goes on for at most so many lines.
const MESSAGE: usize = 12;

/// The throwable in a stretch: the deepest cause of an exception, the values of an assertion.
pub(super) fn thrown(_: &Entries, lines: &Lines<'_>, range: Range<usize>, test: &TestFailure) -> Option<Told> {
    let head = lines.filled(range.clone())?;
    let text = lines.get(head);
    let place = frame(lines, range.clone(), &test.id);
    if let Some(short) = SHORT.captures(text) {
        let cause = range.filter_map(|at| short_cause(lines.get(at))).next_back();
        let message = cause.map_or_else(|| short["name"].to_owned(), |cause| format!("{}, caused by {cause}", &short["name"]));
        return Some(Told { line: head, message, place: self::place(&short) });
    }
    let (mut line, mut message) = said(lines, head, &range);
    let assertion = text.contains("Assert") || text.contains("ComparisonFailure") || text.contains("MultipleFailures");
    let own = range.clone().take_while(|&at| !lines.get(at).trim_start().starts_with("Suppressed: "));
    if let Some(cause) = own.filter_map(|at| cause(lines, at)).last().filter(|_| !assertion) {
        (line, message) = said(lines, cause, &range);
    }
    Some(Told { line, message, place })
}

/// The line that names a cause and its message: that of `Caused by:`, or with Gradle the one below.
fn cause(lines: &Lines<'_>, at: usize) -> Option<usize> {
    let text = lines.get(at);
    let at = if text.trim() == "Caused by:" { at + 1 } else { CAUSE.is_match(text).then_some(at)? };
    let text = lines.get(at).trim();
    NAMED.captures(text.strip_prefix("Caused by: ").unwrap_or(text))?.name("message").map(|_| at)
}

/// `Caused by: java.net.ConnectException at Client.java:12`, without a message.
fn short_cause(text: &str) -> Option<String> {
    let rest = text.trim_start().strip_prefix("Caused by: ")?;
    rest.split(' ').next().map(str::to_owned)
}

/// The message that begins at a throwable's name, and the line of it to quote.
fn said(lines: &Lines<'_>, head: usize, range: &Range<usize>) -> (usize, String) {
    let text = lines.get(head).trim();
    let text = text.strip_prefix("Caused by: ").unwrap_or(text);
    let found = NAMED.captures(text);
    let name = found.as_ref().map_or("", |found| found.name("name").map_or("", |name| name.as_str()));
    let first = found.as_ref().map_or(text, |found| found.name("message").map_or("", |message| message.as_str().trim()));
    let mut line = head;
    let mut parts: Vec<&str> = vec![first];
    for at in head + 1..range.end.min(head + MESSAGE) {
        // A message that only announces goes on below; one that says something is enough.
        let open = parts.len() == 1 && (first.is_empty() || first.ends_with(':'));
        let announced = parts.last().is_some_and(|last| last.ends_with(':'));
        let next = lines.get(at).trim();
        let stack = ["at ", "Caused by:", "...", "Suppressed:", "|"].iter().any(|start| next.starts_with(start));
        if stack || parts.len() > 5 || !open && !announced && (next.is_empty() || parts.len() == 1) {
            break;
        }
        if !next.is_empty() {
            if first.is_empty() && parts.len() == 1 || parts.last().is_some_and(|last| last.ends_with("not satisfied:")) {
                line = at;
            }
            parts.push(next);
        }
    }
    let message = parts.join(" ");
    let message = message.trim();
    let said = match (name, message) {
        (name, "") => name.to_owned(),
        ("", message) => message.to_owned(),
        (name, message) => format!("{name}: {message}"),
    };
    (line, said)
}

/// The first place of the test's own class, else the first that is not of a library.
fn frame(lines: &Lines<'_>, range: Range<usize>, id: &str) -> Place {
    let mut other = Place::default();
    for at in range {
        let text = lines.get(at);
        let Some(found) = FRAME.captures(text) else { continue };
        let class = &found["class"];
        let outer = class.split('$').next().unwrap_or(class);
        let simple = outer.rsplit('.').next().unwrap_or(outer).trim_end_matches("Kt");
        if id.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == simple) {
            return place(&found);
        }
        if other.path.is_none() && !FOREIGN.is_match(class) {
            other = place(&found);
        }
    }
    other
}
