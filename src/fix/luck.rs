//! Whether runs without a cause that comes and goes are more than luck.

/// Below this chance it is no longer called luck.
pub(super) const UNLIKELY: f64 = 0.05;

/// The chance of so many runs in a row without the cause, had nothing changed: of `all` runs before, `reds` had it.
/// With few runs to go by, the rate is drawn towards a half.
pub(super) fn luck(reds: usize, all: usize, greens: usize) -> f64 {
    let rate = (reds + 1) as f64 / (all + 2) as f64;
    (1.0 - rate).powf(greens as f64)
}

#[cfg(test)]
mod tests {
    use super::{UNLIKELY, luck};

    #[test]
    fn rare_failures_need_more_greens() {
        assert!(luck(1, 1, 2) > UNLIKELY && luck(1, 1, 3) < UNLIKELY);
        assert!(luck(1, 2, 4) > UNLIKELY && luck(1, 2, 5) < UNLIKELY);
        assert!(luck(1, 18, 20) > UNLIKELY && luck(1, 18, 30) < UNLIKELY);
    }
}
