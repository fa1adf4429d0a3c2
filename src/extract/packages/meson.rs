//! Meson.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "meson",
    literals: &[": ERROR: ", "ERROR: Neither source directory", "meson.build:", "ERROR: Unknown options"],
    read,
};

static TOOL: Tool = Tool::new("Meson", "build", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A dependency was not found",
        r#"^(?<path>\S*meson(?:\.build|_options\.txt|\.options)):(?<line>\d+):(?<column>\d+): ERROR: (?<message>(?:Dependency (?:"|')?(?<package>[^"'\s]+)|C\+* (?:shared or static )?library '|Program\S* '|Subproject ).*)"#,
    ),
    Wording::why(
        "Meson could not configure",
        r"^(?<path>\S*meson(?:\.build|_options\.txt|\.options)):(?<line>\d+):(?<column>\d+): ERROR: (?<message>.*)",
    ),
    Wording::why(
        "Meson was called wrongly",
        r"^(?:\S+: )?ERROR: (?<message>(?:Neither source directory|Unknown options:|Build directory has been generated with Meson).*)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
