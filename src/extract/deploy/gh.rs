//! gh, the command line of GitHub.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "gh",
    literals: &[
        "GraphQL: ",
        "pull request create failed",
        "no pull requests found for branch",
        "already exists:",
        "gh: ",
        "HTTP 403",
        "HTTP 404",
        "HTTP 422",
        "HTTP 401",
        "no git remotes found",
        "To use GitHub CLI in a GitHub Actions workflow",
        "release not found",
        "failed to create release",
        "could not find any workflows named",
        "could not create workflow dispatch event",
        "Pull request is not mergeable",
        "X Pull request ",
        "failed to run git: ",
        "no commits between",
        "No commits between",
        "no checks reported on the",
        "must first push the current branch",
        "could not add label: ",
        "a release with the same tag name already exists",
    ],
    read,
};

static TOOL: Tool = Tool::new("gh", "github", WORDINGS).last_word(25);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "gh has no token",
        r"^(?:gh: )?(?<message>To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable).*",
    ),
    Wording::why("GitHub refused to make a pull request", r"^(?<message>pull request create failed: .*)"),
    Wording::why("A pull request exists already", r"^(?<message>a pull request for branch .* already exists:.*)"),
    Wording::why(
        "There is no such pull request",
        r"^(?<message>no pull requests found for branch .*|GraphQL: Could not resolve to a PullRequest .*)",
    ),
    Wording::why(
        "A pull request cannot be merged",
        r"^(?:X )?(?<message>(?:GraphQL: )?(?:Pull request|Base branch|Pull Request) .*(?:not mergeable|is not mergeable|was modified|is in draft|is in clean status|is in unstable status).*)",
    ),
    Wording::why(
        "A release exists already",
        r"^(?<message>(?:HTTP 422: Validation Failed .*releases|a release with the same tag name already exists|Release\.tag_name already exists).*)",
    ),
    Wording::why("There is no such release", r"^(?<message>release not found)"),
    Wording::why(
        "GitHub's API refused",
        r"^(?:\{.*\})?(?:gh: )?(?<message>(?:could not [^:]+: |failed to [^:]+: )?(?:HTTP (?<code>40[134]|422|5\d\d): .*|.* \(HTTP (?:40[134]|422|5\d\d)\)))",
    ),
    Wording::why("GitHub's API refused", r"^(?:gh: )?(?<message>(?:[\w -]+: )?GraphQL: .*)"),
    Wording::why(
        "gh was called wrongly",
        r"^(?<message>(?:no git remotes found|could not find any workflows named|could not create workflow dispatch event|must first push the current branch|no checks reported on|could not add label|failed to run git|[Nn]o commits between).*)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
