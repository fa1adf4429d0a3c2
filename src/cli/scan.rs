//! `triage scan`: logs on disk.

use std::path::Path;

use super::Outcome;
use super::args::{Global, ScanArgs};
use super::error::Failure;
use super::output;
use super::pipeline::{self, Triage};
use crate::bundle::{World, read};
use crate::github::Checkout;
use crate::rules::both;

pub(crate) fn run(args: &ScanArgs, global: &Global) -> Result<Outcome, Failure> {
    let triage = Triage::new(&global.rules, args.no_rules)?.telling(global.verbose);
    let (matcher, bundle) = both(true, || triage.matcher(), || read(&args.paths));
    let mut world = World::open(bundle?).map_err(crate::bundle::BundleError::from)?;
    let checkout = checkout(&world);
    if world.tree.is_none() {
        world.tree = checkout.as_ref().and_then(Checkout::tree);
    }
    let files = |lacking: Vec<String>| Ok((checkout.map(|checkout| checkout.files(&lacking)).unwrap_or_default(), Vec::new()));
    let report = triage.report_with(matcher, world, files)?;
    output::write(&report, global)?;
    Ok(pipeline::outcome(&report, args.fail_on.fail_on))
}

/// The checkout that the program was started in, where it has the run's head.
fn checkout(world: &World) -> Option<Checkout> {
    let run = world.run.as_ref()?;
    Checkout::of(Path::new("."), run.repo.as_deref()?, run.head_sha.as_deref()?)
}
