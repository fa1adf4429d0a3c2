//! Pest, and `artisan test`, whose failures look alike.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::{Groups, Pattern};

pub(super) const EXTRACTOR: Extractor = Extractor { name: "pest", literals: &["  FAILED  ", "  • "], read };

/// `FAILED  Tests\Unit\ShopTest > it discounts   RuntimeException`; before version 2, a bullet.
static HEAD: Pattern =
    Pattern::new(r"^(?<prefix>.*?) {1,3}(?:FAILED  |• )(?<class>[A-Z]\w*(?:\\\w+)+) ?[>›] (?<name>\S.*?)(?:  +(?<exception>[\w\\]+))?\s*$");
static AT: Pattern = Pattern::new(r"^ *at (?<path>\S+?):(?<line>\d+)$");
static TESTS: Pattern = Pattern::new(
    r"^ *Tests: +(?:\d+ deprecated, |\d+ warnings?, |\d+ risky, )*(?<failed>\d+) failed(?:, (?<skipped>\d+) skipped)?(?:.*?(?<passed>\d+) passed)?",
);

/// An entry and the count below it stretch so far.
const REACH: usize = 20_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut behind = 0;
    for &at in marks {
        if at < behind {
            continue;
        }
        let text = log.text(at);
        let Some(head) = HEAD.captures(&text) else { continue };
        let lines = Lines::of(log, at..at + REACH, &Prefix::of(&head["prefix"]));
        let mut failed: Vec<Failed> = Vec::new();
        let mut counts = None;
        for line in lines.range() {
            let text = lines.get(line);
            if let Some(tests) = TESTS.captures(text) {
                counts = Some((line, number(&tests, "failed"), number(&tests, "passed"), number(&tests, "skipped")));
                break;
            } else if let Some(head) = HEAD.captures(text) {
                failed.push(Failed { test: TestFailure { id: id(&head), ..TestFailure::default() }, head: line, line: None });
            } else if let Some(last) = failed.last_mut() {
                if last.line.is_none() && !text.trim().is_empty() && !text.trim().starts_with("──") {
                    (last.line, last.test.message) = (Some(line), Some(text.trim().to_owned()));
                } else if let Some(found) =
                    AT.captures(text).filter(|found| last.test.place.path.is_none() && !found["path"].contains("vendor/"))
                {
                    last.test.place = place(&found);
                }
            }
        }
        let end = counts.map_or_else(|| failed.last().map_or(at, |last| last.line.unwrap_or(last.head)), |(line, ..)| line);
        behind = end + 1;
        let report = Report::new(at..end + 1, failed);
        reads.extend(match counts {
            Some((_, failed, passed, skipped)) => report.count("failed", failed).count("passed", passed).count("skipped", skipped).read(),
            None => report.unfinished().read(),
        });
    }
    reads
}

/// `Tests\Unit\ShopTest > it discounts`, which `--filter` takes in pieces.
fn id(head: &Groups<'_>) -> String {
    format!("{} > {}", &head["class"], &head["name"])
}
