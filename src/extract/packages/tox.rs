//! tox and nox: mostly wrappers of what they run.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const TOX: Extractor = Extractor {
    name: "tox",
    literals: &[
        "evaluation failed :(",
        "ERROR: InvocationError for command",
        "ERROR: InterpreterNotFound",
        "could not find python interpreter",
        ": commands failed",
        "provided environments not found in configuration",
        ": FAIL code ",
        "ERROR: unknown environment ",
    ],
    read: read_tox,
};

pub(super) const NOX: Extractor = Extractor { name: "nox", literals: &["nox > Command ", "nox > Session ", "nox > Error"], read: read_nox };

static TOX_TOOL: Tool = Tool::new("tox", "test", TOX_WORDINGS);
static NOX_TOOL: Tool = Tool::new("nox", "test", NOX_WORDINGS);

const TOX_WORDINGS: &[Wording] = &[
    Wording::why(
        "There is no such Python",
        r"(?<message>InterpreterNotFound: .*|(?<target>\S+): (?:skipped because )?could not find python interpreter .*)",
    ),
    Wording::why(
        "There is no such tox environment",
        r"(?:^ERROR: )?(?<message>provided environments not found in configuration.*|unknown environment '[^']+'$)",
    ),
    Wording::that(
        "A tox environment failed",
        r"^(?:(?<target>[\w.-]+): FAIL code \d+.*|ERROR: InvocationError for command (?<command>.*)|ERROR: +(?<name>[\w.-]+): commands failed|evaluation failed.*)",
    ),
];

const NOX_WORDINGS: &[Wording] = &[
    Wording::why(
        "There is no such Python",
        r"^nox > (?<message>Session (?<target>\S+) (?:aborted|failed|skipped): Python interpreter .* not found.*)",
    ),
    Wording::why("There is no such nox session", r"^nox > (?<message>Error while collecting sessions\.|Sessions not found: .*)"),
    Wording::that(
        "A nox session failed",
        r"^nox > (?<message>Session (?<target>\S+) failed.*|Command (?<command>.*) failed with exit code \d+.*)",
    ),
];

fn read_tox(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOX_TOOL.read(log, lines)
}

fn read_nox(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    NOX_TOOL.read(log, lines)
}
