//! The Kotlin compiler, by Gradle, Maven or alone; KSP and kapt report through it.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "kotlinc",
    literals: &["e: file://", "e: /", "e: [ksp]", "e: warnings found", "e: error: ", ".kt:", ".kts:", ".kt: (", "Script compilation error"],
    read,
};

static LISTING: Listing = Listing { tool: "The Kotlin compiler", problem, ..Listing::BUILD };

/// Since 1.9 `e: file:///a/B.kt:35:29 …`, before `e: /a/B.kt: (35, 29): …`; Kotlin's Maven plugin writes `[ERROR]` instead.
static PROBLEM: Pattern = Pattern::new(
    r"(?:^|\s)(?:e: (?:\[ksp\] )?|\[ERROR\] )(?:file://)?(?<path>[^\s:][^:]*(?::[\\/][^:]*)?\.(?:kts?|java)):(?: \((?<line>\d+), (?<column>\d+)\):?|(?:\[?(?<row>\d+)(?:[:,](?<col>\d+)\]?)?:?))\s*(?:error: )?(?<message>.+)$",
);
static ALONE: Pattern = Pattern::new(r"(?:^|\s)(?<path>[^\s:]+\.kts?):(?<line>\d+):(?<column>\d+): error: (?<message>.+)$");
static GLOBAL: Pattern = Pattern::new(r"^\s*e: (?<message>(?:\[ksp\] |warnings found and -Werror|error: |java\.|org\.).*)$");
static SCRIPT: Pattern = Pattern::new(r"Script compilation errors?:$");
static SCRIPT_LINE: Pattern = Pattern::new(r"^\s+Line (?<line>\d+): (?<code>.*)$");
static SCRIPT_CARET: Pattern = Pattern::new(r"^\s+\^ (?<message>.+)$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if SCRIPT.is_match(line.text) {
        return script(line);
    }
    let found = [&PROBLEM, &ALONE, &GLOBAL].into_iter().find_map(|pattern| pattern.captures(line.text))?;
    let mut seen = Seen::of(line, &found);
    let number = |name: &str| found.name(name).and_then(|digits| digits.as_str().parse().ok());
    if seen.problem.place.line.is_none() {
        (seen.problem.place.line, seen.problem.place.column) = (number("row"), number("col"));
    }
    // Detekt's and ktlint's findings end in a rule.
    (!seen.problem.message.ends_with(')') || line.text.contains("e: ")).then_some(seen)
}

/// A build script that does not compile: the line, and under it the caret with the reason.
fn script(line: &Line<'_>) -> Option<Seen> {
    let (lines, text) = (1..6).map(|lines| (lines, line.behind(lines))).find(|(_, text)| SCRIPT_LINE.is_match(text))?;
    let found = SCRIPT_LINE.captures(&text)?;
    let below = line.behind(lines + 1);
    let caret = SCRIPT_CARET.captures(&below)?;
    let mut seen = Seen::of(line, &caret).until(line.at + lines + 2);
    seen.problem.place.line = found["line"].parse().ok();
    seen.line = line.at + lines + 1;
    Some(seen)
}
