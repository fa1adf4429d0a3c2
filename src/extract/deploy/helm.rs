//! Helm.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "helm",
    literals: &[
        "Error: INSTALLATION FAILED",
        "Error: UPGRADE FAILED",
        "Error: UNINSTALL",
        "Error: Chart.yaml",
        "Error: failed to download",
        "Error: chart ",
        "Error: no repositories",
        "Error: repo ",
        "Error: looks like ",
        "Error: template: ",
        "Error: execution error at",
        "Error: parse error at",
        "Error: YAML parse error on",
        "Error: values don't meet",
        "Error: found in Chart.yaml",
        "Error: An error occurred while checking for chart dependencies",
        "Error: Kubernetes cluster unreachable",
        "Error: unable to build kubernetes objects",
        "Error: release: not found",
        "Error: 1 chart(s) linted",
        "[ERROR] templates/",
        "[ERROR] Chart.yaml",
        "[ERROR] values.yaml",
        "Error: failed pre-install",
        "Error: failed post-install",
        "Error: plugin ",
    ],
    read,
};

static TOOL: Tool = Tool::new("Helm", "kubernetes", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A chart's template is wrong",
        r"^(?:Error: |\[ERROR\] )(?<message>(?:(?:INSTALLATION|UPGRADE) FAILED: )?(?:[\w/.-]+: )?.*(?:template: (?:[^\s:]+?/)?(?<path>templates/[^\s:]+):(?<line>\d+)(?::(?<column>\d+))?|YAML parse error on \S+|parse error at|execution error at).*)",
    )
    .unsure(),
    Wording::why(
        "The values do not fit the chart",
        r"^Error: (?<message>(?:(?:INSTALLATION|UPGRADE) FAILED: )?values don't meet the specifications.*)",
    ),
    Wording::why(
        "The chart cannot be used here",
        r"^Error: (?<message>(?:(?:INSTALLATION|UPGRADE) FAILED: )?(?:chart requires kubeVersion|Chart\.yaml|chart metadata is missing|found in Chart\.yaml, but missing in charts/|An error occurred while checking for chart dependencies).*)",
    ),
    Wording::why(
        "A chart cannot be downloaded",
        r"^Error: (?<message>(?:(?:INSTALLATION|UPGRADE) FAILED: )?(?:failed to (?:download|fetch)|chart .* not found|looks like|repo .* not found|no repositories|no cached repo found).*)",
    ),
    Wording::why(
        "The release is in the way",
        r"^Error: (?<message>(?:INSTALLATION|UPGRADE) FAILED: (?:cannot re-?use a name|another operation|release: already exists|.*exists and cannot be imported|.*has no deployed releases).*)",
    ),
    Wording::why(
        "The cluster cannot be reached",
        r"^Error: (?<message>(?:(?:INSTALLATION|UPGRADE) FAILED: )?Kubernetes cluster unreachable.*)",
    ),
    Wording::what(
        "A release did not become ready",
        r"^Error: (?<message>(?:INSTALLATION|UPGRADE) FAILED: .*(?:timed out waiting|context deadline exceeded|resource not ready|BackoffLimitExceeded|failed (?:pre|post)-\w+).*)",
    ),
    Wording::why("Helm failed", r"^Error: (?<message>(?:INSTALLATION|UPGRADE) FAILED: .*|unable to build kubernetes objects.*|plugin .*)")
        .unsure(),
    Wording::why("A chart is wrong", r"^\[ERROR\] (?<path>(?:templates/|Chart\.yaml|values\.yaml)[^:]*): (?<message>.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
