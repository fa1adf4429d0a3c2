//! A digest as a page.

mod chart;
mod page;
mod spark;

use super::terminal::Look;
use super::{html, markdown, terminal};
use crate::report::Digest;

/// A digest as Markdown.
pub fn digest_markdown(digest: &Digest) -> String {
    markdown::print(&page::page(digest, true))
}

/// A digest for a terminal.
pub fn digest_terminal(digest: &Digest, look: Look) -> String {
    terminal::print(&page::page(digest, true), look)
}

/// A digest as one self-contained page, with a chart instead of characters.
pub fn digest_html(digest: &Digest) -> String {
    html::drawn(&format!("digest of {}", digest.repo), &page::page(digest, false), &chart::bars(&digest.days))
}
