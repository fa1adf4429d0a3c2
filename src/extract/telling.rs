//! The line that says why, within the output of a process that another tool ran and shows: a build backend under pip, a `RUN` under Docker.

use std::ops::Range;

use super::wording::bare;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::regexes::Pattern;

/// A compiler's, linker's or configure step's complaint about a place; the first is the cause of the rest.
static COMPLAINT: Pattern = Pattern::new(
    r"^\S.*?[:)]\s?(?:fatal )?error(?: [A-Z]+\d+)?: \S|^error\[E\d+\]: |^CMake Error at \S|^\S+meson\.build:\d+:\d+: ERROR: |: undefined reference to |^ld: |^Undefined symbols",
);
/// The last line of a traceback, or its like in other languages.
static EXCEPTION: Pattern = Pattern::new(
    r"^(?:Uncaught )?(?:[A-Za-z_][\w$]*[.:/]{1,2})*[A-Z]\w*(?:Error|Exception|Warning|NotFound|Exit)(?:: \S| \[[A-Z_]+\]: \S|$)|^thread '.*' (?:\(\d+\) )?panicked at ",
);
static PANIC: Pattern = Pattern::new(r"^thread '.*' (?:\(\d+\) )?panicked at ");
/// What a tool says in the end.
static LAST_WORD: Pattern = Pattern::new(
    r"^(?:error|Error|ERROR|fatal|FATAL|E|ERR!|npm (?:error|ERR!))\b:? ?\S|: (?:not found|command not found|No such file or directory|Permission denied)$|^\S+: .*(?:cannot|can't|unable to|failed to) ",
);
/// Words of the process around it.
static WRAPPER: Pattern = Pattern::new(
    r"(?:command|process|Process|Command|subprocess)\b.* (?:failed|returned|exited|did not complete|terminated)|exit(?:ed)?(?: with)?(?: non-zero)? (?:code|status)|^npm (?:error|ERR!) (?:code|errno|path|command|A complete log|\s|$)|^error: (?:could not compile|aborting due to|subprocess-exited|test failed)|^test result: |returned a non-zero|Failed building wheel|^make(?:\[\d+\])?: |^ninja: build stopped",
);

/// How many lines of output are looked at, the last ones.
const MOST: usize = 3_000;

/// The line of a stretch that says why, and how much it tells; none where it says nothing. `within` gives what the process printed on a line.
pub fn telling(log: &JobLog, stretch: Range<usize>, within: impl Fn(&str) -> Option<&str>) -> Option<(usize, Depth)> {
    let (mut complaint, mut exception, mut last_word, mut last) = (None, None, None, None);
    let mut panicked = false;
    for at in stretch.start.max(stretch.end.saturating_sub(MOST))..stretch.end {
        let text = log.text(at);
        let Some(text) = within(&text).map(bare).filter(|text| !text.is_empty()) else { continue };
        if WRAPPER.is_match(text) {
            continue;
        }
        last = Some(at);
        if std::mem::replace(&mut panicked, text.ends_with(':') && PANIC.is_match(text)) {
            // Rust says where first, and then why.
            exception = Some(at);
        } else if complaint.is_none() && COMPLAINT.is_match(text) {
            complaint = Some(at);
        } else if EXCEPTION.is_match(text) {
            exception = Some(at);
        } else if LAST_WORD.is_match(text) {
            last_word = Some(at);
        }
    }
    let why = complaint.or(exception).or(last_word).map(|at| (at, Depth::Why));
    why.or(last.map(|at| (at, Depth::What)))
}
