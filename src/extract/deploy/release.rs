//! Tools that make releases: semantic-release, GoReleaser, Changesets, twine.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "release",
    literals: &[
        "[semantic-release] ",
        "release failed after",
        "git is in a dirty state",
        "was not made against commit",
        "missing GITHUB_TOKEN",
        "error=only version",
        "HTTPError: 400 Bad Request from",
        "HTTPError: 403 Forbidden from",
        "Trusted publishing exchange failure",
        "ENOGHTOKEN",
        "EGITNOPERMISSION",
        "EINVALIDNPMTOKEN",
        "ENONPMTOKEN",
        "ERELEASEBRANCHES",
        "Some packages have been changed but no changesets were found",
        "error an error occurred while publishing",
        "🦋  error",
        "invalid-publisher",
        "InvalidDistribution: ",
        "scm releases: failed to publish artifacts",
    ],
    read,
};

static TOOL: Tool = Tool::new("The release", "deploy", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "PyPI does not trust this workflow",
        r"(?<message>(?:\S+: )?`?invalid-publisher`?: .*|Trusted publishing exchange failure:.*)",
    ),
    Wording::why("A package cannot be uploaded", r"^(?:ERROR +)?(?<message>HTTPError: 400 [\w ]+ from (?<url>\S+))")
        .deeper(next_line)
        .unsure(),
    Wording::why(
        "A package cannot be uploaded",
        r"^(?:ERROR +)?(?<message>(?:HTTPError: 403 [\w ]+ from (?<url>\S+)|InvalidDistribution: ).*)",
    ),
    Wording::why(
        "semantic-release has no rights or token",
        r"(?:✘|ERROR)\s+(?<message>(?<code>ENOGHTOKEN|EGITNOPERMISSION|EINVALIDNPMTOKEN|ENONPMTOKEN|ERELEASEBRANCHES|EINVALID\w+|EMISMATCH\w+|EGH\w+|ENO\w+) .*)",
    ),
    Wording::why(
        "GoReleaser cannot release",
        r"(?:⨯ |error=|error: )(?<message>.*(?:git is in a dirty state|was not made against commit|missing GITHUB_TOKEN|only version|scm releases: failed to publish artifacts|release failed after \S+ error=.*).*)",
    )
    .unsure(),
    Wording::why("A changeset is missing", r"(?<message>Some packages have been changed but no changesets were found.*)"),
    Wording::why("Changesets refused", r"^🦋 +error Error: (?<message>(?:Found (?:mixed )?changeset|The package|Could not|Package).*)"),
    Wording::what("GoReleaser failed", r"⨯ (?<message>release failed after .*)"),
    Wording::what("semantic-release failed", r"\[semantic-release\].* (?:✘|›) +✘ +(?<message>.*)"),
    Wording::what("Changesets could not publish", r"(?<message>error an error occurred while publishing .*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
