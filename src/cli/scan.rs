//! `triage scan`: logs on disk.

use super::Outcome;
use super::args::{Global, ScanArgs};
use super::error::Failure;
use super::output;
use super::pipeline::{self, Triage};
use crate::bundle::{World, read};

pub(crate) fn run(args: &ScanArgs, global: &Global) -> Result<Outcome, Failure> {
    let triage = Triage::new(&global.rules, args.no_rules)?.telling(global.verbose);
    let world = World::open(read(&args.paths)?).map_err(crate::bundle::BundleError::from)?;
    let report = triage.report(world, pipeline::no_more_files)?;
    output::write(&report, global)?;
    Ok(pipeline::outcome(&report, args.fail_on.fail_on))
}
