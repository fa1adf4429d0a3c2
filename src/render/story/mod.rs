//! What there is to say about a report, once for all formats.

mod cause;
mod cut;
mod details;
mod facts;
mod foot;
mod forecast;
mod head;
mod jobs;
mod next;
mod status;
mod todo;

use super::page::{Block, CausePart};
use crate::report::Report;
pub(super) use cut::Cut;
use cut::Depth;
use facts::Facts;
pub use facts::unexplained;
pub(super) use facts::{chance, family, many, red, transient};

/// Of more causes than these, all but the first ones are folded.
const MOST_UNFOLDED: usize = 5;
const FIRST_UNFOLDED: usize = 3;

/// The page: the answer first, then the jobs, then cause by cause.
pub(super) fn page(report: &Report) -> Vec<Block> {
    shortened(report, &Cut::none(report.causes.len()), None)
}

/// The same with parts left out, a word about them, and the address of the whole.
pub(super) fn shortened(report: &Report, cut: &Cut, whole: Option<&str>) -> Vec<Block> {
    let facts = Facts::new(report);
    let mut page = head::blocks(&facts, cut);
    page.extend(cut.note(&facts, whole));
    if cut.forecast {
        page.extend(forecast::blocks(&facts));
    }
    page.extend(jobs::blocks(&facts, cut.jobs));
    let told = || report.causes.iter().enumerate().zip(&cut.causes);
    for ((index, cause), depth) in told().filter(|(_, depth)| **depth > Depth::Named) {
        page.push(Block::Cause(CausePart {
            number: index + 1,
            head: cause::head(&facts, index + 1, cause),
            blocks: cause::blocks(&facts, cause, *depth),
            folded: report.causes.len() > MOST_UNFOLDED && index >= FIRST_UNFOLDED,
        }));
    }
    let named: Vec<_> =
        told().filter(|(_, depth)| **depth == Depth::Named).map(|((index, cause), _)| cause::named(&facts, index + 1, cause)).collect();
    if !named.is_empty() {
        page.push(Block::Bullets(named));
    }
    if cut.todo {
        page.extend(todo::blocks(&facts));
    }
    page.extend(foot::blocks(&facts, cut.missing));
    page
}
