//! Markdown as GitHub shows it: comments, issues, job summaries.

mod block;
mod inline;
mod within;
mod words;

pub use within::{CHECK_RUN, COMMENT, SUMMARY, within, within_bytes};
pub use words::{link, text};

use super::page::Block;
use super::story;
use crate::report::Report;

/// The report as GitHub Markdown, ready to be pasted.
pub fn markdown(report: &Report) -> String {
    print(&story::page(report))
}

/// A page as Markdown.
pub(super) fn print(page: &[Block]) -> String {
    let blocks: Vec<String> = page.iter().map(block::block).filter(|text| !text.is_empty()).collect();
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}
