//! What there is to say about a report, once for all formats.

mod cause;
mod facts;
mod foot;
mod forecast;
mod head;
mod jobs;
mod status;
mod todo;

use super::page::Block;
use crate::report::Report;
use facts::Facts;

/// The page: the answer first, then the jobs, then cause by cause.
pub(super) fn page(report: &Report) -> Vec<Block> {
    let facts = Facts::new(report);
    let mut page = head::blocks(&facts);
    page.extend(forecast::blocks(&facts));
    page.extend(jobs::blocks(&facts));
    for (index, cause) in report.causes.iter().enumerate() {
        page.extend(cause::blocks(&facts, index + 1, cause));
    }
    page.extend(todo::blocks(&facts));
    page.extend(foot::blocks(&facts));
    page
}
