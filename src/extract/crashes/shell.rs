//! POSIX shells and `cmd`: what a script stumbled over.

use super::crash::{Crash, before_exit, by_distance};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::place;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "shell",
    literals: &[
        ": command not found",
        ": not found",
        ": unbound variable",
        ": parameter not set",
        ": parameter null or not set",
        "syntax error",
        "unexpected EOF while looking for matching",
        "bad substitution",
        "bad interpreter",
        "cannot execute",
        "Exec format error",
        ": No such file or directory",
        ": Permission denied",
        ": Is a directory",
        ": Not a directory",
        "command not found: ",
        "is not recognized as an internal or external command",
        "The system cannot find the path specified",
        "readonly variable",
        "ambiguous redirect",
        "unary operator expected",
        "too many arguments",
        "numeric argument required",
        "Argument list too long",
    ],
    read,
};

/// bash: `script.sh: line 3: …`; with `-c`, `bash: line 3: …`; interactive or old, `bash: …`.
static BASH: Pattern = Pattern::new(
    r"(?:^|\s)(?<path>[^\s:]+): line (?<line>\d+): (?<message>(?:.+: )?(?:command not found|unbound variable|parameter (?:null or )?not set|bad substitution|No such file or directory|Permission denied|Is a directory|Not a directory|cannot execute.*|syntax error.*|unexpected EOF while looking for matching.*|readonly variable|ambiguous redirect|unary operator expected|numeric argument required|too many arguments|Argument list too long|integer expression expected|.*syntax error.*))$",
);
/// dash: `sh: 1: tool: not found`, `/bin/sh: 12: Syntax error: …`; ash: `sh: tool: not found`.
static DASH: Pattern = Pattern::new(
    r"(?:^|\s)(?<path>(?:\S*/)?(?:sh|ash|dash|bash|\S+\.sh)): (?:line )?(?:(?<line>\d+): )?(?<message>(?:[^:]+: )?(?:not found|command not found|Permission denied|Syntax error: .+|syntax error: .+|parameter not set|Bad substitution|cannot (?:open|create) .+))$",
);
static ZSH: Pattern =
    Pattern::new(r"(?:^|\s)(?:zsh|fish)(?::\d+)?: (?<message>command not found: .+|no such file or directory: .+|permission denied: .+)$");
static ENV: Pattern = Pattern::new(
    r"^(?:/usr/bin/)?(?:env|xargs|nohup|sudo|timeout|exec|nice|make(?:\[\d+\])?): (?<message>.*(?:No such file or directory|command not found|Permission denied).*)$",
);
static INTERPRETER: Pattern = Pattern::new(
    r"(?:^|\s)(?<path>[^\s:]+): (?:line \d+: )?(?<message>.*(?:bad interpreter: .+|cannot execute binary file.*|Exec format error.*))$",
);
static CMD: Pattern = Pattern::new(
    r"^\s*(?<message>'[^']+' is not recognized as an internal or external command,|The system cannot find the path specified\.)",
);

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads: Vec<Read> = Vec::new();
    let mut last: Option<(Option<usize>, Crash)> = None;
    for &at in lines {
        let Some(crash) = complaint(log, at) else { continue };
        let step = log.step_of(at);
        if let Some((_, crash)) = last.take().filter(|(earlier, _)| *earlier != step) {
            reads.push(crash.read());
        }
        last = Some((step, crash));
    }
    reads.extend(last.map(|(_, crash)| crash.read()));
    reads
}

fn complaint(log: &JobLog, at: usize) -> Option<Crash> {
    let text = log.text(at);
    let text = bare(&text);
    let found = [&BASH, &DASH, &ZSH, &ENV, &INTERPRETER, &CMD].into_iter().find_map(|pattern| pattern.captures(text))?;
    let lines = before_exit(log, at);
    let code = log.step_of(at).and_then(|step| log.steps[step].exit).map(|(_, code)| code);
    let missing = text.contains("not found") || text.contains("not recognized");
    let confidence = match by_distance(lines) {
        // 127 and 126 are the shell's own codes for a command that is not there, or cannot run.
        Confidence::Medium if missing && code == Some(127) => Confidence::High,
        Confidence::Low if !(missing && code == Some(127)) => return None,
        Confidence::High if lines > 3 && code.is_some_and(|code| code != 127 && code != 126) => Confidence::Medium,
        confidence => confidence,
    };
    let mut place = place(&found);
    // The runner keeps a step's script in a file of its own, and what is only a shell's name is no file.
    place.path = place.path.filter(|path| path.contains('.') && !path.contains("_temp"));
    Some(Crash {
        title: "Shell error",
        said: "The script stopped at",
        category: "script",
        problem: Problem { message: found["message"].trim().to_owned(), code: None, place },
        line: at,
        span: at..at + 1,
        depth: Depth::Why,
        confidence,
    })
}
