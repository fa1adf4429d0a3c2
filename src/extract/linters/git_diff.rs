//! Checks that nothing changed: files that were generated, formatted or locked anew differ from what is committed.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::words::{count, problems};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "git-diff", literals: &["diff --git a/"], read };

static HEAD: Pattern = Pattern::new(r"^diff --git a/(?<path>.+) b/.+$");
/// Scripts whose verdict is a difference.
static ASKS: Pattern = Pattern::new(r"\bgit\b.*\bdiff\b.*(?:--exit-code|--quiet|--check)|\bgit\b.*\bstatus\b.*--porcelain");
/// What stands in a difference.
static INSIDE: Pattern = Pattern::new(
    r"^(?:[-+ @\\]|$|diff --git |index [0-9a-f]|(?:new|deleted) file mode|old mode|new mode|similarity index|rename |Binary files )",
);

/// A difference is no longer.
const LONG: usize = 5_000;
/// More words than these behind it tell of something else.
const BEHIND: usize = 8;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in lines.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let Some(step) = log.step_of(marked[0]).map(|step| &log.steps[step]) else { continue };
        if !step.run.script.iter().any(|line| ASKS.is_match(line)) {
            continue;
        }
        let heads: Vec<(usize, String)> =
            marked.iter().filter_map(|&at| Some((at, HEAD.captures(&log.text(at))?["path"].to_owned()))).collect();
        let (Some((first, _)), Some((last, _))) = (heads.first(), heads.last()) else { continue };
        let end = step.end().min(last + LONG);
        let close = (*last + 1..end).find(|&at| !INSIDE.is_match(&log.text(at))).unwrap_or(end);
        if (close..step.end()).filter(|&at| !log.text(at).trim().is_empty()).take(BEHIND + 1).count() > BEHIND {
            continue;
        }
        let found: Vec<Problem> = heads
            .iter()
            .map(|(_, path)| Problem {
                message: format!("{path} differs from what is committed"),
                code: None,
                place: Place { path: Some(path.clone()), ..Place::default() },
            })
            .collect();
        reads.push(Read {
            line: *first,
            span: *first..close,
            category: "lint",
            depth: Depth::What,
            confidence: Confidence::Medium,
            title: count(found.len() as u64, "file differs from its commit", "files differ from their commit"),
            root_cause: problems("git diff", &found),
            details: Details::default().with_problems(found),
        });
    }
    reads
}
