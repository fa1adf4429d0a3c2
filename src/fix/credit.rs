//! How likely it is that a commit fixes a cause, from the signals it fires: a logistic sum.

use chrono::{DateTime, Utc};

use super::signal::Signal;
use super::weights::{BASE, LOG_HOURS, weight};

/// Hours past a day say no more.
const DAY: f64 = 24.0;

/// The credit, 0 to 1, to two digits: more would claim a precision that it does not have. Without its time a commit counts as an immediate one.
pub(super) fn credit(signals: &[Signal], run_began: Option<DateTime<Utc>>, written: Option<DateTime<Utc>>) -> f64 {
    let hours = match (run_began, written) {
        (Some(began), Some(written)) => (written - began).as_seconds_f64() / 3_600.0,
        _ => 0.0,
    };
    let sum: f64 = BASE + LOG_HOURS * hours.clamp(0.0, DAY).ln_1p() + signals.iter().map(|signal| weight(*signal)).sum::<f64>();
    let credit = 1.0 / (1.0 + (-sum).exp());
    (credit * 100.0).round() / 100.0
}
