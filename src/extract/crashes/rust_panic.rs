//! Rust: a panic outside of libtest's report.

use super::exception::Exceptions;
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::Confidence;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "rust-panic", literals: &["panicked at "], read };

static HEADS: [Pattern; 2] = [
    Pattern::new(r"thread '[^']*'(?: \(\d+\))? panicked at '(?<message>.*)', (?<path>[^\s']+?):(?<line>\d+):(?<column>\d+)$"),
    Pattern::new(r"thread '[^']*'(?: \(\d+\))? panicked at (?<path>[^\s']+?):(?<line>\d+):(?<column>\d+):$"),
];
static STACK: Pattern = Pattern::new(r"^note: run with `RUST_BACKTRACE|^stack backtrace:|^\s+\d+: |^\s+at ");
static FRAME: Pattern = Pattern::new(r"^$a");
static FOREIGN: Pattern = Pattern::new(r"^$a");

static EXCEPTIONS: Exceptions = Exceptions {
    title: "Rust panic",
    said: "A Rust program panicked:",
    heads: &HEADS,
    stack: &STACK,
    frame: &FRAME,
    foreign: &FOREIGN,
    cause: None,
    within: 0,
    confidence: Confidence::Medium,
};

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    EXCEPTIONS.read(log, lines)
}
