//! C#, F#, Visual Basic and analyzers, through `MSBuild`, `dotnet` or Unity.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::extract::telling::telling;
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::Confidence;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "csc", literals: &["): error ", " : error ", ": error MSB", "error FS", ": error CS"], read };

static LISTING: Listing = Listing { tool: "The build", counted: ("build error", "build errors"), problem, ..Listing::BUILD };

static PROBLEM: Pattern = Pattern::new(concat!(
    r"(?:^|\s|\d+>)",
    super::file!(),
    r"(?:\((?<line>\d+)(?:,(?<column>\d+))?(?:,\d+,\d+)?\))?\s?: error (?<code>[A-Za-z]{1,12}\d{1,6}|[A-Z]{4,}): (?<message>.+?)(?: \[[^\]\[]+\.\w*proj(?:::[^\]]*)?\])?$"
));
/// Read by others: packages, MSVC, TypeScript.
static OTHERS: Pattern = Pattern::new(r"^(?:NU\d|NETSDK|TS\d|C[1-9]\d{3}$|LNK\d|U\d|D\d|RC\d)");
/// A command or task that ended badly; why stands above.
const WRAPPERS: &[&str] = &["MSB3073", "MSB3075", "MSB6006", "MSB3721", "MSB8066", "MSB4181"];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = LISTING.read(log, lines);
    for read in reads.iter_mut().filter(|read| read.depth == Depth::That) {
        ran(log, read);
    }
    // Of wrappers alone the unusual line says more.
    reads.retain(|read| read.depth > Depth::That);
    reads
}

/// How far above `MSB3073` the command's words are looked for.
const RAN: usize = 300;

/// A command that MSBuild ran: what it printed last stands right above.
fn ran(log: &JobLog, read: &mut Read) {
    let floor = log.step_of(read.line).map_or(0, |step| log.steps[step].lines.start).max(read.line.saturating_sub(RAN));
    let floor = (floor..read.line).rev().find(|&at| log.is_echo(at)).map_or(floor, |echo| echo + 1);
    let Some((line, depth)) = telling(log, floor..read.line, |text| Some(text)) else { return };
    if depth < Depth::Why && line + 1 < read.line {
        return;
    }
    let message = log.text(line).trim().to_owned();
    read.root_cause = format!("A command of the build failed: {}.", quote(&message));
    if let Some(first) = read.details.problems.first_mut() {
        first.message = message;
    }
    read.span.start = line;
    read.line = line;
    read.depth = Depth::What;
    read.confidence = Confidence::Medium;
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let found = PROBLEM.captures(line.text)?;
    let code = &found["code"];
    if OTHERS.is_match(code) {
        return None;
    }
    let mut seen = Seen::of(line, &found);
    let tools = ["MSBUILD", "CSC", "VBC", "FSC", "ILC", "AOT", "EXEC"];
    seen.problem.place.path = seen.problem.place.path.filter(|path| !tools.contains(&path.as_str()));
    if WRAPPERS.contains(&code) {
        seen.depth = Depth::That;
    }
    Some(seen)
}
