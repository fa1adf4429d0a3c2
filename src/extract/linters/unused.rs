//! knip and depcheck: what nobody uses, and what nobody declared, under headings.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::words::{count, problems};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "knip",
    literals: &["Unused ", "Unlisted ", "Unresolved imports", "Duplicate exports", "Missing dependencies", "Unused dev"],
    read,
};

/// `Unused files (1)` of knip, `Unused dependencies` of depcheck.
static HEADING: Pattern = Pattern::new(
    r"^(?<what>(?:Unused (?:files|dependencies|devDependencies|exports|exported types|exported enum members|exported class members|catalog entries)|Unlisted (?:dependencies|binaries)|Unresolved imports|Duplicate exports)(?: \((?<number>\d+)\))|Unused (?:devDependencies|dependencies)|Missing dependencies)$",
);
/// What stands below: a bullet of depcheck, or a name, perhaps with its place.
static ENTRY: Pattern =
    Pattern::new(r"^(?:\* )?(?<name>\S.*?)(?:\s{2,}(?:\S+\s+)*?(?<path>[^\s:]+)(?::(?<line>\d+)(?::(?<column>\d+))?)?)?\s*$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    lines.chunk_by(|&one, &other| log.step_of(one) == log.step_of(other)).filter_map(|marked| one(log, marked)).collect()
}

fn one(log: &JobLog, marked: &[usize]) -> Option<Read> {
    let mut number = 0;
    let mut found: Vec<(usize, Problem)> = Vec::new();
    for &at in marked {
        let text = log.text(at);
        let Some(heading) = HEADING.captures(bare(&text).trim()) else { continue };
        number += heading.name("number").and_then(|number| number.as_str().parse::<u64>().ok()).unwrap_or(1);
        let below = log.text(at + 1);
        let below = bare(&below);
        if let Some(entry) = ENTRY.captures(below).filter(|_| !below.starts_with("##[")) {
            let place = Place { path: entry.name("path").map(|path| path.as_str().to_owned()), ..Place::default() };
            let message = format!("{}: {}", &heading["what"], &entry["name"]);
            found.push((at + 1, Problem { message, code: None, place }));
        }
    }
    let &(line, _) = found.first()?;
    let end = marked.last()? + 2;
    let found: Vec<Problem> = found.into_iter().map(|(_, problem)| problem).collect();
    Some(Read {
        line,
        span: line - 1..end.max(line + 1),
        category: "lint",
        depth: Depth::What,
        confidence: Confidence::Medium,
        title: count(number.max(1), "unused or undeclared thing", "unused or undeclared things"),
        root_cause: problems("knip or depcheck", &found),
        details: Details::default().with_problems(found),
    })
}
