//! A line of text with its marks.

use super::paint::{Ink, Paint};
use crate::render::page::{Inline, Line};
use crate::render::{escape, prose};

/// The line as text, not yet broken.
pub(super) fn line(of: &Line, paint: &mut Paint) -> String {
    of.iter().map(|piece| self::piece(piece, paint)).collect()
}

fn piece(inline: &Inline, paint: &mut Paint) -> String {
    match inline {
        Inline::Words(text) => text.clone(),
        Inline::Raw(text) => escape::visible(text),
        Inline::Code(text) => Paint::code(&escape::visible(text)),
        Inline::Prose(source) => prose::plain_line(source),
        Inline::Toned(tone, text) => Paint::ink((*tone).into(), text),
        // An ink inside another would end it.
        Inline::Strong(inner) => Paint::ink(Ink::Strong, &bare(inner, paint)),
        Inline::Aside(inner) => Paint::ink(Ink::Soft, &bare(inner, paint)),
        Inline::Link(inner, url) => {
            let text = line(inner, paint);
            paint.link(&text, url)
        }
    }
}

fn bare(of: &Line, paint: &mut Paint) -> String {
    of.iter()
        .map(|piece| match piece {
            Inline::Code(text) => escape::visible(text),
            Inline::Toned(_, text) => text.clone(),
            Inline::Link(inner, _) => bare(inner, paint),
            other => self::piece(other, paint),
        })
        .collect()
}

/// The addresses of a line's links.
pub(super) fn addresses(of: &Line) -> Vec<&str> {
    of.iter()
        .filter_map(|piece| match piece {
            Inline::Link(_, url) => Some(url.as_str()),
            _ => None,
        })
        .collect()
}
