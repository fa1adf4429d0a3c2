//! Ansible.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "ansible",
    literals: &["FAILED! => ", "fatal: [", "ERROR! ", "UNREACHABLE! => ", "[ERROR]: ", "ERROR: Galaxy"],
    read,
};

static TOOL: Tool = Tool::new("Ansible", "deploy", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A host cannot be reached",
        r#"^fatal: \[(?<target>[^\]]+)\]: UNREACHABLE! => (?:.*?"msg": "(?<message>(?:[^"\\]|\\.)*)".*|.*)"#,
    ),
    Wording::why(
        "A task failed",
        r#"^(?:fatal|failed): \[(?<target>[^\]]+)\](?: \(item=.*?\))?: FAILED! => (?:.*?"msg": "(?<message>(?:[^"\\]|\\.)*)".*|.*)"#,
    ),
    Wording::why("A playbook is wrong", r"^ERROR! (?<message>.*)"),
    Wording::why(
        "A task failed",
        r#"^(?:fatal|failed): \[(?<target>[^\]]+)\](?: \(item=.*?\))?: FAILED! => .*"msg": "non-zero return code".*?"stderr": "(?<message>(?:[^"\\]|\\.)+)".*"#,
    ),
    Wording::why("A task failed", r"^\[ERROR\]: (?<message>(?:Task failed: )?.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    // A task may fail where the play says so.
    let counts = |at: &usize| log.text(at + 1).trim() != "...ignoring";
    let lines: Vec<usize> = lines.iter().copied().filter(counts).collect();
    TOOL.read(log, &lines)
}
