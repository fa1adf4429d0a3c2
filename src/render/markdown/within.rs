//! Markdown for a place with a limit: a comment, a check run, a job summary.

use super::print;
use crate::render::page::{Block, Inline};
use crate::render::story::{self, Cut};
use crate::report::Report;

/// Characters of a comment or of an issue.
pub const COMMENT: usize = 65_536;
/// Characters of a check run's summary, and of its text.
pub const CHECK_RUN: usize = 65_535;
/// Bytes of a step's job summary; the runner drops one that is longer.
pub const SUMMARY: usize = 1024 * 1024;

/// The report in at most so many characters, as GitHub counts a comment's: the least important parts go first, a line says which, and links to
/// the whole where its address is known.
pub fn within(report: &Report, limit: usize, whole: Option<&str>) -> String {
    fit(report, limit, whole, characters)
}

/// The report in at most so many bytes, as the runner counts a job summary.
pub fn within_bytes(report: &Report, limit: usize, whole: Option<&str>) -> String {
    fit(report, limit, whole, str::len)
}

/// GitHub does not say how it counts what lies beyond the basic plane; two for each such character is the most that any way of counting gives.
fn characters(text: &str) -> usize {
    text.encode_utf16().count()
}

fn fit(report: &Report, limit: usize, whole: Option<&str>, size: fn(&str) -> usize) -> String {
    let steps = Cut::steps(&report.causes);
    let printed = |step: usize| print(&story::shortened(report, &steps[step], whole));
    let whole_text = printed(0);
    if size(&whole_text) <= limit {
        return whole_text;
    }
    // Each step is shorter than the one before, so that the first that fits is found by halving.
    let (mut too_long, mut fits) = (0, steps.len());
    while fits - too_long > 1 {
        let middle = usize::midpoint(too_long, fits);
        if size(&printed(middle)) <= limit { fits = middle } else { too_long = middle }
    }
    let text = if fits < steps.len() { printed(fits) } else { answer(report) };
    if size(&text) <= limit { text } else { headline(report, limit, size) }
}

/// The headline and what to do.
fn answer(report: &Report) -> String {
    let page = story::page(report);
    let kept = page.into_iter().filter(|block| matches!(block, Block::Headline(_) | Block::Steps(..))).collect::<Vec<_>>();
    print(&kept)
}

/// The headline, as far as it goes: it is our own words, which may be cut anywhere.
fn headline(report: &Report, limit: usize, size: fn(&str) -> usize) -> String {
    let mut text = match story::page(report).into_iter().next() {
        Some(Block::Headline(line)) if matches!(line.as_slice(), [Inline::Toned(..)]) => print(&[Block::Headline(line)]),
        _ => String::new(),
    };
    while size(&text) > limit {
        text.pop();
    }
    text
}
