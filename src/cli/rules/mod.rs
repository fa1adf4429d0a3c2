//! `triage rules`: the catalog's own tools, one file a subcommand.

mod adopt;
mod args;
mod coverage;
mod explain;
mod lint;
mod list;
mod load;
mod new;
mod place;
mod show;
mod stats;
mod summary;
mod test;

pub(crate) use args::RulesCommand;

use super::Outcome;
use super::args::Global;
use super::error::Failure;

pub(crate) fn run(command: &RulesCommand, global: &Global) -> Result<Outcome, Failure> {
    match command {
        RulesCommand::List(args) => list::run(args, global),
        RulesCommand::Show { id } => show::run(id, global),
        RulesCommand::Test { path, all } => test::run(path.as_deref(), *all, global),
        RulesCommand::Lint(args) => lint::run(args, global),
        RulesCommand::New(args) => new::run(args, global),
        RulesCommand::Explain { logs } => explain::run(logs, global),
        RulesCommand::Coverage { logs } => coverage::run(logs, global),
        RulesCommand::Adopt(args) => adopt::run(args, global),
        RulesCommand::Stats => stats::run(global),
    }
}

/// `1 rule`, `2 rules`.
fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
