//! Bazel: loading, analysis and fetching; what compilers and tests say is not its own.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::telling::telling;
use crate::extract::wording::{Tool, Wording, bare};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "bazel",
    literals: &[
        "ERROR: no such package '",
        "ERROR: no such target '",
        "ERROR: error loading package",
        "ERROR: Analysis of target '",
        "ERROR: Skipping '",
        "ERROR: An error occurred during the fetch",
        "ERROR: Error computing the main repository mapping",
        "ERROR: Unrecognized option: ",
        "ERROR: The project you're trying to build",
        "no such target '",
        "no such package '",
        "ERROR: Traceback",
        "error executing ",
        "ERROR: Config value '",
        "ERROR: Build did NOT complete",
        "ERROR: /",
        "ERROR: Evaluation of query",
        "ERROR: Error while ",
    ],
    read,
};

static TOOL: Tool = Tool::new("Bazel", "build", WORDINGS);

/// What the action's command printed, below Bazel's own words about it.
fn output(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    static OWN: Pattern = Pattern::new(r"^(?:INFO|ERROR|WARNING|DEBUG|FAILED|Target |Use --|\[\d)");
    let next = (at + 1..end).find(|&at| {
        let text = log.text(at);
        log.has_tag(at) || text.starts_with("INFO: ") || text.starts_with("ERROR: ") || text.starts_with("Target ")
    });
    telling(log, at + 1..next.unwrap_or(end), |text| (!OWN.is_match(bare(text))).then_some(text)).map(|(line, _)| line)
}

/// What the repository rule raised, behind its traceback.
fn fetch(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end.min(at + 60)).find(|&at| {
        let text = log.text(at);
        let text = text.trim_start();
        text.starts_with("Error in ") || text.starts_with("Error downloading ")
    })
}

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A repository could not be fetched",
        r"^(?:ERROR: )(?<message>An error occurred during the fetch of repository '(?<name>[^']+)':.*)",
    )
    .deeper(fetch),
    Wording::why(
        "A target does not exist",
        r"^ERROR: (?:(?<path>\S+):(?<line>\d+):(?<column>\d+): )?(?<message>.*no such (?:target|package) '(?<target>[^']+)'.*)",
    ),
    Wording::why(
        "Bazel was called wrongly",
        r"^ERROR: (?<message>(?:Unrecognized option|Config value '|The project you're trying to build|Error computing the main repository mapping).*)",
    ),
    Wording::why(
        "A BUILD file is wrong",
        r"^ERROR: (?<path>[^\s:]+):(?<line>\d+):(?<column>\d+): (?<message>(?:name '|syntax error|in \S+ rule |Label '|invalid|file '|//|Traceback|.* is not visible from target|target ').*)",
    ),
    Wording::what("An action failed", r"^ERROR: (?<path>[^\s:]+):(?<line>\d+):(?<column>\d+): (?<message>\S.* failed: .*)").deeper(output),
    Wording::what(
        "A target could not be analysed",
        r"^ERROR: (?<message>(?:Analysis of target '(?<target>[^']+)' failed|error loading package|Skipping ').*)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
