//! Markdown with `{{name}}` in it. Parsed once; a value is escaped for the place where it lands.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::placeholder::{Hole, Landing, Layout};
use super::similar::suggest;
use super::{CaptureType, Captures};

/// The most characters of a value that text shows.
const LONGEST: usize = 300;

/// A piece of Markdown with places for captures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    markdown: String,
    holes: Vec<Hole>,
    /// The first sentence: a part of the first paragraph.
    sentence: Range<usize>,
}

/// What is wrong with a piece of prose, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProseProblem {
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Prose {
    /// Reads a piece of Markdown; `captures` are the names that may stand in it.
    pub(super) fn parse(markdown: &str, captures: &BTreeMap<String, CaptureType>) -> Result<Self, Vec<ProseProblem>> {
        let layout = Layout::of(markdown);
        let holes = layout.holes(markdown);
        let mut problems: Vec<_> = holes.iter().filter_map(|hole| problem(markdown, hole, captures)).collect();
        if let Some(at) = layout.stray_backtick.filter(|_| holes.iter().any(|hole| hole.landing == Landing::Text)) {
            let message = "a backtick outside a code span could pair with the one around a capture".to_owned();
            problems.push(ProseProblem { span: at..at + 1, message, help: Some("close the code span, or drop the backtick".to_owned()) });
        }
        if problems.is_empty() {
            let sentence = first_sentence(markdown, &layout);
            Ok(Self { markdown: markdown.to_owned(), holes, sentence })
        } else {
            Err(problems)
        }
    }

    /// The Markdown as the rule file has it.
    pub fn markdown(&self) -> &str {
        &self.markdown
    }

    /// Whether it has a first sentence at its very start, as a summary needs.
    pub(super) fn starts_with_sentence(&self) -> bool {
        self.sentence.start == 0 && !self.sentence.is_empty()
    }

    /// The Markdown with the captures in it.
    ///
    /// In text a value is a code span that shows it literally; in code it stands only if its type accepts it, else
    /// `<name>` does. No value can end the construct that it lands in.
    pub fn render(&self, captures: &Captures) -> String {
        self.fill(0..self.markdown.len(), captures)
    }

    /// What a summary shows: up to the first full stop before white space, or the paragraph's end, on one line and without
    /// the stop. Cut before captures go in, so that no value can move the cut. It is Markdown, and a `|` in it is not escaped:
    /// whoever puts it into a table does that.
    pub fn first_sentence(&self, captures: &Captures) -> String {
        self.fill(self.sentence.clone(), captures).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn fill(&self, part: Range<usize>, captures: &Captures) -> String {
        let mut out = String::with_capacity(part.len());
        let mut from = part.start;
        for hole in self.holes.iter().filter(|hole| part.start <= hole.span.start && hole.span.end <= part.end) {
            out.push_str(&self.markdown[from..hole.span.start]);
            let shown = match hole.landing {
                Landing::Text => captures.get(&hole.name).and_then(literal),
                Landing::Code => captures.strict(&hole.name).map(str::to_owned),
                Landing::Elsewhere => None,
            };
            let _ = match (shown, hole.landing) {
                (Some(value), _) => write!(out, "{value}"),
                (None, Landing::Text) => write!(out, "`<{}>`", hole.name),
                (None, _) => write!(out, "<{}>", hole.name),
            };
            from = hole.span.end;
        }
        out.push_str(&self.markdown[from..part.end]);
        out
    }
}

fn problem(markdown: &str, hole: &Hole, captures: &BTreeMap<String, CaptureType>) -> Option<ProseProblem> {
    let say = |message: String, help: Option<String>| Some(ProseProblem { span: hole.span.clone(), message, help });
    let Some(kind) = captures.get(&hole.name) else {
        let help = suggest(&hole.name, captures.keys().map(String::as_str));
        return say(format!("`{{{{{}}}}}` is no declared capture", hole.name), help);
    };
    if markdown[hole.span.clone()].len() != hole.name.len() + 4 {
        return say("a placeholder has no space inside its braces".to_owned(), Some(format!("write `{{{{{}}}}}`", hole.name)));
    }
    match (hole.landing, kind) {
        (Landing::Elsewhere, _) => {
            say("a placeholder stands only in text and in code".to_owned(), Some("not in HTML and not in an address".to_owned()))
        }
        (Landing::Code, CaptureType::Text) => {
            let help = "move it into the text, or declare a stricter type".to_owned();
            say(format!("`{}` is of type text, which may not stand in code", hole.name), Some(help))
        }
        _ => None,
    }
}

/// A stop inside a code span ends no sentence: cutting there would leave the span open.
fn first_sentence(markdown: &str, layout: &Layout) -> Range<usize> {
    let paragraph = layout.first_paragraph.clone();
    let text = &markdown[paragraph.clone()];
    let stops = text.match_indices('.').filter(|(at, _)| text[at + 1..].starts_with([' ', '\n']));
    let stop = stops.map(|(at, _)| paragraph.start + at).find(|at| !layout.is_code(*at));
    let end = stop.unwrap_or_else(|| paragraph.start + text.trim_end().trim_end_matches('.').len());
    paragraph.start..end
}

/// The value as a code span that shows it as it is; none if nothing of it can be seen.
fn literal(value: &str) -> Option<String> {
    let visible: String = value.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect();
    let mut shown: String = visible.trim().chars().take(LONGEST).collect();
    if shown.is_empty() {
        return None;
    }
    if visible.trim().chars().count() > LONGEST {
        shown.push('…');
    }
    let longest_run = shown.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest_run + 1);
    let pad = if shown.starts_with('`') || shown.ends_with('`') { " " } else { "" };
    Some(format!("{fence}{pad}{shown}{pad}{fence}"))
}

/// Control characters, and those that reorder or hide text: what is shown must be what is there.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{3164}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::Prose;
    use crate::rules::{CaptureType, Captures};

    const HOSTILE: &[&str] = &[
        "@octocat",
        "@acme/security",
        "#1",
        "GH-1",
        "acme/app#1",
        "8f30b3499",
        "https://evil.example/",
        "www.evil.example",
        "mail@evil.example",
        "[x](https://evil.example)",
        "![x](https://evil.example/x.png)",
        "<https://evil.example>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- triage:report -->",
        "-->",
        "</details>",
        "**bold**",
        "_it_ ~~gone~~",
        "# heading",
        "- item",
        "1. item",
        "> quote",
        "| a | b |",
        "---",
        "```\ncode\n```",
        "`",
        "``",
        "`@octocat`",
        "`` ` ``",
        "```sh",
        "~~~",
        "a\nb",
        "a\n\n# b",
        "a\r\nb",
        "a\u{2028}b",
        "\u{1b}[2J",
        "\u{202e}txt.exe",
        "\u{200b}",
        "&lt;b&gt;",
        "\\",
        "\\`",
        "[ref]: https://evil.example",
        "$(reboot)",
        "${{ secrets.TOKEN }}",
        "{{b}}",
        ":tada:",
        "x. y",
        "",
    ];

    fn types() -> BTreeMap<String, CaptureType> {
        [("a", CaptureType::Text), ("b", CaptureType::Path)].map(|(name, kind)| (name.to_owned(), kind)).into()
    }

    fn prose(markdown: &str) -> Prose {
        Prose::parse(markdown, &types()).unwrap()
    }

    fn captures(value: &str) -> Captures {
        let mut captures = Captures::new();
        captures.insert("a", CaptureType::Text, value);
        captures.insert("b", CaptureType::Path, value);
        captures
    }

    /// The shape of a document: its events without the text in them.
    fn shape(markdown: &str) -> Vec<String> {
        let mut shape = Vec::new();
        let mut in_code = false;
        for event in Parser::new_ext(markdown, Options::all()) {
            match &event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                _ => {}
            }
            let name = match event {
                Event::Text(text) if !in_code => format!("text {text}"),
                Event::Text(_) => "code text".to_owned(),
                Event::Code(_) => "code span".to_owned(),
                other => format!("{other:?}"),
            };
            if shape.last() != Some(&name) {
                shape.push(name);
            }
        }
        shape
    }

    #[test]
    fn no_value_changes_the_shape_of_a_document() {
        let prose = prose("See {{a}}, *{{a}}* and\n{{a}} at\n\n- {{a}}\n\nthen `rm {{b}}`:\n\n```sh\nrm {{b}}\n```\n\n{{a}}\n");
        let plain = shape(&prose.render(&captures("x")));
        assert!(plain.contains(&"code span".to_owned()));
        for value in HOSTILE {
            assert_eq!(shape(&prose.render(&captures(value))), plain, "{value:?}\n{}", prose.render(&captures(value)));
        }
    }

    #[test]
    fn no_hostile_value_enters_code() {
        let prose = prose("`mkdir {{b}}`");
        // These are honest paths: they stay what they are, and code gives them no meaning.
        let honest = ["GH-1", "8f30b3499", "www.evil.example", "mail@evil.example"];
        for value in HOSTILE.iter().filter(|value| !honest.contains(value)) {
            assert_eq!(prose.render(&captures(value)), "`mkdir <b>`", "{value:?}");
        }
        assert_eq!(prose.render(&captures("/a/b")), "`mkdir /a/b`");
    }

    #[test]
    fn text_shows_a_value_literally() {
        let shown = |value: &str| prose("{{a}}").render(&captures(value));
        assert_eq!(shown("/a b"), "`/a b`");
        assert_eq!(shown("a`b"), "``a`b``");
        assert_eq!(shown("`"), "`` ` ``");
        assert_eq!(shown("a\u{202e}\nb\u{7}"), "`a b`");
        assert_eq!(shown(""), "`<a>`");
        assert_eq!(prose("{{a}}").render(&Captures::new()), "`<a>`");
        assert_eq!(shown(&"x".repeat(400)), format!("`{}…`", "x".repeat(300)));
    }

    #[test]
    fn the_first_sentence_is_cut_before_values_go_in() {
        let sentence = |markdown: &str| prose(markdown).first_sentence(&captures("x. y"));
        assert_eq!(sentence("The {{a}} is\ngone. Make it.\n\nMore. Text."), "The `x. y` is gone");
        assert_eq!(sentence("Only one.\n\nMore."), "Only one");
        assert_eq!(sentence("Run `cd . && ls` and 1.5 times. Then"), "Run `cd . && ls` and 1.5 times");
        assert_eq!(sentence("{{a}} ends. {{b}}"), "`x. y` ends");
    }

    #[test]
    fn actions_expressions_stay() {
        let markdown = "`${{ secrets.GITHUB_TOKEN }}` and `podman ps --format '{{.Names}}'`";
        assert_eq!(prose(markdown).render(&captures("x")), markdown);
    }

    #[test]
    fn wrong_placeholders_are_problems() {
        let wrong = |markdown: &str| Prose::parse(markdown, &types()).unwrap_err()[0].message.clone();
        assert_eq!(wrong("{{c}}"), "`{{c}}` is no declared capture");
        assert_eq!(wrong("{{ a }}"), "a placeholder has no space inside its braces");
        assert_eq!(wrong("`{{a}}`"), "`a` is of type text, which may not stand in code");
        assert_eq!(wrong("[x](https://a/{{b}})"), "a placeholder stands only in text and in code");
        assert_eq!(wrong("` {{a}}"), "a backtick outside a code span could pair with the one around a capture");
    }
}
