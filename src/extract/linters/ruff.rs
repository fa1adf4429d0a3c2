//! Ruff: its full, concise, grouped and GitHub formats, and `ruff format --check`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, Tally, number, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "ruff",
    literals: python_literals![
        "--> ",
        ".ipynb:",
        "Found ",
        "Would reformat: ",
        "would be reformatted",
        "error: Failed to parse",
        "All checks passed!"
    ],
    read,
};

static LISTING: Listing = Listing { tool: "Ruff", problem, summary, ..Listing::LINT };

/// Full, the default since 0.5: the place stands below the message.
static PLACE: Pattern = Pattern::new(r"^\s*--> (?<path>\S.*\.(?:py|pyi|ipynb|toml|md)(?::cell \d+)?):(?<line>\d+):(?<column>\d+)$");
static HEAD: Pattern =
    Pattern::new(r"^(?:(?<code>[A-Z]{1,4}\d{3,4}|invalid-syntax|unformatted|io-error|[a-z]+(?:-[a-z]+)+):? )(?:\[\*\] )?(?<message>\S.*)$");
/// Concise, and full before 0.5; GitHub's.
static ROW: Pattern = Pattern::new(
    r"^\s*(?<path>\S[^:]*(?::[\\/][^:]*)?\.(?:py|pyi|ipynb|toml)(?::cell \d+)?):(?<line>\d+):(?<column>\d+): (?:(?<code>[A-Z]{1,4}\d{3,4}|invalid-syntax:?|SyntaxError:) )(?<fix>\[\*\] )?(?<message>\S.*)$",
);
static FORMAT: Pattern = Pattern::new(r"^Would reformat: (?<path>\S.*)$");
static BROKEN: Pattern =
    Pattern::new(r"^error: Failed to parse (?<path>[^:]+(?::[\\/][^:]*)?):(?<line>\d+):(?<column>\d+): (?<message>.+)$");
static COUNT: Pattern = Pattern::new(r"^Found (?<errors>\d+) errors?(?: \(\d+ fixed, (?<left>\d+) remaining\))?\.");
static UNFORMATTED: Pattern =
    Pattern::new(r"^(?<errors>\d+) files? would be reformatted(?:, \d+ files? (?:already formatted|left unchanged))?$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = LISTING.read(log, lines);
    // Its rows look like flake8's; only its own count, its marks or its full form make them Ruff's.
    reads.retain(|read| {
        let counted = read.details.counts.contains_key("errors");
        let text = log.text(read.line);
        let row = ROW.captures(&text);
        counted || row.is_none_or(|row| row.name("fix").is_some() || row["message"].contains('`'))
    });
    for read in &mut reads {
        if log.text(read.line).contains("Would reformat: ") {
            read.title = read.title.replace("lint error", "unformatted file");
        }
    }
    reads
}

fn summary(text: &str) -> Option<Tally> {
    if text.starts_with("All checks passed!") {
        return Some(Tally::Clean);
    }
    if let Some(count) = UNFORMATTED.captures(text) {
        return Some(Tally::Failed(number(&count, "errors"), None));
    }
    let count = COUNT.captures(text)?;
    match number(&count, "left").or_else(|| number(&count, "errors")) {
        Some(0) => Some(Tally::Clean),
        left => Some(Tally::Failed(left, None)),
    }
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = FORMAT.captures(line.text) {
        let mut seen = Seen::of(line, &found).shallow();
        "not formatted".clone_into(&mut seen.problem.message);
        return Some(seen);
    }
    if let Some(found) = BROKEN.captures(line.text).or_else(|| ROW.captures(line.text)) {
        let mut seen = Seen::of(line, &found);
        seen.problem.code = seen.problem.code.map(|code| code.trim_end_matches(':').to_owned());
        return Some(seen);
    }
    let found = PLACE.captures(line.text)?;
    let above = line.at.checked_sub(1)?;
    let text = line.log.text(above);
    let head = HEAD.captures(crate::extract::lead::bare(&text))?;
    let mut seen = Seen::of(line, &head);
    seen.problem.place = place(&found);
    seen.line = above;
    // The source, marked, up to a blank line.
    let more = (1..60).take_while(|&lines| !line.behind(lines).trim().is_empty()).count();
    seen.lines = above..line.at + more + 1;
    Some(seen)
}
