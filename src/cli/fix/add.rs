//! `triage fix add`: an entry of the repository's ledger. It counts once it is on the default branch, and for what the commit's diff bears out.

use std::path::Path;

use super::ledger::with_fix;
use crate::cli::Outcome;
use crate::cli::error::Failure;
use crate::cli::file::write_whole;
use crate::cli::output::say;
use crate::fix::patch_id;
use crate::github::commit_from_git;
use crate::model::{rfc3339, short_sha};
use crate::rules::{Catalog, Config, DeclaredFix};

/// Where the ledger is.
const LEDGER: &str = ".github/triage.yml";

#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    /// The cause: the first six digits of its fingerprint or more, or the id of its rule
    #[arg(value_name = "CAUSE")]
    cause: String,
    /// The commit, by any name that git knows it by in this checkout
    #[arg(value_name = "COMMIT", default_value = "HEAD")]
    commit: String,
}

pub(crate) fn run(args: &AddArgs) -> Result<Outcome, Failure> {
    let cause = cause(&args.cause)?;
    let (root, commit) = commit_from_git(Path::new("."), &args.commit)?;
    let fix = DeclaredFix {
        cause,
        subject: Some(commit.subject().to_owned()),
        date: commit.authored_at.map(rfc3339),
        patch_id: commit.files.as_deref().and_then(patch_id),
        commit: commit.sha,
    };
    let path = root.join(LEDGER);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(source) => return Err(Failure::Read { path, source }),
    };
    let known = Config::parse(LEDGER, &text)?.fixes.iter().any(|known| known.cause == fix.cause && fix.commit.starts_with(&known.commit));
    if known {
        say(&format!("{LEDGER} has it already"));
        return Ok(Outcome::Fine);
    }
    let written = with_fix(&text, &fix);
    // What was not understood is left alone.
    if !Config::parse(LEDGER, &written).is_ok_and(|config| config.fixes.contains(&fix)) {
        return Err(Failure::Ledger { path });
    }
    write(&path, &written)?;
    say(&format!("{LEDGER} declares {} as the fix of {}; it counts once it is on the default branch", short_sha(&fix.commit), fix.cause));
    Ok(Outcome::Fine)
}

/// A fingerprint's digits, or the id of a rule that there is.
fn cause(named: &str) -> Result<String, Failure> {
    let named = named.to_ascii_lowercase();
    if (6..=16).contains(&named.len()) && named.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(named);
    }
    let catalog = Catalog::builtin()?;
    match catalog.get(&named) {
        // A repository's own rules are not read here.
        Some((_, rule)) => Ok(rule.id.clone()),
        None => Err(Failure::NoSuchRule { near: catalog.nearest(&named), id: named }),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let fail = |source| Failure::Write { path: path.to_owned(), source };
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(fail)?;
    write_whole(path, text.as_bytes()).map_err(fail)
}
