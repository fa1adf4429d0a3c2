//! Ansible.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, bare};
use crate::log::JobLog;
use crate::regexes::Pattern;

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

static HOST: Pattern = Pattern::new(r"^(?:fatal|failed): \[(?<host>[^\]]+)\]");
static GOES_ON: Pattern = Pattern::new(r"^(?:ok|changed|included|fatal|failed|skipping): \[(?<host>[^\]]+)\]");

/// A host that goes on does so within so many lines.
const ON: usize = 400;
/// A task's error, and the host's line below it.
const BELOW: usize = 40;
/// So many failures are followed.
const FOLLOWED: usize = 60;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let skip = lines.len().saturating_sub(FOLLOWED);
    let counts = |at: &usize| !survived(log, *at);
    let lines: Vec<usize> = lines.iter().copied().skip(skip).filter(counts).collect();
    TOOL.read(log, &lines)
}

/// Whether a task may fail: the play says so, or its host goes on with another task, as after a `rescue`.
fn survived(log: &JobLog, at: usize) -> bool {
    let text = log.text(at);
    if bare(&text).starts_with("[ERROR]: ") {
        let host = (at + 1..log.len().min(at + BELOW)).find(|&line| HOST.is_match(bare(&log.text(line))));
        return host.is_some_and(|line| survived(log, line));
    }
    let Some(failed) = HOST.captures(bare(&text)) else { return false };
    if log.text(at + 1).trim() == "...ignoring" {
        return true;
    }
    let mut other_task = false;
    for line in at + 1..log.len().min(at + ON) {
        let text = log.text(line);
        let text = bare(&text);
        if text.starts_with("PLAY ") || text.starts_with("NO MORE HOSTS LEFT") || text.starts_with("##[") {
            return false;
        }
        other_task |= text.starts_with("TASK [");
        if other_task && GOES_ON.captures(text).is_some_and(|found| found["host"] == failed["host"]) {
            return true;
        }
    }
    false
}
