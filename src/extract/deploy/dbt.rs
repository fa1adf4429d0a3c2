//! dbt: models that a database refuses, and tests of data.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "dbt",
    literals: &[
        "Database Error in ",
        "Compilation Error in ",
        "Runtime Error in ",
        "Failure in test ",
        "Failure in unit_test ",
        "Compilation Error",
        "Parsing Error",
        "Dependency Error",
    ],
    read,
};

static TOOL: Tool = Tool::new("dbt", "database", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A model cannot be built",
        r"^(?<message>(?:Database|Compilation|Runtime) Error in (?:\w+ )+(?<name>\S+) \((?<path>[^()]+)\))$",
    )
    .deeper(next_line),
    Wording::why("A test of the data failed", r"^(?<message>Failure in (?:unit_)?test (?<name>\S+) \((?<path>[^()]+)\))$")
        .deeper(next_line),
    Wording::why("The project cannot be read", r"^(?<message>(?:Compilation|Parsing|Dependency) Error)$").deeper(next_line).unsure(),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
