//! Lines that the runner tagged as errors and that name a place, in the forms that tools of all trades share. Who knows the tool reads more.

use super::NAME;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::words::{count, problems};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: NAME, literals: &["##[error]"], read };

macro_rules! path {
    () => {
        r"(?<path>(?:[A-Za-z]:[\\/])?[\w@.\\/+-]*[\w+-]\.[A-Za-z]\w{0,9})"
    };
}

static FORMS: [Pattern; 4] = [
    // `src/cart.ts#L12`, as actions write links; what is wrong may stand below.
    Pattern::new(concat!("^", path!(), r"#L(?<line>\d{1,7})(?:-L\d+)?(?:\s*[:,-]\s*|\s+|$)(?<message>.*)$")),
    Pattern::new(concat!("^", path!(), r":(?<line>\d{1,7})(?::(?<column>\d{1,5}))?(?:-\d+(?::\d+)?)?\s*(?::|-|\s)\s*(?<message>\S.*)$")),
    Pattern::new(concat!("^", path!(), r"\((?<line>\d{1,7})(?:,(?<column>\d{1,5}))?(?:,\d+){0,2}\)\s*:?\s+(?<message>\S.*)$")),
    Pattern::new(concat!("^", path!(), r": line (?<line>\d{1,7}), col (?<column>\d{1,5}), (?<message>\S.*)$")),
];
/// What stands before the message itself.
static SEVERITY: Pattern =
    Pattern::new(r"^(?i:(?:fatal )?error|err)(?:\s*\[?(?<code>[A-Z]{1,8}-?\d{2,6}|[a-z]+(?:[-/][a-z]+)+)\]?)?\s*[:-]\s+(?<message>\S.*)$");
static MILD: Pattern = Pattern::new(r"^(?i:warning|note|info|notice)\b");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads: Vec<(Option<usize>, usize, Vec<Problem>)> = Vec::new();
    for &at in lines {
        let Some(problem) = problem(log, at) else { continue };
        let step = log.step_of(at);
        match reads.last_mut() {
            Some((last, _, found)) if *last == step => found.push(problem),
            _ => reads.push((step, at, vec![problem])),
        }
    }
    reads.into_iter().map(|(_, line, found)| of(line, found)).collect()
}

/// The reading of some problems, by the line of the first. Others know more of what stands between them.
fn of(line: usize, found: Vec<Problem>) -> Read {
    Read {
        line,
        span: line..line + 1,
        category: "build",
        depth: Depth::What,
        confidence: Confidence::Medium,
        title: count(found.len() as u64, "problem", "problems"),
        root_cause: problems("A check", &found),
        details: Details::default().with_problems(found),
    }
}

fn problem(log: &JobLog, at: usize) -> Option<Problem> {
    let text = log.text(at);
    let text = text.strip_prefix("##[error]")?.trim_start().trim_start_matches("./");
    let found = FORMS.iter().find_map(|form| form.captures(text))?;
    let number = |group: &str| found.name(group).and_then(|digits| digits.as_str().parse().ok()).filter(|number| *number > 0);
    let place = Place { path: Some(found["path"].to_owned()), line: number("line"), column: number("column") };
    let mut message = found["message"].trim().to_owned();
    if message.is_empty() {
        log.text(at + 1).trim().clone_into(&mut message);
    }
    let named =
        SEVERITY.captures(&message).map(|named| (named.name("code").map(|code| code.as_str().to_owned()), named["message"].to_owned()));
    let (code, message) = named.unwrap_or((None, message));
    (!message.is_empty() && !MILD.is_match(&message)).then_some(Problem { message, code, place })
}
