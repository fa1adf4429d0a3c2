//! The Glasgow Haskell Compiler, through cabal, Stack or alone.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "ghc", literals: &[".hs:", ".lhs:"], read };

static LISTING: Listing = Listing { tool: "GHC", problem, ..Listing::BUILD };

/// Since 9.6 a number stands behind the word; the message stands below.
static HEAD: Pattern = Pattern::new(
    r"(?:^|\s)(?<path>[^\s:]+\.l?hs):(?<line>\d+):(?<column>\d+)(?:-\d+)?: error:(?: \[(?<code>[^\]]+)\](?: \[[^\]]+\])*)?(?<message>.*)$",
);

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let mut seen = Seen::of(line, &HEAD.captures(line.text)?);
    let block = (1..40).take_while(|&lines| line.behind(lines).starts_with(' ')).count();
    if seen.problem.message.is_empty() {
        line.behind(1).trim().trim_start_matches("• ").clone_into(&mut seen.problem.message);
        seen.line = line.at + 1;
    }
    Some(seen.until(line.at + 1 + block))
}
