//! Native programs that a signal ended: what they said before, and the shell's word for it.

use super::crash::{Crash, before_exit, by_distance};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::place;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "signal",
    literals: &[
        "Segmentation fault",
        "egmentation fault",
        "Aborted ",
        "Aborted (core dumped)",
        "Bus error",
        "Illegal instruction",
        "Floating point exception",
        "Killed  ",
        ": Killed",
        "Killed",
        "terminate called after",
        "double free or corruption",
        "stack smashing detected",
        "free(): invalid",
        "malloc(): ",
        "' failed.",
        "signal: 9",
        "signal: 11",
        "SIGSEGV",
        "SIGABRT",
        "SIGILL",
        "SIGBUS",
        "SIGKILL",
        "std::bad_alloc",
        "Out of memory: Killed process",
        "Fatal Python error: ",
    ],
    read,
};

/// What the program itself says.
static SAID: [Pattern; 3] = [
    Pattern::new(
        r"(?:^|\s)(?:[^\s:]+: )?(?<path>[^\s:]+):(?<line>\d+): (?:[^:]+(?:::[^:]+)*: )?(?<message>Assertion [`'‘].+['’] failed\.)",
    ),
    Pattern::new(r"^\s*(?<message>(?:double free or corruption|free\(\): invalid|malloc\(\): |\*\*\* stack smashing detected).*)$"),
    Pattern::new(r"(?<message>Out of memory: Killed process .+)$"),
];
static TERMINATE: Pattern =
    Pattern::new(r"^\s*(?<message>terminate called (?:after throwing an instance of '(?<name>[^']+)'|without an active exception))$");
static WHAT: Pattern = Pattern::new(r"^\s*what\(\):\s+(?<message>.+)$");
/// Python says it, and then shows where each of its threads was.
static PYTHON: Pattern = Pattern::new(r"(?<message>Fatal Python error: .+)$");
static STACK: Pattern = Pattern::new(
    r#"^\s*(?:File "|(?:Current t|T)hread 0x|Python runtime state|Extension modules|<no Python frame>|\.\.\.|Current thread's C stack|Binary file "|$)"#,
);
/// Its list of stacks has at most so many lines.
const STACKS: usize = 2_000;
/// What the shell, make, cargo or `CMake` says of it.
static DIED: [Pattern; 3] = [
    Pattern::new(
        r"^(?:[^\s:]+: line \d+: +)?\d* ?(?<message>(?:Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception|Killed)(?:\s{2,}|\s*\(core dumped\)).*)$",
    ),
    Pattern::new(r"(?<message>\(?signal: (?:\d+, )?SIG(?:SEGV|ABRT|ILL|BUS|KILL)[^)]*\)?)"),
    Pattern::new(r"^\s*(?<message>Segmentation fault(?: \(core dumped\))?|Aborted \(core dumped\)|Killed)$"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads: Vec<(Option<usize>, Depth, Read)> = Vec::new();
    for &at in lines {
        let Some(crash) = crash(log, at) else { continue };
        let (step, depth) = (log.step_of(at), crash.depth);
        match reads.last_mut() {
            // What it said stands before what became of it.
            Some((earlier, before, read)) if *earlier == step && *before >= depth && read.span.end + 10 > at => read.span.end = at + 1,
            Some((earlier, before, read)) if *earlier == step => (*before, *read) = (depth, crash.read()),
            _ => reads.push((step, depth, crash.read())),
        }
    }
    reads.into_iter().map(|(_, _, read)| read).collect()
}

fn crash(log: &JobLog, at: usize) -> Option<Crash> {
    let text = log.text(at);
    let text = bare(&text);
    let (found, depth) = match SAID.iter().chain([&TERMINATE, &PYTHON]).find_map(|pattern| pattern.captures(text)) {
        // It was told to abort: what told it stands above.
        Some(found) if found["message"].ends_with("Python error: Aborted") => (found, Depth::What),
        Some(found) => (found, Depth::Why),
        None => (DIED.iter().find_map(|pattern| pattern.captures(text))?, Depth::What),
    };
    let mut line = at;
    let mut message = found["message"].split_whitespace().collect::<Vec<_>>().join(" ");
    let below = log.text(at + 1);
    if let Some(what) = WHAT.captures(bare(&below)).filter(|_| depth == Depth::Why) {
        line = at + 1;
        message = format!("{message}: {}", &what["message"]);
    }
    let mut end = line + 1;
    if message.starts_with("Fatal Python error") {
        end = (end..log.len().min(end + STACKS)).find(|&next| !STACK.is_match(bare(&log.text(next)))).unwrap_or(end);
    }
    let confidence = match by_distance(before_exit(log, end - 1)) {
        Confidence::Low if end > line + 1 => Confidence::Medium,
        Confidence::Low => return None,
        confidence => confidence,
    };
    let code = found.name("name").map(|name| name.as_str().to_owned());
    Some(Crash {
        title: "Program ended by a signal",
        said: "A program ended with",
        category: "crash",
        problem: Problem { message, code, place: place(&found) },
        line,
        span: at..end,
        depth,
        confidence,
    })
}
