//! Whether a commit's message quotes a line of evidence: with what the line named, or only its shape.

/// How a message quotes a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    /// The line, and every capture it holds.
    Whole,
    /// The line with its captures left out.
    Shape,
    /// A few words of it in a row.
    Words,
}

/// A quote is at least this many words, and this share of the line's.
const WORDS: usize = 4;
const SHARE: f64 = 0.6;

/// How `message` quotes `line`, which holds these captured values.
///
/// Words are compared in lower case without the punctuation around them; `***`, GitHub's mask, stands for any one or two words.
/// A quote with *other* values in the captures' place is one of another failure, and counts as none.
pub(super) fn quoted(line: &str, captures: &[&str], message: &str) -> Option<Quote> {
    let message_words = words(message);
    let whole = words(line);
    if run(&whole, &message_words, None) >= needed(&whole) && captures.iter().all(|value| message.contains(value)) {
        return Some(Quote::Whole);
    }
    let (shape, holes) = shape(line, captures);
    let spans_all = |from: usize, to: usize| holes.iter().all(|hole| (from..=to).contains(hole));
    if !holes.is_empty() && run(&shape, &message_words, Some(&spans_all)) >= needed(&shape) {
        return Some(Quote::Shape);
    }
    let folded = |words: &[String]| -> Vec<String> { words.iter().map(|word| fold(word)).collect() };
    // The words that all failures of a kind share tell nothing: where a rule took values, they must stand there too.
    let same = captures.iter().all(|value| message.contains(value));
    (same && run(&folded(&whole), &folded(&message_words), None) >= WORDS).then_some(Quote::Words)
}

/// Numbers differ from run to run.
fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        if !c.is_ascii_digit() {
            folded.push(c);
        } else if !folded.ends_with('#') {
            folded.push('#');
        }
    }
    folded
}

fn needed(line: &[String]) -> usize {
    // Truncation is exact enough for a count of words.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a word count times a share below one")]
    let share = (line.len() as f64 * SHARE).ceil() as usize;
    share.max(WORDS)
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace()).map(word).filter(|word| !word.is_empty()).collect()
}

fn word(raw: &str) -> String {
    if raw.contains("***") {
        return "***".to_owned();
    }
    raw.trim_matches(|c: char| !c.is_alphanumeric() && c != '/').to_lowercase()
}

/// The line's words without its captures, and between which words a capture stood in its middle.
fn shape(line: &str, captures: &[&str]) -> (Vec<String>, Vec<usize>) {
    const HOLE: char = '\u{1}';
    let mut text = line.to_owned();
    for value in captures.iter().filter(|value| !value.is_empty()) {
        text = text.replace(value, &format!(" {HOLE} "));
    }
    let mut kept = Vec::new();
    let mut holes = Vec::new();
    for raw in text.split_whitespace() {
        if raw.contains(HOLE) {
            holes.push(kept.len());
        } else {
            kept.extend(Some(word(raw)).filter(|word| !word.is_empty()));
        }
    }
    holes.retain(|hole| (1..kept.len()).contains(hole));
    holes.dedup();
    (kept, holes)
}

/// The longest run of the line's words that stands in the message, of those that `accept` takes by their first word and the one behind their last.
fn run(line: &[String], message: &[String], accept: Option<&dyn Fn(usize, usize) -> bool>) -> usize {
    let mut best = 0;
    for from in 0..line.len() {
        for start in 0..message.len() {
            let length = common(&line[from..], &message[start..]);
            // A hole is spanned when words on both sides of it are quoted.
            if length > best && accept.is_none_or(|accept| accept(from + 1, (from + length).saturating_sub(1))) {
                best = length;
            }
        }
    }
    best
}

/// How many words of the line, from its start, stand at the start of the message.
fn common(line: &[String], message: &[String]) -> usize {
    let (mut at, mut in_message) = (0, 0);
    while at < line.len() && in_message < message.len() {
        if line[at] == message[in_message] {
            in_message += 1;
        } else if line[at] == "***" || message[in_message] == "***" {
            // The masked text may be two words, e.g. a scheme and a token.
            let next = line.get(at + 1);
            in_message += if next.is_some() && message.get(in_message + 2) == next && message.get(in_message + 1) != next { 2 } else { 1 };
        } else {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Quote, quoted};

    const LINE: &str = "Command Output: Error: statfs /home/runner/work/a/a/test/e2e/shop/cover: no such file or directory";
    const PATH: &str = "/home/runner/work/a/a/test/e2e/shop/cover";

    #[test]
    fn whole_shape_or_neither() {
        let message = |text: &str| quoted(LINE, &[PATH], text);
        assert_eq!(
            message("fix: make it first\n\n  Error: statfs /home/runner/work/a/a/test/e2e/shop/cover: no such file or directory\n"),
            Some(Quote::Whole)
        );
        assert_eq!(message("coverage on; fixes \"statfs: no such file or directory\" in E2E"), Some(Quote::Shape));
        assert_eq!(message("Error: statfs /home/runner/work/a/a/test/e2e/OTHER/cover: no such file or directory"), None);
        assert_eq!(message("no such file or directory"), None);
        assert_eq!(message("unrelated"), None);
    }

    #[test]
    fn lines_without_captures_and_masks() {
        assert_eq!(
            quoted(
                "Error: invalid status code from registry 403 (Forbidden)",
                &[],
                "we saw `invalid status code from registry 403 (Forbidden)`"
            ),
            Some(Quote::Whole)
        );
        assert_eq!(quoted("Error: invalid status code from registry 403 (Forbidden)", &[], "registry 403"), None);
        let masked = r#"HTTP response body: {"detail":"Missing Authorization header with ***"}"#;
        assert_eq!(
            quoted(masked, &[], r#"HTTP response body: {"detail":"Missing Authorization header with Bearer token"}"#),
            Some(Quote::Whole)
        );
    }
}
