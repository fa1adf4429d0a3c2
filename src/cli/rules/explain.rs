//! `triage rules explain`: why each cause won and everything else lost, for logs on disk.

use std::path::PathBuf;

use crate::bundle::{BundleError, World, read};
use crate::cli::Outcome;
use crate::cli::args::Global;
use crate::cli::error::Failure;
use crate::cli::output::deliver;
use crate::cli::pipeline::{self, Triage};
use crate::cli::standing::Standing;

pub(super) fn run(paths: &[PathBuf], global: &Global) -> Result<Outcome, Failure> {
    let triage = Triage::new(&global.rules, false)?;
    let world = World::open(read(paths)?).map_err(BundleError::from)?;
    let text = triage.diagnosed(triage.matcher(), world, pipeline::no_more_files, |found, matcher| {
        let standing = Standing::of(found);
        let mut text = standing.told();
        for (at, job) in found.world.jobs.iter().enumerate().filter(|(at, _)| found.reading.jobs[*at].failed) {
            if let Some(log) = found.world.log(at).ok().flatten() {
                let over = standing.passed_over(job, &matcher.passed_over(&log));
                text.push_str(if over.is_empty() { "" } else { "\n" });
                text.push_str(&over);
            }
        }
        text
    })?;
    deliver(&text, global)?;
    Ok(Outcome::Fine)
}
