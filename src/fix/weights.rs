//! What each signal is worth, in log-odds. Learned by `cargo run --example calibrate-credit`; `docs/fix-status.md` says on what, and how well they do.

use super::signal::Signal;

/// The log-odds of a commit that fires nothing.
pub(super) const BASE: f64 = -0.40;

/// For each e-fold of hours after the run, up to a day: first attempts hold less often than later ones.
pub(super) const LOG_HOURS: f64 = 0.53;

/// What a signal adds. Of the three ways to quote only one fires.
pub(super) fn weight(signal: Signal) -> f64 {
    match signal {
        Signal::CitesJob => 0.21,
        Signal::CitesRun => 0.58,
        Signal::QuotesLine | Signal::QuotesWords => 0.97,
        Signal::TouchesPath => 0.14,
        Signal::NamesJob => 0.16,
        // The cases tell neither captures nor conditions: set by hand, below a quote.
        Signal::QuotesShape | Signal::ChangesCondition => 0.6,
    }
}
