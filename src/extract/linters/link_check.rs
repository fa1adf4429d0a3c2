//! lychee and markdown-link-check: links that lead nowhere.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "link-check",
    literals: &["] http", "] <http", "] file://", "] <file://", "Errors.....", "[✖] ", " dead links found", " dead link found"],
    read,
};

static ROWS: [Pattern; 2] = [
    Pattern::new(r"^\s*(?:\* )?\[(?<code>[45]\d\d|ERROR|TIMEOUT|ERR)\] (?<message><?(?:https?|file)://\S+.*)$"),
    Pattern::new(r"^\s*\[✖\] (?<message>\S+(?: → Status: (?<code>\d+).*)?)$"),
];
static COUNTS: [Pattern; 2] =
    [Pattern::new(r"^\s*(?:🚫|\|) ?Errors\.+ ?(?<errors>\d+)"), Pattern::new(r"^\s*ERROR: (?<errors>\d+) dead links? found")];

static LISTING: Listing =
    Listing { tool: "The link check", counted: ("broken link", "broken links"), rows: &ROWS, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    // Servers log in this form, too.
    let closed = lines.iter().any(|&at| COUNTS.iter().any(|count| count.is_match(&log.text(at))));
    if closed { LISTING.read(log, lines) } else { Vec::new() }
}
