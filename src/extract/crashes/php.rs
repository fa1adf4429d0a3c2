//! PHP: an error or exception that ends a script, and files that do not parse.

use super::exception::Exceptions;
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::Confidence;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "php", literals: &["Fatal error: ", "Parse error: "], read };

static HEADS: [Pattern; 1] = [Pattern::new(
    r"(?:^|\s)(?:PHP )?(?<kind>Fatal error|Parse error):\s+(?:Uncaught )?(?<message>.+?)(?: in (?<path>/?[^\s:]+\.(?:php|phtml|inc))(?::| on line )(?<line>\d+))?$",
)];
static STACK: Pattern = Pattern::new(r"^Stack trace:|^#\d+ |^\s+thrown in ");
static FRAME: Pattern = Pattern::new(r"^$a");
static FOREIGN: Pattern = Pattern::new(r"^$a");

static EXCEPTIONS: Exceptions = Exceptions {
    title: "PHP error",
    said: "A PHP program ended with",
    heads: &HEADS,
    stack: &STACK,
    frame: &FRAME,
    foreign: &FOREIGN,
    cause: None,
    within: 0,
    confidence: Confidence::High,
};

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    EXCEPTIONS.read(log, lines)
}
