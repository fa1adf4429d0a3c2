//! kubectl and kind.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "kubectl",
    literals: &[
        "Error from server",
        "error: timed out waiting for the condition",
        "error: unable to recognize",
        "error: resource mapping not found",
        "error: error validating",
        "error: the server doesn't have a resource type",
        "error: You must be logged in to the server",
        "Unable to connect to the server",
        "error: no matching resources found",
        "error: deployment ",
        "exceeded its progress deadline",
        "error: the path \"",
        "error: unable to decode",
        "error: accumulating resources",
        "Error: accumulating resources",
        "ERROR: failed to create cluster",
        "ERROR: no nodes found for cluster",
        "ERROR: image: ",
        "error: context \"",
        "error: current-context must exist",
        "ErrImagePull",
        "ImagePullBackOff",
        "CrashLoopBackOff",
        "error: Internal error occurred",
        "The connection to the server",
    ],
    read,
};

static TOOL: Tool = Tool::new("kubectl", "kubernetes", WORDINGS).last_word(60);

/// A pod's event that tells why it does not run, where a script describes the pods behind a rollout.
fn event(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end.min(at + EVENTS)).find(|&at| !log.is_echo(at) && EVENT.is_match(&log.text(at)))
}

static EVENT: Pattern = Pattern::new(
    r"\bWarning\s+(?:Failed\s.*Failed to pull image|FailedScheduling|FailedMount|FailedCreate|FailedAttachVolume|Unhealthy|OOMKilling)\b|\bFailed to pull image ",
);
/// So far.
const EVENTS: usize = 300;

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A resource is invalid",
        r"^(?:error: )?(?<message>(?:error validating|unable to recognize|unable to decode|resource mapping not found for name: |Error from server \((?:Invalid|BadRequest)\)|The \w+ \S+ is invalid).*)",
    ),
    Wording::why("A kustomization is wrong", r"^[Ee]rror: (?<message>accumulating resources.*)"),
    Wording::why(
        "The server refused",
        r"^(?<message>Error from server \((?<code>Forbidden|Unauthorized|AlreadyExists|NotFound|Conflict|MethodNotAllowed)\): .*|error: You must be logged in to the server.*)",
    ),
    Wording::what(
        "The cluster could not be made",
        r"^ERROR: (?<message>failed to create cluster: .*|no nodes found for cluster .*|image: .*)",
    ),
    Wording::why(
        "The cluster cannot be reached",
        r"^(?<message>Unable to connect to the server: .*|The connection to the server \S+ was refused.*|error: (?:context |current-context must exist).*)",
    ),
    Wording::why(
        "A resource or file does not exist",
        r"^error: (?<message>(?:no matching resources found|the server doesn't have a resource type|the path ).*)",
    ),
    Wording::why("The server failed", r"^(?<message>Error from server(?: \(\w+\))?: .*|error: Internal error occurred: .*)"),
    Wording::what(
        "A deployment did not become ready",
        r"^error: (?<message>(?:timed out waiting for the condition|deployment .*exceeded its progress deadline).*)",
    )
    .deeper(event),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
