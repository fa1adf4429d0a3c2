//! A cause over time: what `triage history` prints.

use serde::Serialize;

/// The causes that were seen.
#[derive(Clone, Debug, Serialize)]
pub struct CausesSeen {
    /// The last seen first.
    pub causes: Vec<CauseSeen>,
}

/// A cause and how often it was seen.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CauseSeen {
    /// `owner/name`.
    pub repo: String,
    /// Equal wherever the same cause was seen; its first digits name it on the command line.
    pub fingerprint: String,
    /// Raw text.
    pub title: String,
    /// `category/id` of the rule; null where none explained it.
    pub rule: Option<String>,
    /// In how many runs.
    pub runs: u64,
    /// When the first of them was made, RFC 3339; null where GitHub did not say.
    pub first_seen: Option<String>,
    /// When the last of them was made.
    pub last_seen: Option<String>,
    /// The commit that the newest report held for its fix.
    pub fix_claimed: Option<String>,
    /// The commit after which the cause was gone, by the newest report that saw it.
    pub fix_verified: Option<String>,
    /// How often it came back after a job that it broke had passed.
    pub reopened: u64,
}

/// A cause's history.
#[derive(Clone, Debug, Serialize)]
pub struct History {
    /// The cause.
    #[serde(flatten)]
    pub cause: CauseSeen,
    /// Whether it is there now, by the last run that can tell.
    pub state: HistoryState,
    /// The branch that counts as the base.
    pub base: Option<String>,
    /// The jobs that it broke. Raw text.
    pub jobs: Vec<String>,
    /// The line that showed it last. Raw text.
    pub line: Option<String>,
    /// The first run on the base in which it was seen.
    pub first_red: Option<RunRef>,
    /// Runs before that one in which the job failed, and nobody looked why, the oldest first.
    pub maybe_red: Vec<RunRef>,
    /// The last run on the base before those in which such a job passed.
    pub last_green: Option<RunRef>,
    /// The commits from the last green run to the first red one: one of them brought it, if it came with a commit.
    pub between: Option<Between>,
    /// When it came, went and came back.
    pub turns: Vec<TurnSeen>,
    /// The commits that were held for its fix.
    pub claims: Vec<ClaimSeen>,
    /// What could not be looked up, and why.
    pub missing: Vec<String>,
}

/// Whether a cause is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HistoryState {
    /// The last run that can tell has it.
    Present,
    /// A job that it broke has passed since.
    Gone,
}

/// A run, as far as a link goes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunRef {
    /// GitHub's id.
    pub id: u64,
    /// Its page.
    pub url: Option<String>,
    /// The commit that was tested.
    pub head_sha: Option<String>,
    /// RFC 3339, UTC.
    pub created_at: Option<String>,
}

/// Commits between two runs.
#[derive(Clone, Debug, Serialize)]
pub struct Between {
    /// The page that compares them.
    pub url: Option<String>,
    /// How many; null where that was not asked.
    pub total: Option<u64>,
    /// The oldest first, as far as GitHub told.
    pub commits: Vec<CommitRef>,
}

/// A commit by name.
#[derive(Clone, Debug, Serialize)]
pub struct CommitRef {
    /// 40 hex digits.
    pub sha: String,
    /// Raw text.
    pub subject: String,
    /// Its page.
    pub url: Option<String>,
}

/// A run at which something changed.
#[derive(Clone, Debug, Serialize)]
pub struct TurnSeen {
    /// What.
    pub change: TurnKind,
    /// Where.
    pub run: RunRef,
}

/// What a run changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TurnKind {
    /// Seen for the first time.
    Came,
    /// A job that it broke passed.
    Went,
    /// Seen again.
    Reopened,
}

/// A commit that a report held for a cause's fix.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimSeen {
    /// The commit.
    #[serde(flatten)]
    pub commit: CommitRef,
    /// 0 to 1.
    pub credit: f64,
    /// The cause's status in the newest report that names it: `fixed`, `verified`, `not-fixed`, …
    pub status: String,
    /// The run of that report.
    pub run: u64,
}
