//! The .NET runtime: an exception that nobody handled.

use super::exception::Exceptions;
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::Confidence;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "dotnet", literals: &["Unhandled exception. ", "Unhandled Exception: "], read };

static HEADS: [Pattern; 1] =
    [Pattern::new(r"^\s*Unhandled [Ee]xception[.:] (?:[\w.+`]+: .*? ---> )*(?<name>[\w.+`]+)(?:\s?\([^)]*\))?: (?<message>.+)$")];
static STACK: Pattern = Pattern::new(r"^\s+at | ---> |^\s+--- End of ");
static FRAME: Pattern = Pattern::new(r" in (?<path>[^:]+(?::[\\/][^:]*)?):line (?<line>\d+)");
static FOREIGN: Pattern = Pattern::new(r"^/_/|^D:\\a\\_work");
static CAUSE: Pattern = Pattern::new(r"^\s*---> (?<name>[\w.+`]+)(?:\s?\([^)]*\))?: (?<message>.+)$");

static EXCEPTIONS: Exceptions = Exceptions {
    title: "Unhandled .NET exception",
    said: "A .NET program ended with",
    heads: &HEADS,
    stack: &STACK,
    frame: &FRAME,
    foreign: &FOREIGN,
    cause: Some(&CAUSE),
    within: 0,
    confidence: Confidence::High,
};

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    EXCEPTIONS.read(log, lines)
}
