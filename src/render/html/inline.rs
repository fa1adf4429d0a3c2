//! A line of text as HTML.

use crate::render::page::{Inline, Line, Tone};
use crate::render::{escape, prose};

/// The line as HTML.
pub(super) fn line(line: &Line) -> String {
    line.iter().map(piece).collect()
}

fn piece(inline: &Inline) -> String {
    match inline {
        Inline::Words(text) | Inline::Raw(text) => escape::html(text),
        Inline::Code(text) => format!("<code>{}</code>", escape::html(text)),
        Inline::Prose(source) => prose::html_line(source),
        Inline::Toned(tone, text) => format!("<span class=\"{}\">{}</span>", class(*tone), escape::html(text)),
        Inline::Strong(inner) => format!("<strong>{}</strong>", line(inner)),
        Inline::Aside(inner) => format!("<em>{}</em>", line(inner)),
        Inline::Link(inner, url) => format!("<a href=\"{}\">{}</a>", escape::html(url), line(inner)),
    }
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Unsure => "unsure",
        Tone::Bad => "bad",
    }
}
