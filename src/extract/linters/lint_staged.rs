//! lint-staged, and husky, which runs it: which command of a hook failed. What the command says is its own reader's.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::{Grade, Line, Listing, Seen};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "lint-staged", literals: &["✖ ", "husky - "], read };

static LISTING: Listing =
    Listing { tool: "A git hook", counted: ("failed hook command", "failed hook commands"), problem, ..Listing::LINT };

/// `✖ eslint --fix:`, with the command's output below.
static FAILED: Pattern = Pattern::new(r"^✖ (?<command>[\w@./-][^:]{0,120}):$");
static SILENT: Pattern =
    Pattern::new(r"^✖ (?<message>(?<command>\S.{0,120}) failed without output \((?:FAILED|ENOENT|KILLED|SIG\w+)\)\.)$");
static OWN: Pattern = Pattern::new(
    r"^✖ (?<message>lint-staged (?:failed|prevented|could not) .+|(?:No valid configuration found|Failed to (?:read config|get staged|parse|load)|Validation Error|Current directory is not|Unable to).*)$",
);
/// Up to version 8, and from version 9 on.
static HUSKY: Pattern = Pattern::new(r"^husky - (?<hook>[\w-]+) (?:hook exited with code|script failed \(code) \d+");

/// What a command prints is looked at so far.
const OUTPUT: usize = 2_000;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let seen = |command: &str, message: String, at: usize, lines, depth| Seen {
        problem: Problem { message, code: Some(command.to_owned()), place: Place::default() },
        grade: Grade::Error,
        depth,
        line: at,
        lines,
    };
    if let Some(found) = SILENT.captures(line.text) {
        // It was ended because another one failed.
        let killed = found["message"].contains("(KILLED)");
        return (!killed).then(|| seen(&found["command"], found["message"].to_owned(), line.at, line.at..line.at + 1, Depth::What));
    }
    if let Some(found) = OWN.captures(line.text) {
        return Some(seen("lint-staged", found["message"].to_owned(), line.at, line.at..line.at + 1, Depth::Why));
    }
    let ends = |at: usize| {
        let text = line.log.text(at);
        let text = bare(&text);
        HUSKY.is_match(text) || FAILED.is_match(text) || SILENT.is_match(text) || text.starts_with("##[")
    };
    if let Some(found) = FAILED.captures(line.text) {
        let end = (line.at + 1..(line.at + OUTPUT).min(line.log.len())).find(|&at| ends(at))?;
        let first = (line.at + 1..end).find(|&at| !line.log.text(at).trim().is_empty())?;
        return Some(seen(&found["command"], line.log.text(first).trim().to_owned(), first, line.at..end, Depth::What));
    }
    let found = HUSKY.captures(line.text)?;
    // Where the hook's own script gave up: its last words.
    let said = (line.at.saturating_sub(8)..line.at).rev().find(|&at| !line.log.text(at).trim().is_empty())?;
    let text = line.log.text(said);
    if line.before.is_some() || ends(said) || text.starts_with('[') || line.log.is_echo(said) {
        return None;
    }
    Some(seen(&found["hook"], text.trim().to_owned(), said, said..line.at + 1, Depth::What))
}
