//! The Erlang compiler, alone and under rebar3, which draws the source around what is wrong.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::{Grade, Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "erlc", literals: &[".erl:", ".hrl:", ".yrl:", ".xrl:", "╰── "], read };

static LISTING: Listing = Listing { tool: "Erlang", problem, ..Listing::BUILD };

static ROW: Pattern =
    Pattern::new(r"^\s*(?<path>[^\s:]+\.[ehyx]rl):(?<line>\d+)(?::(?<column>\d+))?: (?<warning>Warning: )?(?<message>\S.*)$");
/// `   ┌─ src/shop.erl:` stands above the source, `╰── ` below the place.
static FILE: Pattern = Pattern::new(r"^\s*┌─ (?<path>[^\s:]+\.[ehyx]rl):$");
static MARK: Pattern = Pattern::new(r"^\s*│\s+╰── (?<warning>Warning: )?(?<message>\S.*)$");
static NUMBER: Pattern = Pattern::new(r"^\s*(?<line>\d+) │");

/// The source above a mark has at most so many lines.
const ABOVE: usize = 12;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = ROW.captures(line.text) {
        return Some(graded(Seen::of(line, &found), found.name("warning").is_some()));
    }
    let found = MARK.captures(line.text)?;
    let mut seen = graded(Seen::of(line, &found), found.name("warning").is_some());
    let mut number = None;
    for at in (line.at.saturating_sub(ABOVE)..line.at).rev() {
        let text = line.log.text(at);
        if let Some(found) = FILE.captures(bare(&text)) {
            seen.problem.place = place(&found);
            seen.problem.place.line = number;
            seen.lines.start = at;
            return Some(seen);
        }
        number = number.or_else(|| NUMBER.captures(&text)?["line"].parse().ok());
    }
    None
}

fn graded(mut seen: Seen, warning: bool) -> Seen {
    if warning {
        seen.grade = Grade::Warning;
    }
    seen
}
