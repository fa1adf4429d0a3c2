//! Sphinx, whose warnings fail the build where it runs with `-W`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Listing, Tally};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "sphinx",
    literals: &[": WARNING: ", ": ERROR: ", ": CRITICAL: ", ": SEVERE: ", "treated as error", "build succeeded", "Sphinx error:"],
    read,
};

static LISTING: Listing =
    Listing { tool: "Sphinx", counted: ("documentation problem", "documentation problems"), summary, rows: &ROWS, ..Listing::LINT };

static ROWS: [Pattern; 2] = [
    // A docstring has its place in the module that holds it.
    Pattern::new(
        r"^(?<path>[^\s:][^:]*?\.(?:rst|md|txt|py|pyx|ipynb|inc))(?::docstring of [^:\s]+)?(?::(?<line>\d+))?: (?:WARNING|ERROR|CRITICAL|SEVERE): (?<message>\S.*?)(?: \[(?<code>[\w.]+)\])?$",
    ),
    // Before version 7.3 the first one ends the build.
    Pattern::new(r"^(?<path>[^\s:][^:]*?\.(?:rst|md|txt|py|pyx|ipynb|inc))(?::docstring of [^:\s]+)?:(?<line>\d+):(?<message>\S.*)$"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    // Warnings are no failure by themselves.
    let mut marked = Vec::new();
    let mut strict = false;
    for &at in lines {
        let text = log.text(at);
        if text.contains("arning, treated as error") {
            marked.push(at + 1);
            strict = true;
        } else {
            strict |= text.contains("treated as error") || text.contains(": CRITICAL: ") || text.contains(": SEVERE: ");
            marked.push(at);
        }
    }
    if strict { LISTING.read(log, &marked) } else { Vec::new() }
}

fn summary(text: &str) -> Option<Tally> {
    (text.starts_with("build succeeded") && !text.contains("treated as error")).then_some(Tally::Clean)
}
