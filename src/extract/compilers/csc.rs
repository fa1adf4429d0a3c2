//! C#, F#, Visual Basic and analyzers, through `MSBuild`, `dotnet` or Unity.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::extract::pattern::Pattern;
use crate::log::JobLog;
use crate::matching::Depth;

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
    LISTING.read(log, lines)
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
