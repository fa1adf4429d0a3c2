//! The Java virtual machine: an exception that ends a thread, and the deepest of its causes.

use super::exception::Exceptions;
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::Confidence;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "jvm", literals: &["Exception in thread \"", "Caught: "], read };

static HEADS: [Pattern; 2] = [
    Pattern::new(r#"^\s*Exception in thread "[^"]+" (?<name>[\w.$]+)(?:: (?<message>.*))?$"#),
    // Groovy, which says it once more above the stack.
    Pattern::new(r"^Caught: (?<name>(?:[a-z_]\w*\.)+[A-Z]\w*(?:Exception|Error))(?:: (?<message>.*))?$"),
];
static STACK: Pattern =
    Pattern::new(r"^\s+at |^\s*Caused by: |^\s+\.\.\. \d+ |^\s+Suppressed: |^(?:[a-z_]\w*\.)+[A-Z]\w*(?:Exception|Error)(?:: |$)");
static FRAME: Pattern = Pattern::new(r"^\s+at [\w.$/@<>]+\((?<path>\w+\.(?:java|kt|scala|groovy)):(?<line>\d+)\)");
static FOREIGN: Pattern = Pattern::new(r"^\s+at (?:java|javax|jdk|sun|kotlin|scala|org\.(?:gradle|apache|springframework|junit))[./]");
static CAUSE: Pattern = Pattern::new(r"^\s*Caused by: (?<name>[\w.$]+)(?:: (?<message>.*))?$");

static EXCEPTIONS: Exceptions = Exceptions {
    title: "Uncaught Java exception",
    said: "A Java program ended with",
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
