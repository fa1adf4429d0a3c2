//! Checkstyle, through Maven, Gradle or alone.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "checkstyle",
    literals: &["[ant:checkstyle] ", ".java:[", "[ERROR] /", "[ERROR] src/", "[ERROR] C:", "[ERROR] D:", "[WARN] /"],
    read,
};

static ROWS: [Pattern; 2] = [
    Pattern::new(
        r"^\s*(?:\[ant:checkstyle\] )?\[(?<severity>ERROR)\] (?<path>[^\s:]+(?::[\\/][^:]*)?\.\w+):(?<line>\d+)(?::(?<column>\d+))?: (?<message>.+) \[(?<code>[A-Z]\w+)\]$",
    ),
    Pattern::new(
        r"^\s*\[ERROR\] (?<path>[^\s:]+(?::[\\/][^:]*)?\.\w+):\[(?<line>\d+)(?:,(?<column>\d+))?\] \(\w+\) (?<code>\w+): (?<message>.+)$",
    ),
];

static LISTING: Listing = Listing { tool: "Checkstyle", counted: ("violation", "violations"), rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
