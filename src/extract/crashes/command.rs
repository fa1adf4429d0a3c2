//! Small tools that scripts call, and programs that refuse their command line.

use super::crash::{Crash, before_exit, by_distance};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "command",
    literals: &[
        "jq: ",
        "parse error: ",
        "yq: ",
        "tar: ",
        "tar (child): ",
        "curl: (",
        "wget: ",
        "sed: ",
        "grep: ",
        "awk: ",
        "cp: ",
        "mv: ",
        "rm: ",
        "ln: ",
        "ls: ",
        "cat: ",
        "mkdir: ",
        "chmod: ",
        "chown: ",
        "unzip:  ",
        "gzip: ",
        "xz: ",
        "find: ",
        "install: ",
        "touch: ",
        "rsync",
        "ssh: ",
        "scp: ",
        "dd: ",
        "diff: ",
        "patch: ",
        "base64: ",
        "openssl: ",
        "gpg: ",
        "xmllint: ",
        "python: can't open file",
        "python3: can't open file",
        "can't open file '",
        "Could not find or load main class",
        "Unable to access jarfile",
        "error: unknown option",
        "error: unknown command",
        "error: unrecognized arguments",
        "error: argument ",
        "unknown flag: ",
        "unknown shorthand flag",
        "error: unexpected argument",
        "error: the following arguments are required",
        "error: missing required argument",
        "error: invalid choice",
        "error: Found argument",
        "error: required option",
        "unrecognized option",
        "invalid option -- ",
        "unknown command \"",
        "No such option",
        "No such command",
        "Missing option",
        "Missing argument",
        "flag provided but not defined",
        "error: unrecognized subcommand",
        "error: invalid value",
        "error: the following required arguments",
    ],
    read,
};

static TOOL: Pattern = Pattern::new(
    r"^(?:\S*/)?(?<tool>jq|yq|g?tar|bsdtar|wget|g?sed|grep|g?awk|mawk|cp|mv|rm|ln|ls|cat|mkdir|chmod|chown|unzip|gzip|xz|find|install|touch|rsync|ssh|scp|dd|diff|patch|base64|openssl|gpg|xmllint|python3?|sha256sum|md5sum)(?: \(child\))?:\s+(?<message>\S.*)$",
);
/// A progress bar may stand before it on the line.
static CURL: Pattern = Pattern::new(r"(?<message>curl: \(\d+\) .+)$");
static USAGE: Pattern = Pattern::new(
    r"^\s*(?:[\w./-]+(?:\.py)?(?: [\w-]+)?: )?(?:[Ee]rror: |\[ERROR\] )?(?<message>(?:unknown option|unknown command|unrecognized arguments|argument [-\w/]+(?:, ?[-\w/]+)*:|unknown flag:|unknown shorthand flag|unexpected argument|the following (?:required )?arguments|missing required argument|invalid choice|Found argument|required option|unrecognized option|invalid option --|No such option|No such command|Missing (?:option|argument)|flag provided but not defined|unrecognized subcommand|invalid value ').*)$",
);
/// jq before 1.7 does not say its name.
static OLD_JQ: Pattern = Pattern::new(r"^(?<message>parse error: .+ at line \d+, column \d+)$");
static JAVA: Pattern = Pattern::new(r"^(?:Error: )?(?<message>(?:Could not find or load main class|Unable to access jarfile) .+)$");
static ZIP: Pattern = Pattern::new(r"^\s*End-of-central-directory signature not found");
/// What tar and rsync make of what they or other programs said above.
static FOLLOWS: Pattern = Pattern::new(
    r"tar(?: \(child\))?: (?:Child (?:returned status|died with signal) |Error is not recoverable|Exiting with failure status|Error exit delayed)|rsync: (?:\[\w+\] )?connection unexpectedly closed|rsync error: (?:unexplained error|error in rsync protocol data stream)|scp: Connection closed",
);
/// Not the end of anything.
static MILD: Pattern = Pattern::new(
    r"(?i)^(?:warning|removing leading|record size|implicit|file changed as we read|connect to host .* connection refused$)|^\(standard input\)|Ignoring unknown extended header|time stamp .* in the future|Permanently added",
);

/// How far above.
const ABOVE: usize = 5;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads: Vec<(Option<usize>, Read)> = Vec::new();
    for &at in lines {
        let Some(read) = complaint(log, at) else { continue };
        let step = log.step_of(at);
        match reads.last_mut() {
            // "tar: Child returned status 1", "tar: Error is not recoverable": the first of neighbours says why.
            // The same words again are another try, and the last counts.
            Some((earlier, before)) if *earlier == step && before.span.end + 3 >= at && !again(log, before, at) => before.span.end = at + 1,
            Some((earlier, before)) if *earlier == step => *before = read,
            _ => reads.push((step, read)),
        }
    }
    reads.into_iter().map(|(_, read)| read).collect()
}

fn complaint(log: &JobLog, at: usize) -> Option<Read> {
    let text = log.text(at);
    let text = bare(&text);
    let found = [&TOOL, &CURL, &USAGE, &JAVA, &OLD_JQ].into_iter().find_map(|pattern| pattern.captures(text))?;
    if MILD.is_match(&found["message"]) {
        return None;
    }
    let confidence = match by_distance(before_exit(log, at)) {
        Confidence::Low => return None,
        confidence => confidence,
    };
    // unzip says what is wrong first, and its name last.
    let line = (at.saturating_sub(6)..at)
        .rev()
        .find(|&above| found["message"].contains("zipfile") && ZIP.is_match(&log.text(above)))
        .unwrap_or(at);
    let told = if FOLLOWS.is_match(text) { said_above(log, at) } else { Some(line) };
    let line = told.unwrap_or(line);
    let text = log.text(line);
    let text = bare(&text);
    let crash = Crash {
        title: "Command failed",
        said: "A command failed:",
        category: "script",
        problem: Problem {
            message: text.trim().to_owned(),
            code: found.name("tool").map(|tool| tool.as_str().to_owned()),
            place: Place::default(),
        },
        line,
        span: line..at + 1,
        depth: if told.is_some() { Depth::Why } else { Depth::What },
        confidence,
    };
    Some(crash.read())
}

/// Whether a line says what one before it said.
fn again(log: &JobLog, before: &Read, at: usize) -> bool {
    log.text(before.line).trim() == log.text(at).trim()
}

/// The nearest line above tar's last words that says something else.
fn said_above(log: &JobLog, at: usize) -> Option<usize> {
    let said = (at.saturating_sub(ABOVE)..at).rev().find(|&above| {
        let text = log.text(above);
        !text.trim().is_empty() && !FOLLOWS.is_match(&text)
    })?;
    let told = !log.is_echo(said) && !log.has_tag(said) && log.step_of(said) == log.step_of(at);
    told.then_some(said)
}
