//! The same line with other values, and a line that only looks alike.

use super::parts::{Part, Value};
use super::values::Kind;

/// What a tool would print another time.
pub(super) fn another_time(parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Words(words) => words.clone(),
            Part::Value(value) => other(value),
        })
        .collect()
}

/// The line without the words that tell what happened: the longest run of them is another one.
pub(super) fn look_alike(parts: &[Part]) -> String {
    let longest = parts.iter().enumerate().filter_map(|(at, part)| match part {
        Part::Words(words) => Some((words.trim().len(), at)),
        Part::Value(_) => None,
    });
    let changed = longest.max().map(|(_, at)| at);
    parts
        .iter()
        .enumerate()
        .map(|(at, part)| match part {
            Part::Words(_) if changed == Some(at) => if at == 0 { "done with " } else { " is as it should be " }.to_owned(),
            Part::Words(words) => words.clone(),
            Part::Value(value) => value.text.clone(),
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

fn other(value: &Value) -> String {
    let text = value.text.as_str();
    match value.kind {
        Kind::Url => "https://example.org/other".to_owned(),
        Kind::Image => "registry.example.org/other/image:2".to_owned(),
        Kind::Path => other_path(text),
        Kind::Id => "other-0a1b2c".to_owned(),
        Kind::Quoted(_) => match value.capture.as_ref().map(|(_, kind)| kind.as_str()) {
            Some("path") => other_path(text),
            Some("name") => "other".to_owned(),
            Some("url") => "https://example.org/other".to_owned(),
            Some("number" | "version") => digits(text),
            _ => "something else".to_owned(),
        },
        Kind::Address => "192.0.2.7".to_owned(),
        Kind::Version | Kind::Number | Kind::Time => digits(text),
        Kind::Uuid | Kind::Hash => hex(text),
    }
}

/// Another directory and name, the same ending.
fn other_path(path: &str) -> String {
    let separator = if path.contains('\\') { '\\' } else { '/' };
    let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let ending = file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| format!(".{ending}")).unwrap_or_default();
    let root = match path.get(1..3) {
        Some(r":\") => r"D:\a\other\other\",
        Some(":/") => "D:/a/other/other/",
        _ if path.starts_with('/') => "/home/runner/work/other/other/",
        _ if path.contains(separator) => "other/",
        _ => "",
    };
    format!("{root}other{ending}").replace('/', &separator.to_string())
}

/// Each digit one more, but a 9, so that no date or zero becomes another kind of thing.
fn digits(text: &str) -> String {
    let start = text.len() - text.trim_start_matches(|c: char| !c.is_ascii_digit()).len();
    let mut changed = false;
    let last = text.rfind(|c: char| c.is_ascii_digit()).unwrap_or_default();
    text.char_indices()
        .map(|(at, c)| match c {
            '1'..='8' if at >= start && !changed && (at == last || !text.contains(':')) => {
                changed = true;
                char::from(c as u8 + 1)
            }
            _ => c,
        })
        .collect()
}

fn hex(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'a' => 'e',
            'e' => 'a',
            '3'..='6' => char::from(c as u8 + 1),
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::parts::parts;
    use super::{another_time, look_alike};

    #[test]
    fn other_values_stand_in_the_same_words() {
        let line = "cannot lock '/srv/x/db.lock' of ghcr.io/acme/app:1 (pid 321, v1.2.3) at 8f30b3499d56";
        let parts = parts(line);
        assert_eq!(
            another_time(&parts),
            "cannot lock '/home/runner/work/other/other/other.lock' of registry.example.org/other/image:2 (pid 421, v2.2.3) at 8f40b4599d67"
        );
        assert_eq!(look_alike(&parts), "done with /srv/x/db.lock' of ghcr.io/acme/app:1 (pid 321, v1.2.3) at 8f30b3499d56");
    }
}
