//! `triage completions` and `triage man`: what a package installs beside the program.

use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Outcome;
use super::args::{Args, Global};
use super::error::Failure;
use super::file::write_whole;
use super::output::deliver;

#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell that will read them
    pub shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// Write a page for each command into this directory; without it, the page of `triage` is printed
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

pub(crate) fn completions(args: &CompletionsArgs, global: &Global) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "triage", &mut script);
    deliver(&String::from_utf8_lossy(&script), global)?;
    Ok(Outcome::Fine)
}

pub(crate) fn man(args: &ManArgs, global: &Global) -> Result<Outcome, Failure> {
    let mut command = Args::command();
    // Names the pages of commands after their parents, and puts the global options on each.
    command.build();
    match &args.dir {
        Some(dir) => {
            std::fs::create_dir_all(dir).map_err(|source| Failure::Write { path: dir.clone(), source })?;
            pages(&command, dir)?;
        }
        None => deliver(&String::from_utf8_lossy(&page(&command, Path::new("-"))?), global)?,
    }
    Ok(Outcome::Fine)
}

fn pages(command: &clap::Command, dir: &Path) -> Result<(), Failure> {
    let path = dir.join(format!("{}.1", command.get_display_name().unwrap_or("triage")));
    let text = page(command, &path)?;
    write_whole(&path, &text).map_err(|source| Failure::Write { path, source })?;
    command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help").try_for_each(|sub| pages(sub, dir))
}

fn page(command: &clap::Command, path: &Path) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    let done = clap_mangen::Man::new(command.clone()).render(&mut text);
    done.map_err(|source| Failure::Write { path: path.to_owned(), source })?;
    Ok(text)
}
