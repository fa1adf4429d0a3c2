//! A line of text as Markdown.

use crate::render::page::{Inline, Line};
use crate::render::{escape, prose};

/// The line as Markdown, on one line.
pub(super) fn line(line: &Line) -> String {
    line.iter().map(piece).collect()
}

fn piece(inline: &Inline) -> String {
    match inline {
        Inline::Words(text) | Inline::Toned(_, text) => text.clone(),
        Inline::Raw(text) => escape::markdown(text),
        Inline::Code(text) => escape::code_span(text),
        Inline::Prose(source) => prose::markdown_line(source),
        Inline::Strong(inner) => format!("**{}**", line(inner)),
        Inline::Aside(inner) => format!("*{}*", line(inner)),
        Inline::Link(inner, url) => format!("[{}]({url})", line(inner)),
    }
}

/// The line as HTML for the summary of a fold, where Markdown is not read, but mentions and references are: those are code.
pub(super) fn summary(of: &Line) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Words(text) | Inline::Toned(_, text) => escape::html(text),
        Inline::Raw(text) | Inline::Prose(text) if !escape::lively(text) => escape::html(text),
        Inline::Raw(text) | Inline::Code(text) | Inline::Prose(text) => format!("<code>{}</code>", escape::html(text)),
        Inline::Strong(inner) | Inline::Aside(inner) | Inline::Link(inner, _) => summary(inner),
    };
    of.iter().map(piece).collect()
}

/// The line for a cell of a table, where a bar would end the cell even in code.
pub(super) fn cell(of: &Line) -> String {
    line(of).replace('|', "\\|")
}
