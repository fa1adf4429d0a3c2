//! Go: a panic, or a fatal error of the runtime.

use super::exception::Exceptions;
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::Confidence;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "go-panic", literals: &["panic: ", "fatal error: "], read };

static HEADS: [Pattern; 1] = [Pattern::new(r"^\s*(?<name>panic|fatal error): (?<message>.+?)(?: \[recovered\])?$")];
static STACK: Pattern = Pattern::new(r"^\s*(?:goroutine \d+ |\S+\(.*\)$|\t\S+:\d+|created by |\[signal |panic: |\s*$|runtime: )");
static FRAME: Pattern = Pattern::new(r"^\s+(?<path>\S+\.go):(?<line>\d+)");
static FOREIGN: Pattern = Pattern::new(r"/src/(?:runtime|sync|testing|internal)/|/go-?[\d.]*/(?:x64/)?src/|/pkg/mod/|/usr/lib/go");

static EXCEPTIONS: Exceptions = Exceptions {
    title: "Go panic",
    said: "A Go program ended with",
    heads: &HEADS,
    stack: &STACK,
    frame: &FRAME,
    foreign: &FOREIGN,
    cause: None,
    within: 6,
    confidence: Confidence::High,
};

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    EXCEPTIONS.read(log, lines)
}
