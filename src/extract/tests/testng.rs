//! `TestNG`'s own runner: tests and configuration methods that failed, and the count of the suite.

use super::entries::Entries;
use super::report::Report;
use super::throwable::{is_throwable, thrown};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "testng", literals: &["FAILED: ", "FAILED CONFIGURATION: "], read };

static HEADS: [Pattern; 1] = [Pattern::new(r"^FAILED(?: CONFIGURATION)?: (?:@\w+ )?(?<name>[A-Za-z_][\w.$]*)(?:\(.*\))?$")];
static STOPS: [Pattern; 1] = [Pattern::new(r"^(?:(?:PASSED|SKIPPED)(?: CONFIGURATION)?: |={20,}$)")];
static COUNTS: [Pattern; 1] =
    [Pattern::new(r"^\s*(?:Total t|T)ests run: \d+,(?: Passes: (?<passed>\d+),)? Failures: (?<failed>\d+), Skips: (?<skipped>\d+)$")];

static ENTRIES: Entries = Entries { heads: &HEADS, tell: thrown, stops: &STOPS, counts: &COUNTS, ..Entries::PLAIN };

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reports = ENTRIES.reports(log, marks);
    for report in &mut reports {
        // Other tools call things failed, too.
        report.failed.retain(|failed| is_throwable(&log.text(failed.head + 1)));
        for failed in &mut report.failed {
            // Named without its class, which its place has.
            if let (false, Some(path)) = (failed.test.id.contains('.'), &failed.test.place.path) {
                failed.test.id = format!("{}.{}", path.split('.').next().unwrap_or(path), failed.test.id);
            }
        }
    }
    reports.into_iter().filter_map(Report::read).collect()
}
