//! How likely it is that a commit fixes a cause, from the signals it fires: a logistic sum.

use chrono::{DateTime, Utc};

use super::signal::Signal;
use super::status::UNBACKED;
use super::weights::{BASE, LEARNED, SEEN_AGAIN, by_hand};
use crate::model::Commit;

/// What is learned from cases, by name; see [`features`].
pub const FEATURES: [&str; 6] =
    ["cites this job's URL", "cites the run", "quotes the line", "names the job in its subject", "hours after the run", "jobs that broke"];

/// More than this no words are worth: of 45 claims of success in the cases, 14 did not hold.
const MOST: f64 = 0.9;
/// Hours past a day say no more.
const DAY: f64 = 24.0;
/// Nor do more broken jobs than this.
const MANY: usize = 4;

/// What a commit shows, as numbers: signals as 0 or 1, then the logarithm of its hours after the run, up to a day, and that of how many jobs the
/// run broke, up to four: where many broke, a claim holds less often. Without its time a commit counts as an immediate one.
pub fn features(signals: &[Signal], began: Option<DateTime<Utc>>, broken: usize, commit: &Commit) -> [f64; FEATURES.len()] {
    let fired = |wanted: &[Signal]| f64::from(u8::from(signals.iter().any(|signal| wanted.contains(signal))));
    let hours = commit.authored_at.zip(began).map_or(0.0, |(written, began)| (written - began).as_seconds_f64() / 3_600.0);
    [
        fired(&[Signal::CitesJob]),
        fired(&[Signal::CitesRun]),
        fired(&[Signal::QuotesLine, Signal::QuotesWords]),
        fired(&[Signal::NamesJob]),
        hours.clamp(0.0, DAY).ln_1p(),
        (broken.clamp(1, MANY) as f64).ln(),
    ]
}

/// The credit, 0 to 1, to two digits: more would claim a precision that it does not have.
pub(super) fn credit(signals: &[Signal], began: Option<DateTime<Utc>>, broken: usize, commit: &Commit) -> f64 {
    let learned: f64 = features(signals, began, broken, commit).iter().zip(LEARNED).map(|(feature, weight)| feature * weight).sum();
    let sum = BASE + learned + signals.iter().map(|signal| by_hand(*signal)).sum::<f64>();
    digits(logistic(sum).min(MOST))
}

/// What is left of a credit once a later run holds the commit and has the cause. In the cases that was the same kind of failure, here it is the
/// very same: less than a half, whatever was said.
pub(super) fn in_vain(credit: f64) -> f64 {
    let credit = credit.clamp(0.01, 0.99);
    digits(logistic((credit / (1.0 - credit)).ln() + SEEN_AGAIN)).min(UNBACKED)
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

fn digits(credit: f64) -> f64 {
    (credit * 100.0).round() / 100.0
}
