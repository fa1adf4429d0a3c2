//! Names and numbers in a sentence.

/// `1`, `1 and 2`, `1, 2 and 3`, `1–4`.
pub fn numbered(numbers: &[usize]) -> String {
    if let (Some(first), Some(last)) = (numbers.first(), numbers.last())
        && numbers.len() > 3
        && last - first + 1 == numbers.len()
    {
        return format!("{first}–{last}");
    }
    listed(&numbers.iter().map(ToString::to_string).collect::<Vec<_>>())
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
