//! Checks of infrastructure as code: checkov, tflint, kubeconform.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, by_rows};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const CHECKOV: Extractor = Extractor { name: "checkov", literals: &["FAILED for resource: "], read: read_checkov };
pub(super) const TFLINT: Extractor = Extractor { name: "tflint", literals: &[" issue(s) found:"], read: read_tflint };
pub(super) const KUBECONFORM: Extractor = Extractor {
    name: "kubeconform",
    literals: &[" is invalid: problem validating schema", " failed validation: ", " is invalid: For field "],
    read: read_kubeconform,
};

static FAILED: [Pattern; 1] = [Pattern::new(r"^\s*FAILED for resource: (?<message>\S+)$")];
static CHECK: Pattern = Pattern::new(r#"^Check: (?<code>CKV\d?_\w+): "(?<message>.+)"$"#);
static FILE: Pattern = Pattern::new(r"^\s*File: /?(?<path>[^\s:]+):(?<line>\d+)(?:-\d+)?$");
static CHECKOV_LISTING: Listing =
    Listing { tool: "Checkov", counted: ("failed check", "failed checks"), problem: check, rows: &FAILED, ..Listing::LINT };

static ISSUE: [Pattern; 1] = [Pattern::new(r"^(?<severity>Error|Warning|Notice): (?<message>\S.*) \((?<code>[a-z0-9_]+)\)$")];
static ON: [Pattern; 1] = [Pattern::new(r"^\s+on (?<path>\S*) line (?<line>\d+)")];
static TFLINT_COUNT: [Pattern; 1] = [Pattern::new(r"^(?<errors>\d+) issue\(s\) found:$")];
static TFLINT_LISTING: Listing = Listing {
    tool: "TFLint",
    counted: ("issue", "issues"),
    problem: by_rows,
    rows: &ISSUE,
    below: &ON,
    counts: &TFLINT_COUNT,
    ..Listing::LINT
};

static KUBECONFORM_TOOL: Tool = Tool::new("The check of manifests", "lint", MANIFESTS);

const MANIFESTS: &[Wording] = &[
    Wording::why(
        "A manifest does not fit its schema",
        r"^(?<path>\S+) - (?<message>(?<target>\S+ \S+) is invalid: (?:problem validating schema|For field ).*)$",
    )
    .listed(),
    Wording::why("A manifest cannot be checked", r"^(?<path>\S+) - (?<message>.* failed validation: .*)$").listed(),
];

/// A list is read so far.
const LONG: usize = 3_000;

fn read_checkov(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    CHECKOV_LISTING.read(log, lines)
}

fn read_kubeconform(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    KUBECONFORM_TOOL.read(log, lines)
}

fn read_tflint(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut said = Vec::new();
    for &at in lines {
        let end = log.step_of(at).map_or(log.len(), |step| log.steps[step].end()).min(at + LONG);
        said.extend(said.last().map_or(at, |last: &usize| (last + 1).max(at))..end);
    }
    TFLINT_LISTING.read(log, &said)
}

/// What is asked stands above, the place below.
fn check(line: &Line<'_>) -> Option<Seen> {
    let mut seen = by_rows(line)?;
    let above = line.log.text(line.at.checked_sub(1)?);
    let check = CHECK.captures(crate::extract::lead::bare(&above))?;
    seen.problem.code = Some(check["code"].to_owned());
    seen.problem.message = format!("{} ({})", &check["message"], seen.problem.message);
    seen.line = line.at - 1;
    seen.lines.start = line.at - 1;
    if let Some(found) = FILE.captures(&line.behind(1)) {
        seen.problem.place = crate::extract::listing::place(&found);
        seen.lines.end = line.at + 2;
    }
    Some(seen)
}
