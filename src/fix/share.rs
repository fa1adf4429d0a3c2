//! Credit among commits that lie between a red run and one without the cause: the proof is theirs together.

/// What speaks for a commit that nobody weighed, in odds: something did it, and it need not be one of those that claim it.
const ANOTHER: f64 = 0.25;

/// The part that each of these credits has in a fix that a run has shown, in the same order. They add up to less than one.
pub fn shares(credits: &[f64]) -> Vec<f64> {
    let odds: Vec<f64> = credits.iter().map(|credit| credit.clamp(0.01, 0.99)).map(|credit| credit / (1.0 - credit)).collect();
    let all = ANOTHER + odds.iter().sum::<f64>();
    odds.iter().map(|odds| (odds / all * 100.0).round() / 100.0).collect()
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn one_has_most_of_it_and_two_share() {
        assert_eq!(shares(&[0.6]), [0.86]);
        assert_eq!(shares(&[0.6, 0.6]), [0.46, 0.46]);
        assert_eq!(shares(&[]), [0.0; 0]);
    }
}
