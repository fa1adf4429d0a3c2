//! The boundary between a stranger's text and what a reader's Markdown, browser or terminal would act on.

use std::fmt::Write as _;

/// The text with everything invisible made visible: control characters, escapes, and what turns the direction of writing.
/// One line stays one line. Tabs become spaces, as no two places agree on their width.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push_str("    "),
            '\n' => out.push('␤'),
            '\r' => out.push('␍'),
            c if c.is_control() => {
                let _ = write!(out, "\\x{:02x}", u32::from(c));
            }
            c if hidden(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// What has no width, or turns the text around it. The joiners of emoji and scripts (U+200C, U+200D, U+FE0F) stay.
pub(super) fn hidden(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x61C | 0x115F..=0x1160 | 0x180E | 0x200B | 0x200E..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFEFF
        | 0xFFA0 | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF)
}

/// The address if it is one of the web and cannot end the link that it is put in; parentheses and what is not ASCII are encoded.
pub(super) fn web_address(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    if rest.is_empty() || url.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\'' | '`' | '\\')) {
        return None;
    }
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii() && !matches!(byte, b'(' | b')' | b'|' | b'[' | b']' | b'{' | b'}' | b'^' | b';' | b'*') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Some(out)
}

/// The text for an HTML page, in text and in attributes.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The text for a Markdown paragraph: as it is where it is tame, else as code.
///
/// GitHub looks for mentions, references and addresses after Markdown is parsed, in every text that is not code, so that neither a
/// backslash nor an entity (`&#64;`) keeps them from working: code does.
pub(super) fn markdown(text: &str) -> String {
    if !lively(text) {
        return plain_markdown(&visible(text));
    }
    match quoted(text) {
        Some(pieces) => {
            pieces.into_iter().map(|(code, piece)| if code { code_span(piece) } else { plain_markdown(&visible(piece)) }).collect()
        }
        None => code_span(text),
    }
}

/// A text that is tame but for what it sets in single backticks itself: its pieces, and whether each is code.
fn quoted(text: &str) -> Option<Vec<(bool, &str)>> {
    let pieces: Vec<(bool, &str)> = text.split('`').enumerate().map(|(index, piece)| (index % 2 == 1, piece)).collect();
    let whole = pieces.len() > 2 && pieces.len() % 2 == 1;
    let tame = |(code, piece): &(bool, &str)| if *code { !piece.trim().is_empty() } else { !lively(piece) };
    (whole && pieces.iter().all(tame)).then_some(pieces)
}

/// Prose with its lively words as code, and the others as they are.
pub(super) fn markdown_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end_matches(char::is_whitespace);
        out.push_str(&if word.is_empty() { String::new() } else { markdown(word) });
        out.push_str(&part[word.len()..].replace(['\t', '\r'], " "));
    }
    out
}

/// Whether GitHub would make more of the text than letters.
pub(super) fn lively(text: &str) -> bool {
    text.contains(['@', '#', '`', '$', '<', '>', '\n', '\r'])
        || text.contains("://")
        || text.chars().any(|c| c.is_control() || hidden(c))
        || words_of(text).any(|word| {
            let lower = word.to_ascii_lowercase();
            let id = lower.strip_prefix("gh-").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let hash = (7..=40).contains(&lower.len())
                && lower.bytes().all(|b| b.is_ascii_hexdigit())
                && lower.contains(|c: char| c.is_ascii_digit());
            id || hash || lower.starts_with("www.")
        })
        || shortcode(text)
}

/// The runs of letters, digits, `-` and `.`.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.'))).filter(|word| !word.is_empty())
}

/// Whether there is a `:name:`, which GitHub turns into a picture.
fn shortcode(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    parts.len() > 2
        && parts[1..parts.len() - 1]
            .iter()
            .any(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'+' | b'-')))
}

/// Backslashes before what Markdown would read.
fn plain_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous = ' ';
    let mut rest = text.chars().peekable();
    let mut start = true;
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let escaped = match c {
            '\\' | '*' | '[' | ']' | '~' => true,
            '_' => !(previous.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next.is_alphanumeric(),
            // Only where a line starts are these the marks of a list, a heading or a rule.
            '-' | '+' | '=' => start,
            '.' | ')' => previous.is_ascii_digit() && text.trim_start().starts_with(|c: char| c.is_ascii_digit()) && next == ' ',
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        start = start && c == ' ';
        previous = c;
    }
    out
}

/// The text as code in a line, between more backticks than any run of them inside.
pub(super) fn code_span(text: &str) -> String {
    let text = visible(text);
    if text.trim().is_empty() {
        return String::new();
    }
    let ticks = "`".repeat(longest_run(&text, '`') + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// A fence longer than any run of backticks in the lines.
pub(super) fn fence<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    "`".repeat(lines.map(|line| longest_run(line, '`')).max().unwrap_or(0).max(2) + 1)
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or(0)
}

/// At most so many characters, the middle left out.
pub(super) fn bounded(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let head = most * 2 / 3;
    let tail = most - head - 1;
    text.chars().take(head).chain(['…']).chain(text.chars().skip(count - tail)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses_become_links() {
        assert_eq!(web_address("https://a.example/b(c)").as_deref(), Some("https://a.example/b%28c%29"));
        for url in
            ["javascript:alert(1)", "https://a b", "https://a\n", "https://", "data:text/html,x", "https://a\"onclick=", "//a.example"]
        {
            assert_eq!(web_address(url), None, "{url}");
        }
    }

    #[test]
    fn tame_text_stays_readable_and_lively_text_is_code() {
        assert_eq!(markdown("E2E (workflow_execution) & more: 4/5"), "E2E (workflow_execution) & more: 4/5");
        assert_eq!(markdown("a *b* [c](d)"), "a \\*b\\* \\[c\\](d)");
        assert_eq!(markdown("ask @octocat"), "`ask @octocat`");
        assert_eq!(markdown("Fixes #1 `x`"), "`` Fixes #1 `x` ``");
        assert_eq!(markdown("see GH-12"), "`see GH-12`");
        assert_eq!(markdown("only when `A_B` is *set*"), "only when `A_B` is \\*set\\*");
        assert_eq!(markdown("a `b` @c"), "``a `b` @c``");
        assert_eq!(markdown("a ``b`` c"), "```a ``b`` c```");
        assert_eq!(markdown_words("Fixes #1, says\tx"), "Fixes `#1,` says x");
    }

    #[test]
    fn what_is_invisible_is_shown() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}\tb\u{9b}"), "a\\x1b[31m\\u{202e}    b\\x9b");
    }

    #[test]
    fn the_middle_of_a_long_text_is_left_out() {
        assert_eq!(bounded("abcdefghij", 7), "abcd…ij");
        assert_eq!(bounded("abc", 7), "abc");
    }
}
