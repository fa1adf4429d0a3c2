//! The command line: one file a command, exit codes, hints. Data on standard output, everything else on standard error.

mod action;
mod args;
mod cache_dir;
mod check_answer;
mod connect;
mod digest;
mod error;
mod explain;
mod fetch;
mod file;
mod fix;
mod history;
mod init;
mod interrupt;
mod mcp;
mod output;
mod pipeline;
mod post;
mod pr;
mod program;
mod progress;
mod rules;
mod run;
mod scan;
mod select;
mod standing;
mod verify;
mod watch;

use std::process::ExitCode;

use args::{Args, Command};
use error::Failure;
use output::complain;

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done; nothing it was asked to fail on.
    Fine,
    /// Done, and what it was asked to fail on is so.
    Found,
}

/// Runs the command line that this process was given.
pub fn main() -> ExitCode {
    let args = Args::given();
    interrupt::watch();
    let color = args.global.color();
    let result = dispatch(&args.command, &args.global);
    match result {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        // Whoever read our output has seen enough.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure, color);
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Runs a command.
fn dispatch(command: &Command, global: &args::Global) -> Result<Outcome, Failure> {
    match command {
        Command::Scan(scan) => scan::run(scan, global),
        Command::Run(run) => run::run(run, global),
        Command::Fetch(fetch) => fetch::run(fetch, global),
        Command::Pr(pr) => pr::run(pr, global),
        Command::Explain(explain) => explain::run(explain, global),
        Command::CheckAnswer(check) => check_answer::run(check, global),
        Command::History(history) => history::run(history, global),
        Command::Completions(completions) => program::completions(completions, global),
        Command::Man(man) => program::man(man, global),
        Command::Fix(command) => fix::run(command),
        Command::Verify(verify) => verify::run(verify, global),
        Command::Digest(digest) => digest::run(digest, global),
        Command::Watch(watch) => watch::run(watch, global),
        Command::Post(post) => post::run(post, global),
        Command::Rules(command) => rules::run(command, global),
        Command::Init(init) => init::run(init, global),
        Command::Mcp(mcp) => mcp::run(mcp, global),
        Command::Action => action::run(),
    }
}
