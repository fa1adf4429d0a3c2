//! Ruby: an exception that ends a script, and rake's.

use super::exception::Exceptions;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::Confidence;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "ruby", literals: &[":in `", ":in '", "rake aborted!"], read };

static HEADS: [Pattern; 2] = [
    Pattern::new(
        r"^\s*(?:(?<path>[^\s:<>]+(?:\.rb|file|\.gemspec|\.rake)):(?<line>\d+)|<internal:[^>]+>:\d+|\S+:\d+):in [`'][^']+': (?<message>.+) \((?<name>[A-Z][\w:]+)\)$",
    ),
    Pattern::new(r"^\s*(?:rake|thor|cap) aborted!$"),
];
static STACK: Pattern = Pattern::new(r"^\s*from |^\t\d*:? ?from |^\s*\S+:\d+:in [`']|^\s{2,}|^Did you mean\?|^\s*$|^Tasks: |^Caused by:");
static FRAME: Pattern = Pattern::new(r"(?<path>[^\s:<>]+(?:\.rb|file|\.rake)):(?<line>\d+)");
static FOREIGN: Pattern = Pattern::new(r"/gems/|/lib/ruby/|^<internal");

static EXCEPTIONS: Exceptions = Exceptions {
    title: "Uncaught Ruby exception",
    said: "A Ruby program ended with",
    heads: &HEADS,
    stack: &STACK,
    frame: &FRAME,
    foreign: &FOREIGN,
    cause: None,
    within: 0,
    confidence: Confidence::High,
};

/// Rake ran a command, which says why itself.
static COMMAND: Pattern =
    Pattern::new(r"^(?:Command failed with status \(\d+\)(?:: \[ruby .*)?$|(?:js|css)bundling-rails: Command .* failed)");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = EXCEPTIONS.read(log, lines);
    // fastlane's own way of saying what it says above.
    reads.retain(|read| {
        let text = log.text(read.line);
        !text.contains("(FastlaneCore::") && !COMMAND.is_match(bare(&text).trim())
    });
    reads
}
