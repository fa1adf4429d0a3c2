//! What each signal is worth, in log-odds. Learned by `tests/calibration.rs`; `docs/fix-status.md` says on what, and how well they do.

use super::credit::FEATURES;
use super::signal::Signal;

/// The log-odds of a commit that fires nothing.
pub const BASE: f64 = 1.34;

/// What each feature adds, in the order of [`FEATURES`].
pub const LEARNED: [f64; FEATURES.len()] = [0.03, 0.77, 0.90, 0.35, 0.41, -1.26];

/// What it adds that the same failure was seen in a later run that holds the commit.
pub const SEEN_AGAIN: f64 = -1.66;

/// The credit of a commit that says nothing of the cause: the cases are of commits that somebody linked with it, so they do not tell this either.
pub(super) const SILENT: f64 = 0.3;

/// What the cases tell nothing of, or too seldom: set by hand. Claims stay below a quote; what the diff itself contradicts loses more than a quote gives.
pub(super) fn by_hand(signal: Signal) -> f64 {
    match signal {
        Signal::QuotesShape | Signal::ChangesCondition | Signal::CitesIssue => 0.6,
        Signal::TouchesPath => 0.2,
        Signal::Declared | Signal::CitesFingerprint => 0.8,
        Signal::NotReached | Signal::TooLate => -2.0,
        _ => 0.0,
    }
}
