//! "Did you mean": the nearest of the words that would have been right.

/// A help text that names the nearest candidate, or lists all where none is near.
pub(super) fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let all: Vec<&str> = candidates.into_iter().collect();
    match nearest(word, all.iter().copied()) {
        Some(candidate) => Some(format!("did you mean `{candidate}`?")),
        None => (!all.is_empty()).then(|| format!("expected one of {}", quoted(&all))),
    }
}

/// The nearest candidate, if it is near.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = word.chars().count().div_ceil(3);
    let nearest = candidates.into_iter().map(|candidate| (distance(word, candidate), candidate)).min_by_key(|(far, _)| *far);
    nearest.filter(|(far, _)| *far <= allowed).map(|(_, candidate)| candidate)
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Edits between two words: insertions, deletions, substitutions, and swaps of neighbours; case and `_` for `-` are free.
fn distance(a: &str, b: &str) -> usize {
    let fold = |word: &str| word.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect::<Vec<_>>();
    let (a, b) = (fold(a), fold(b));
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + changed);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, suggest};

    #[test]
    fn edits_are_counted() {
        assert_eq!(distance("severity", "severity"), 0);
        assert_eq!(distance("severty", "severity"), 1);
        assert_eq!(distance("sevreity", "severity"), 1);
        assert_eq!(distance("group_by", "group-by"), 0);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn the_nearest_word_is_suggested_or_all_are_listed() {
        assert_eq!(suggest("servity", ["severity", "status"]).as_deref(), Some("did you mean `severity`?"));
        assert_eq!(suggest("zzz", ["log", "env"]).as_deref(), Some("expected one of `log`, `env`"));
        assert_eq!(suggest("zzz", []), None);
    }
}
