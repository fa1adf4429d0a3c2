//! The Groovy compiler, also on Gradle's build scripts.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "groovyc", literals: &[".groovy: ", ".gradle': ", "Jenkinsfile: "], read };

static ROWS: [Pattern; 1] = [Pattern::new(
    r"(?:^|\s)(?:build file '|settings file ')?(?<path>[^\s:']+(?:\.groovy|\.gradle|Jenkinsfile))'?: (?<line>\d+): (?<message>.+?)(?: @ line \d+, column (?<column>\d+)\.?)?$",
)];

static LISTING: Listing = Listing { tool: "The Groovy compiler", rows: &ROWS, ..Listing::BUILD };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
