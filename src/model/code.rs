//! Raw text as Markdown inline code, which shows it and nothing else.

/// Inline code that holds any text: its fence is longer than any run of backticks inside; newlines and control characters become spaces.
pub fn code(raw: &str) -> String {
    let text: String = raw.chars().map(|c| if c.is_control() || is_bidi(c) { ' ' } else { c }).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // A space on both sides is taken away again where the text begins or ends with a backtick.
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Characters that make text read in another order than it is written.
pub fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn fences_outgrow_their_text() {
        assert_eq!(code("plain"), "`plain`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`x"), "`` `x ``");
        assert_eq!(code("a\nb\u{202e}c"), "`a b c`");
    }
}
