//! Tools that list what they complain about in sections: a heading, and bullets or numbers below it. reuse and publint.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::words::{count, problems};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Pattern;

pub(super) const REUSE: Extractor = Extractor {
    name: "reuse",
    literals: &[
        "# MISSING LICENSES",
        "# BAD LICENSES",
        "# DEPRECATED LICENSES",
        "# UNUSED LICENSES",
        "# READ ERRORS",
        "# MISSING COPYRIGHT AND LICENSING INFORMATION",
        "# INVALID SPDX LICENSE EXPRESSIONS",
        ": no license identifier",
        ": no copyright notice",
    ],
    read: read_reuse,
};

pub(super) const PUBLINT: Extractor = Extractor { name: "publint", literals: &["Running publint ", " lint results:"], read: read_publint };

/// What a tool's sections look like.
struct Sections {
    tool: &'static str,
    counted: (&'static str, &'static str),
    category: &'static str,
    /// A heading whose entries fail the run.
    heading: &'static Pattern,
    /// One whose entries do not, or the end.
    other: &'static Pattern,
    /// An entry, by the groups `message` and `path`.
    entry: &'static Pattern,
}

static REUSE_HEADING: Pattern = Pattern::new(
    r"^(?:'(?<license>[^']+)' found in:|(?<what>The following files have no (?:copyright and licensing|copyright|licensing) information:)|(?<kind>Could not read:|The following licenses are (?:not used|deprecated)[^:]*:))$",
);
static REUSE_OTHER: Pattern = Pattern::new(r"^# (?:SUMMARY|RECOMMENDATIONS)");
static REUSE_ENTRY: Pattern = Pattern::new(r"^\* (?<path>\S.*)$");
static REUSE_LINE: Pattern =
    Pattern::new(r"^(?<path>[^\s:]+): (?<message>(?:no license identifier|no copyright notice|missing license '|bad license ').*)$");

static PUBLINT_HEADING: Pattern = Pattern::new(r"^(?<kind>Errors:)$");
static PUBLINT_OTHER: Pattern = Pattern::new(r"^(?:Warnings|Suggestions):$|^All good!");
static PUBLINT_ENTRY: Pattern = Pattern::new(r"^\d+\. (?<message>\S.*)$");

static REUSE_SECTIONS: Sections = Sections {
    tool: "REUSE",
    counted: ("file or licence out of order", "files or licences out of order"),
    category: "lint",
    heading: &REUSE_HEADING,
    other: &REUSE_OTHER,
    entry: &REUSE_ENTRY,
};
static PUBLINT_SECTIONS: Sections = Sections {
    tool: "publint",
    counted: ("error of the package", "errors of the package"),
    category: "lint",
    heading: &PUBLINT_HEADING,
    other: &PUBLINT_OTHER,
    entry: &PUBLINT_ENTRY,
};

/// A report is looked at so far.
const LONG: usize = 3_000;

fn read_reuse(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in lines.chunk_by(|&one, &other| log.step_of(one) == log.step_of(other)) {
        let rows: Vec<(usize, Problem)> = marked.iter().filter_map(|&at| row(log, at)).collect();
        let found = if rows.is_empty() { REUSE_SECTIONS.entries(log, marked) } else { rows };
        reads.extend(REUSE_SECTIONS.told(found));
    }
    reads
}

fn row(log: &JobLog, at: usize) -> Option<(usize, Problem)> {
    let text = log.text(at);
    let found = REUSE_LINE.captures(bare(&text))?;
    let place = Place { path: Some(found["path"].to_owned()), ..Place::default() };
    Some((at, Problem { message: found["message"].to_owned(), code: None, place }))
}

fn read_publint(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let steps = lines.chunk_by(|&one, &other| log.step_of(one) == log.step_of(other));
    steps.filter_map(|marked| PUBLINT_SECTIONS.told(PUBLINT_SECTIONS.entries(log, marked))).collect()
}

impl Sections {
    /// The entries below headings, from the first marked line on.
    fn entries(&self, log: &JobLog, marked: &[usize]) -> Vec<(usize, Problem)> {
        let Some(&first) = marked.first() else { return Vec::new() };
        let bound = log.step_of(first).map_or(log.len(), |step| log.steps[step].lines.end).min(first + LONG);
        let mut found = Vec::new();
        let mut heading: Option<String> = None;
        for at in first..bound {
            let text = log.text(at);
            let text = bare(&text).trim_end();
            if log.has_tag(at) && text.is_empty() || text.starts_with("##[") {
                break;
            }
            if let Some(head) = self.heading.captures(text) {
                let license = head.name("license").map(|license| format!("the text of the licence {} is missing", license.as_str()));
                let what = head
                    .name("what")
                    .map(|what| what.as_str().trim_start_matches("The following files have ").trim_end_matches(':').to_owned());
                heading = Some(license.or(what).unwrap_or_default());
            } else if self.other.is_match(text) {
                heading = None;
            } else if let (Some(heading), Some(entry)) = (&heading, self.entry.captures(text)) {
                let group = |name: &str| entry.name(name).map(|group| group.as_str().to_owned());
                let message = group("message").unwrap_or_else(|| if heading.is_empty() { text.to_owned() } else { heading.clone() });
                found.push((at, Problem { message, code: None, place: Place { path: group("path"), ..Place::default() } }));
            }
        }
        found
    }

    fn told(&self, found: Vec<(usize, Problem)>) -> Option<Read> {
        let (&(line, _), &(last, _)) = (found.first()?, found.last()?);
        let found: Vec<Problem> = found.into_iter().map(|(_, problem)| problem).collect();
        let (one, many) = self.counted;
        Some(Read {
            line,
            span: line.saturating_sub(1)..last + 1,
            category: self.category,
            depth: Depth::Why,
            confidence: Confidence::High,
            title: count(found.len() as u64, one, many),
            root_cause: problems(self.tool, &found),
            details: Details::default().with_problems(found),
        })
    }
}
