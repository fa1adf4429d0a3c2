//! A problem in a rule file: where it stands, what is wrong, what would help.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// One problem in one rule file. Problems are collected over all files and shown together.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The file, as it was named.
    pub file: String,
    /// Counts from 1, in the file (not in the front matter).
    pub line: usize,
    /// Counts characters from 1.
    pub column: usize,
    /// Whether it is only worth knowing: a catalog with it is in order.
    pub warning: bool,
    /// A lower-case fragment without a full stop.
    pub message: String,
    /// What to do about it, where that can be said.
    pub help: Option<String>,
    /// The bytes of the file that it is about.
    pub span: Range<usize>,
    text: Arc<str>,
}

impl Diagnostic {
    /// Adds what would help.
    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same as a warning.
    #[must_use]
    pub(super) fn warning(mut self) -> Self {
        self.warning = true;
        self
    }

    /// The same, where there is something to say.
    #[must_use]
    pub(super) fn maybe_help(self, help: Option<String>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// The problem drawn with the line it stands on, as rustc does; several lines, no newline at the end.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
        let annotation = AnnotationKind::Primary.span(self.span.clone());
        let snippet = Snippet::source(&*self.text).path(&*self.file).annotation(annotation);
        let level = if self.warning { Level::WARNING } else { Level::ERROR };
        let mut group = Group::with_title(level.primary_title(&*self.message)).element(snippet);
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(&**help));
        }
        renderer.render(&[group])
    }
}

/// `file:line:column: message`, on one line.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// A rule file's name and text, which every diagnostic about it points into.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// As it was named.
    pub(super) file: String,
    /// With `\n` line ends.
    pub(super) text: Arc<str>,
}

impl Source {
    /// Takes a file as it was read; a checkout may have given it `\r\n`, and an editor a byte order mark.
    pub(super) fn new(file: &str, text: &str) -> Self {
        Self { file: file.to_owned(), text: text.trim_start_matches('\u{feff}').replace("\r\n", "\n").into() }
    }

    /// A problem with these bytes.
    pub(super) fn problem(&self, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        let span = self.clamp(span);
        let before = &self.text[..span.start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let (file, text) = (self.file.clone(), Arc::clone(&self.text));
        Diagnostic { file, line, column, warning: false, message: message.into(), help: None, span, text }
    }

    /// The 1-based line that holds this byte.
    pub(super) fn line(&self, at: usize) -> usize {
        self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
    }

    /// The byte at a 1-based line and a 1-based column of characters.
    pub(super) fn offset(&self, line: usize, column: usize) -> usize {
        let start: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = &self.text[start..];
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    }

    /// Within the text, on character boundaries, and without a trailing newline: the renderer would draw the next line.
    fn clamp(&self, span: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.floor_char_boundary(span.end.max(start));
        let kept = self.text[start..end].trim_end().len();
        start..start + kept
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn lines_and_columns_are_those_of_the_file_and_count_characters() {
        let source = Source::new("r.md", "a\r\né x\n");
        let at = source.text.find('x').unwrap_or_default();
        let problem = source.problem(at..at + 1, "no x here").help("drop it");
        assert_eq!(problem.to_string(), "r.md:2:3: no x here");
        assert_eq!(source.offset(2, 3), at);
        assert_eq!(source.line(at), 2);
        insta::assert_snapshot!(problem.render(false), @r"
        error: no x here
         --> r.md:2:3
          |
        2 | é x
          |   ^
          |
          = help: drop it
        ");
    }

    #[test]
    fn a_span_past_the_end_still_renders() {
        let source = Source::new("r.md", "a\n");
        assert_eq!(source.problem(40..50, "gone").to_string(), "r.md:2:1: gone");
        assert!(source.problem(40..50, "gone").render(true).contains("gone"));
    }
}
