//! An id and a title from the words of a line. A person finds better ones.

use super::parts::Part;

/// Words that an id can do without.
const EMPTY: [&str; 22] = [
    "a", "an", "and", "as", "at", "be", "by", "error", "err", "fatal", "failure", "for", "from", "in", "is", "it", "of", "on", "or", "the",
    "to", "was",
];

/// So many words make an id, and a title.
const WORDS: usize = 6;
const TITLE: usize = 12;

fn words(parts: &[Part]) -> Vec<String> {
    let text = parts.iter().map(|part| match part {
        Part::Words(words) => words.replace("##[error]", " "),
        Part::Value(_) => " ".to_owned(),
    });
    let text: String = text.collect();
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-' || c == '_'))
        .map(|word| word.trim_matches(['\'', '-', '_']).to_owned())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect()
}

/// `lock-held-by-pid`.
pub(super) fn id(parts: &[Part]) -> String {
    let kept = words(parts).into_iter().map(|word| word.to_lowercase()).filter(|word| !EMPTY.contains(&word.as_str()));
    let kebab =
        |word: String| word.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let id = kept.map(kebab).filter(|word| !word.is_empty()).take(WORDS).collect::<Vec<_>>().join("-");
    let id = id.trim_start_matches(|c: char| !c.is_ascii_lowercase()).to_owned();
    if id.is_empty() { "unnamed-failure".to_owned() } else { id }
}

/// `Lock is held by pid`.
pub(super) fn title(parts: &[Part]) -> String {
    let mut words = words(parts);
    if words.first().is_some_and(|word| ["error", "fatal", "err"].contains(&word.to_lowercase().as_str())) && words.len() > 1 {
        words.remove(0);
    }
    words.truncate(TITLE);
    let said = words.join(" ");
    let mut letters = said.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    if first.is_empty() { "A failure without a name".to_owned() } else { first + letters.as_str() }
}

#[cfg(test)]
mod tests {
    use super::super::parts::parts;
    use super::{id, title};

    #[test]
    fn names_are_made_of_the_tools_words() {
        let found = parts("Error: the lock 'db.lock' is held by pid 321");
        assert_eq!((id(&found).as_str(), title(&found).as_str()), ("lock-held-pid", "The lock is held by pid"));
        let empty = parts("12: 34");
        assert_eq!((id(&empty).as_str(), title(&empty).as_str()), ("unnamed-failure", "A failure without a name"));
    }
}
