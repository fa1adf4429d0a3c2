//! git, called by scripts and by `actions/checkout`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "git",
    literals: &[
        "CONFLICT (",
        "! [rejected]",
        "! [remote rejected]",
        "remote: error: GH0",
        "exceeds GitHub's file size limit",
        "error: invalid path '",
        "Filename too long",
        "fatal: ",
        "error: pathspec '",
        "error: could not apply ",
        "error: Your local changes to the following files",
        "error: The following untracked working tree files",
        "error: cannot pull with rebase",
        "error: failed to push some refs",
        "Please tell me who you are",
        "remote: Permission to ",
        "remote: Repository not found",
        "ERROR: Repository not found",
        "smudge filter lfs failed",
        "batch response: ",
        "error: patch failed: ",
        "nothing to commit, working tree clean",
        "nothing added to commit but untracked files",
        "Host key verification failed",
        "Permission denied (publickey",
        "Authentication failed for",
        "error: src refspec ",
        "error: You have not concluded your merge",
        "remote: Invalid username or ",
        "error: RPC failed",
        "remote: Write access to repository not granted",
    ],
    read,
};

static TOOL: Tool = Tool::new("git", "git", WORDINGS).last_word(40);

/// The first rule of the repository that does not hold: `remote: - Changes must be made through a pull request.`
fn violation(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end.min(at + 12)).find(|&at| log.text(at).starts_with("remote: - "))
}

const WORDINGS: &[Wording] = &[
    Wording::why("A merge conflicts", r"^(?<message>CONFLICT \([^)]+\): (?:Merge conflict in (?<path>.+)|.*))").listed(),
    Wording::why("A file name is not valid here", r"^error: (?<message>invalid path '(?<path>[^']+)')").listed(),
    Wording::why("A file name is too long", r"^(?:error|fatal): (?<message>.*Filename too long.*)"),
    Wording::what("GitHub refused the push", r"^remote: error: (?<message>(?<code>GH013): .*)").deeper(violation),
    Wording::why("GitHub refused the push", r"^remote: error: (?<message>(?:(?<code>GH0\d+): )?.*)"),
    Wording::why("A push was rejected", r"^! \[(?:remote )?rejected\]\s+(?<message>(?<target>\S+) -> \S+ \(.*\))"),
    Wording::why(
        "Git may not write",
        r"^remote: (?<message>(?:Permission to (?<name>\S+) denied to|Write access to repository not granted).*)",
    ),
    Wording::why("The repository was not found", r"^(?:remote|ERROR): (?<message>Repository not found.*|Invalid username or .*)"),
    Wording::why(
        "Git is not logged in",
        r"^(?:fatal: )?(?<message>could not read (?:Username|Password) for .*|Authentication failed for .*|.*could not be found, or you do not have access.*)",
    ),
    Wording::why(
        "A commit, branch or tag does not exist",
        r"^(?:fatal|error): (?<message>(?:couldn't find remote ref|reference is not a tree|bad object|bad revision|ambiguous argument|invalid reference|Invalid revision range|No names found|No tags can describe|Remote branch .* not found|remote error: upload-pack: not our ref|src refspec|invalid upstream|Needed a single revision|[Uu]nable to read tree|not a valid object name|pathspec|.*is not a commit|no merge base).*)",
    ),
    Wording::why(
        "The histories do not go together",
        r"^fatal: (?<message>(?:refusing to merge unrelated histories|Not possible to fast-forward|Need to specify how to reconcile|shallow update not allowed).*)",
    ),
    Wording::why(
        "Files would be overwritten",
        r"^error: (?<message>(?:Your local changes to the following files|The following untracked working tree files|cannot pull with rebase).*)",
    ),
    Wording::why("Git does not know who commits", r"^fatal: (?<message>empty ident name .*|unable to auto-detect email address .*)"),
    Wording::why("Git does not know who commits", r"^(?:\*\*\* )?(?<message>Please tell me who you are\.)"),
    Wording::why(
        "The directory is not a repository that git trusts",
        r"^fatal: (?<message>(?:detected dubious ownership|not a git repository|not in a git directory).*)",
    ),
    Wording::why(
        "A submodule is broken",
        r"^fatal: (?<message>(?:no submodule mapping found|Unable to (?:find current revision in|checkout .* in|fetch in) submodule|Fetched in submodule path|clone of .* into submodule path|No url found for submodule|remote error: upload-pack).*)",
    ),
    Wording::what(
        "Git LFS gives no file",
        r"^(?:error|fatal|batch response)?:? ?(?<message>.*(?:over its data quota|Object does not exist on the server|smudge filter lfs failed|exceeded its LFS budget).*)",
    ),
    Wording::why(
        "It exists already",
        r"^fatal: (?<message>(?:tag '|a branch named '|destination path '|remote \S+ already exists|'.*' already exists).*)",
    ),
    Wording::why("A patch does not apply", r"^error: (?<message>patch failed: (?<path>[^:]+):(?<line>\d+))"),
    Wording::why(
        "There was nothing to commit",
        r"^(?<message>nothing to commit, working tree clean|nothing added to commit but untracked files present.*)",
    )
    .unsure(),
    Wording::what(
        "Git could not reach the remote",
        r"^(?:fatal|error): (?<message>(?:unable to access '(?<url>[^']+)'|unable to connect|RPC failed|the remote end hung up|early EOF|fetch-pack|index-pack|protocol error|unable to look up|repository '(?:[^']+)' not found|remote error).*)",
    ),
    Wording::what("A commit could not be applied", r"^error: (?<message>could not apply .*)"),
    Wording::what(
        "Git failed",
        r"^fatal: (?<message>(?:The current branch .* has no upstream|You are not currently on a branch|a branch is expected|cannot|could not|unable to|Unable to|invalid|Exiting because of|bad config|--|you need to|path |Path |pathspec).*)",
    ),
    // Rules look for the reason in the key.
    Wording::what(
        "Git is not logged in",
        r"^(?:fatal: )?(?<message>Host key verification failed\.|(?:\S+: )?Permission denied \(publickey.*)",
    ),
    Wording::that("A push failed", r"^error: (?<message>failed to push some refs to .*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
