//! pre-commit, prek, and lefthook: which hook failed. What the hook's own tool says is that tool's reader's.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::{Grade, Line, Listing, Seen};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "pre-commit", literals: &["...Failed", ".Failed", "- hook id: ", "🥊 "], read };

static LISTING: Listing = Listing { tool: "pre-commit", counted: ("failed hook", "failed hooks"), problem, ..Listing::LINT };

static FAILED: Pattern = Pattern::new(r"^(?<name>.+?)\.{2,}(?:\([^)]*\))?Failed$");
static ID: Pattern = Pattern::new(r"^- hook id: (?<id>\S+)$");
static ATTRIBUTE: Pattern = Pattern::new(r"^- (?:hook id|exit code|duration|files were modified)");
/// The next hook's line.
static NEXT: Pattern = Pattern::new(r"\.{2,}(?:\([^)]*\))?(?:Passed|Failed|Skipped)$");
static LEFTHOOK: Pattern = Pattern::new(r"^🥊 (?<name>[\w.:-]+)(?: \(\d.*\))?$");

/// What a hook prints is looked at so far.
const OUTPUT: usize = 2_000;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = LEFTHOOK.captures(line.text) {
        return lefthook(line, &found["name"]);
    }
    let found = FAILED.captures(line.text)?;
    let id = ID.captures(&line.behind(1)).map(|found| found["id"].to_owned());
    let output = (1..6).find(|&lines| {
        let text = line.behind(lines);
        !text.trim().is_empty() && !ATTRIBUTE.is_match(&text)
    });
    let end = (1..OUTPUT).find(|&lines| {
        let text = line.behind(lines);
        NEXT.is_match(&text) || text.starts_with("##[") || line.at + lines >= line.log.len()
    })?;
    let quoted = output.filter(|&lines| lines < end).unwrap_or(0);
    let message = match quoted {
        0 => format!("the hook {} failed", found["name"].trim()),
        lines => line.behind(lines).trim().to_owned(),
    };
    Some(Seen {
        problem: Problem { message, code: id.or_else(|| Some(found["name"].trim().to_owned())), place: Place::default() },
        grade: Grade::Error,
        depth: Depth::What,
        line: line.at + quoted,
        lines: line.at..line.at + end,
    })
}

/// lefthook's summary comes last; what the command printed stands above, under its name.
fn lefthook(line: &Line<'_>, name: &str) -> Option<Seen> {
    let head = format!("{name} ❯");
    let start = (line.at.saturating_sub(OUTPUT)..line.at).rev().find(|&at| line.log.text(at).contains(&head))?;
    let first = (start + 1..line.at).find(|&at| !bare(&line.log.text(at)).trim().is_empty())?;
    Some(Seen {
        problem: Problem { message: line.log.text(first).trim().to_owned(), code: Some(name.to_owned()), place: Place::default() },
        grade: Grade::Error,
        depth: Depth::What,
        line: first,
        lines: start..line.at + 1,
    })
}
