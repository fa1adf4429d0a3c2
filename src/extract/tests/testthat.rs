//! testthat, R's test runner, also under `R CMD check`.

use super::entries::{Entries, first_line};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "testthat", literals: &["── Failure (", "── Error (", "-- Failure (", "-- Error ("], read };

static HEADS: [Pattern; 1] =
    [Pattern::new(r"^\s*(?:──|--) (?:Failure|Error) \('?(?<path>[^':()]+):(?<line>\d+)(?::\d+)?'?\)(?:: (?<name>.*?))?(?: [─-]+)?$")];
static SKIP: [Pattern; 1] = [Pattern::new(r"^\s*(?:<.*>|Error in `.*`:)$")];
static STOPS: [Pattern; 2] =
    [Pattern::new(r"^\s*(?:══|==|──|--) "), Pattern::new(r"^\s*(?:Error: Test failures|Execution halted|Backtrace:)")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^\s*\[ FAIL (?<failed>\d+) \| WARN \d+ \| SKIP (?<skipped>\d+) \| PASS (?<passed>\d+) \]")];

static ENTRIES: Entries = Entries { heads: &HEADS, tell: first_line, skip: &SKIP, stops: &STOPS, counts: &COUNTS, ..Entries::PLAIN };

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    ENTRIES
        .reports(log, marks)
        .into_iter()
        .filter_map(|mut report| {
            for failed in &mut report.failed {
                if failed.test.id.is_empty() {
                    failed.test.id = failed.test.place.path.clone().unwrap_or_default();
                }
            }
            report.read()
        })
        .collect()
}
