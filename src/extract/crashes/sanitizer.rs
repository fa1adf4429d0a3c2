//! Sanitizers of Clang and GCC, and Valgrind.

use super::crash::{Crash, before_exit, by_distance};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::place;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "sanitizer",
    literals: &[
        "Sanitizer: ",
        ": runtime error: ",
        "== Invalid read of size",
        "== Invalid write of size",
        "== Invalid free()",
        "== Mismatched free()",
        "== Conditional jump or move depends",
        "== Use of uninitialised value",
        "== Syscall param ",
        " are definitely lost in loss record ",
    ],
    read,
};

static HEADS: [Pattern; 3] = [
    Pattern::new(
        r"(?:==\d+==)?(?:ERROR|WARNING): (?<name>\w+Sanitizer): (?<message>[\w -]+?)(?: on (?:unknown )?address .*| \(pid=\d+\)| in .*)?$",
    ),
    Pattern::new(r"(?:^|\s)(?<path>[^\s:]+):(?<line>\d+):(?<column>\d+): runtime error: (?<message>.+)$"),
    Pattern::new(
        r"^==\d+== (?<message>(?:Invalid (?:read|write) of size \d+|Invalid free\(\).*|Mismatched free\(\).*|Conditional jump or move depends on .*|Use of uninitialised value.*|Syscall param .* points? to .*|[\d,]+ (?:\(.*\) )?bytes in [\d,]+ blocks are definitely lost in .*))$",
    ),
];
static FRAME: Pattern = Pattern::new(r"^\s+#\d+ 0x[0-9a-f]+ in \S.* (?<path>/[^\s:]+):(?<line>\d+)(?::(?<column>\d+))?$");
static SUMMARY: Pattern = Pattern::new(r"^SUMMARY: \w+Sanitizer: ");
/// Code of the sanitizer and the C library.
static FOREIGN: Pattern = Pattern::new(r"sanitizer_common|/asan_|/csu/|/sysdeps/|/include/c\+\+/");

/// A report is no longer.
const REPORT: usize = 300;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads: Vec<(Option<usize>, Read)> = Vec::new();
    let mut behind = 0;
    for &at in lines.iter().filter(|&&at| !log.text(at).contains("SUMMARY: ")) {
        if at < behind {
            continue;
        }
        let Some(crash) = report(log, at) else { continue };
        behind = crash.span.end;
        let step = log.step_of(at);
        // The first goes: the others may follow from it.
        if reads.last().is_none_or(|(earlier, _)| *earlier != step) {
            reads.push((step, crash.read()));
        }
    }
    reads.into_iter().map(|(_, read)| read).collect()
}

fn report(log: &JobLog, at: usize) -> Option<Crash> {
    let text = log.text(at);
    let text = bare(&text);
    let head = HEADS.iter().find_map(|head| head.captures(text))?;
    let name = head.name("name").map(|name| name.as_str().to_owned());
    let mut own = place(&head);
    let mut end = at + 1;
    // Valgrind marks all that it says, up to its count.
    let mark = text.split_once(' ').map(|(mark, _)| mark).filter(|mark| mark.starts_with("==") && name.is_none());
    for next in at + 1..(at + REPORT).min(log.len()) {
        let text = log.text(next);
        let text = bare(&text);
        if text.starts_with("##[") {
            break;
        }
        if mark.is_some_and(|mark| text.starts_with(mark)) {
            end = next + 1;
        }
        if let Some(frame) = FRAME.captures(text).filter(|frame| own.path.is_none() && !FOREIGN.is_match(&frame["path"])) {
            own = place(&frame);
        }
        if SUMMARY.is_match(text) {
            end = next + 1;
            break;
        }
    }
    let sure = by_distance(before_exit(log, end - 1));
    Some(Crash {
        title: "Sanitizer report",
        said: "A sanitizer reported",
        category: "crash",
        problem: Problem { message: head["message"].trim().to_owned(), code: name, place: own },
        line: at,
        span: at..end,
        depth: Depth::Why,
        confidence: if sure == Confidence::Low { Confidence::Medium } else { Confidence::High },
    })
}
