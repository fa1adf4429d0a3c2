//! `javac`, as Gradle, Ant and Bazel print it, and as Maven does.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "javac",
    literals: &[
        ".java:[",
        ".java:",
        "error: release version",
        "error: invalid source release",
        "error: invalid target release",
        "error: warnings found and -Werror",
    ],
    read,
};

static LISTING: Listing = Listing { tool: "javac", problem, ..Listing::BUILD };

static PLAIN: Pattern = Pattern::new(r"(?:^|[\s:])(?<path>(?:[A-Za-z]:[\\/])?[^\s:]+\.java):(?<line>\d+): error: (?<message>.+)$");
/// With a column, and twice: under `COMPILATION ERROR`, and again where the goal fails.
static MAVEN: Pattern = Pattern::new(
    r"^\s*(?:\[ERROR\]|ERROR:?) (?<path>(?:[A-Za-z]:[\\/])?[^:\[\]]+\.java):\[(?<line>\d+),(?<column>\d+)\] (?:error: )?(?<message>.+)$",
);
static GLOBAL: Pattern =
    Pattern::new(r"^\s*(?:> )?error: (?<message>(?:release version|invalid (?:source|target) release|warnings found and -Werror).*)$");
/// Checkstyle, PMD and Error Prone's siblings name their rule first, or last.
static RULE: Pattern = Pattern::new(r"^\(\w+\) \w+:");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let found = [&PLAIN, &MAVEN, &GLOBAL].into_iter().find_map(|pattern| pattern.captures(line.text))?;
    if RULE.is_match(&found["message"]) {
        return None;
    }
    // Below stand the source and a caret, or `symbol:` and `location:`.
    let more = (1..8)
        .take_while(|&lines| {
            let text = line.behind(lines);
            let text = text.trim_start_matches("[ERROR]");
            text.starts_with("  ") && !text.trim().is_empty()
        })
        .count();
    Some(Seen::of(line, &found).until(line.at + 1 + more))
}
