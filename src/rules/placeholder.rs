//! Where the `{{name}}` of a prose section stand, and what a value would land in there.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// What a value lands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Landing {
    /// Running text: it is shown literally, as a code span of its own.
    Text,
    /// A code span or block: only what the type accepts may enter.
    Code,
    /// HTML, an address, a label: nothing may enter.
    Elsewhere,
}

/// A `{{name}}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hole {
    /// The bytes from the first `{` to the last `}`.
    pub(super) span: Range<usize>,
    /// What stands between, trimmed.
    pub(super) name: String,
    /// Where it stands.
    pub(super) landing: Landing,
}

/// The code and the text of a piece of Markdown.
#[derive(Debug, Default)]
pub(super) struct Layout {
    code: Vec<Range<usize>>,
    text: Vec<Range<usize>>,
    sealed: Vec<Range<usize>>,
    /// Where the first paragraph ends.
    pub(super) first_paragraph: Range<usize>,
    /// A backtick that belongs to no code span; it could pair with the fence around a value.
    pub(super) stray_backtick: Option<usize>,
}

impl Layout {
    pub(super) fn of(markdown: &str) -> Self {
        let mut layout = Self::default();
        let mut in_block = false;
        for (event, span) in Parser::new(markdown).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(_)) => {
                    in_block = true;
                    layout.code.push(span);
                }
                Event::End(TagEnd::CodeBlock) => in_block = false,
                Event::Code(_) => layout.code.push(span),
                Event::Html(_) | Event::InlineHtml(_) => layout.sealed.push(span),
                Event::Start(Tag::Paragraph) if layout.first_paragraph.is_empty() => layout.first_paragraph = span,
                Event::Text(_) if !in_block => {
                    let tick = markdown[span.clone()].find('`').map(|at| span.start + at);
                    layout.stray_backtick = layout.stray_backtick.or(tick);
                    layout.text.push(span);
                }
                _ => {}
            }
        }
        layout
    }

    /// Whether a byte lies in a code span or block.
    pub(super) fn is_code(&self, at: usize) -> bool {
        self.code.iter().any(|span| span.contains(&at))
    }

    fn landing(&self, span: &Range<usize>) -> Landing {
        let within = |spans: &[Range<usize>], at: usize| spans.iter().any(|span| span.contains(&at));
        if within(&self.sealed, span.start) {
            Landing::Elsewhere
        } else if self.is_code(span.start) && self.is_code(span.end - 1) {
            Landing::Code
        } else if span.clone().all(|at| within(&self.text, at)) {
            Landing::Text
        } else {
            Landing::Elsewhere
        }
    }

    /// The placeholders, in order. `${{ … }}` of Actions is none, nor is `{{.Names}}` of a Go template.
    pub(super) fn holes(&self, markdown: &str) -> Vec<Hole> {
        let mut holes = Vec::new();
        let mut from = 0;
        while let Some(start) = markdown[from..].find("{{").map(|at| from + at) {
            let Some(end) = markdown[start..].find("}}").map(|at| start + at + 2) else { break };
            let name = markdown[start + 2..end - 2].trim();
            from = start + 2;
            if markdown[..start].ends_with('$') || !is_name(name) {
                continue;
            }
            let span = start..end;
            let landing = self.landing(&span);
            holes.push(Hole { span, name: name.to_owned(), landing });
            from = end;
        }
        holes
    }
}

/// Whether a word can name a capture: `[A-Za-z_][A-Za-z0-9_-]*` is near enough to one to be meant as one.
fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

#[cfg(test)]
mod tests {
    use super::{Landing, Layout};

    fn landings(markdown: &str) -> Vec<(String, Landing)> {
        Layout::of(markdown).holes(markdown).into_iter().map(|hole| (hole.name, hole.landing)).collect()
    }

    #[test]
    fn a_placeholder_knows_what_it_stands_in() {
        let markdown = "Text {{a_b}} and `code {{b}}`, *{{c}}*.\n\n```sh\nmkdir {{d}}\n```\n\n- item {{e}}\n";
        let text = |name: &str| (name.to_owned(), Landing::Text);
        let code = |name: &str| (name.to_owned(), Landing::Code);
        assert_eq!(landings(markdown), [text("a_b"), code("b"), text("c"), code("d"), text("e")]);
    }

    #[test]
    fn addresses_and_html_take_none() {
        for markdown in ["[x](https://a.example/{{a}})", "<a href=\"{{a}}\">x</a>", "<div>\n{{a}}\n</div>", "[x]: https://a/{{a}}\n\n[x]"] {
            assert_eq!(landings(markdown), [("a".to_owned(), Landing::Elsewhere)], "{markdown}");
        }
    }

    #[test]
    fn actions_expressions_and_go_templates_are_none() {
        assert_eq!(landings("`${{ secrets.TOKEN }}` ${{a}} `{{.Names}}` {{ range . }} {{"), []);
    }

    #[test]
    fn a_stray_backtick_is_found() {
        assert_eq!(Layout::of("a ` b {{c}}").stray_backtick, Some(2));
        assert_eq!(Layout::of("a `b` ``c`d``\n\n```\n`\n```\n").stray_backtick, None);
    }
}
