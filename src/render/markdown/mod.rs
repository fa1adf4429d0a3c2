//! Markdown as GitHub shows it: comments, issues, job summaries.

mod block;
mod inline;

use super::story;
use crate::report::Report;

/// The report as GitHub Markdown, ready to be pasted.
pub fn markdown(report: &Report) -> String {
    let blocks: Vec<String> = story::page(report).iter().map(block::block).filter(|text| !text.is_empty()).collect();
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}
