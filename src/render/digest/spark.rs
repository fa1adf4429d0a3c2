//! Numbers as a row of small bars.

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A character a number, the highest for the largest; nothing is a dot, so that it is told from little.
pub(super) fn spark(numbers: &[u64]) -> String {
    let most = numbers.iter().copied().max().unwrap_or_default().max(1);
    numbers
        .iter()
        .map(|number| if *number == 0 { '·' } else { BARS[usize::try_from((number * 8).div_ceil(most) - 1).unwrap_or(7).min(7)] })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::spark;

    #[test]
    fn one_bar_a_number() {
        assert_eq!(spark(&[0, 1, 4, 8]), "·▁▄█");
        assert_eq!(spark(&[0, 0]), "··");
        assert_eq!(spark(&[3]), "█");
        assert_eq!(spark(&[]), "");
        assert_eq!(spark(&[1, 1_000_000]), "▁█");
    }
}
