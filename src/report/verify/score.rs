//! Squared errors.

use super::model::ScorePart;

/// A prediction that can be scored: how likely a thing was said to be, how likely somebody without a report says it is, and whether it came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) likely: f64,
    pub(super) otherwise: f64,
    pub(super) came: bool,
}

pub(super) fn score(said: &[Said]) -> ScorePart {
    let mean = |of: fn(&Said) -> f64| {
        let sum: f64 = said.iter().map(|said| (of(said) - f64::from(u8::from(said.came))).powi(2)).sum();
        (!said.is_empty()).then(|| (sum / said.len() as f64 * 1000.0).round() / 1000.0)
    };
    ScorePart {
        predictions: said.len(),
        held: said.iter().filter(|said| (said.likely >= 0.5) == said.came).count(),
        brier: mean(|said| said.likely),
        red_stays_red: mean(|said| said.otherwise),
    }
}
