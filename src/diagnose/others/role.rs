//! What another run can show about this one: it is the base's, another pull request's, the same commit again.

use chrono::TimeDelta;

use super::OtherRun;
use crate::diagnose::queue::{pull_of, queued};
use crate::model::{Change, Commit, Run};

/// What another run is to this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The same commit again, before or after.
    Again {
        /// Whether it began after this run.
        later: bool,
    },
    /// The base's, from before this run, without any of its change.
    Base,
    /// The base's, from before this run, with work of its change: merged or picked. From then on the base holds it.
    Holds,
    /// The base's, from before this run, which takes work of its change back: what came before it held it.
    TakesBack,
    /// Another pull request's, from before this run.
    Sibling,
    /// An earlier run of the same pull request or branch: it may hold a part of the change.
    Own,
    /// Begun after this run, elsewhere or with other commits: what became of the failure.
    Later,
    /// It shows nothing.
    Unrelated,
}

/// Runs that are older than this tell of another time.
const RECENT: TimeDelta = TimeDelta::days(14);

/// What `other` is to `run`, whose change is known or not.
pub fn role(run: &Run, change: Option<&Change>, other: &OtherRun) -> Role {
    let other_change = other.change.as_ref();
    let other = &other.run;
    if run.same_workflow(other) != Some(true) {
        return Role::Unrelated;
    }
    let later = other.is_after(run);
    if other.id == run.id {
        return match (run.attempt, other.attempt) {
            (Some(own), Some(other)) if own != other => Role::Again { later: other > own },
            _ => Role::Unrelated,
        };
    }
    let same_head = run.head_sha.is_some() && run.head_sha == other.head_sha;
    // A pull request's run tests a merge with whatever the base was: the same head is not the same tree. Nor is the same work asked of a
    // run by hand or for a comment, which is told what to do, or of another branch, whose secrets and conditions are its own.
    if same_head && run.event == other.event && run.same_branch(other) && tests_its_commit(run) {
        return Role::Again { later };
    }
    if later {
        return Role::Later;
    }
    if matches!((run.created_at, other.created_at), (Some(own), Some(other)) if own - other > RECENT) {
        return Role::Unrelated;
    }
    if is_base(run, other) {
        if run.of_pull_request() && same_head || holds_own_work(run, change, other) {
            return Role::Holds;
        }
        return if takes_back(change, other) { Role::TakesBack } else { Role::Base };
    }
    if run.same_branch(other) {
        return Role::Own;
    }
    // Into another branch it shows what that branch lacks.
    let elsewhere = matches!((base_branch(run), base_branch(other)), (Some(own), Some(theirs)) if own != theirs);
    if other.of_pull_request() && another_pull(run, other) && !elsewhere {
        return if same_head || other_change.is_none() { Role::Unrelated } else { Role::Sibling };
    }
    Role::Unrelated
}

/// The branch that a run's change goes into; none for a run of that branch itself, and where nobody said.
pub fn base_branch(run: &Run) -> Option<&str> {
    if let Some(queued) = run.branch.as_deref().and_then(queued) {
        return Some(queued.base);
    }
    run.pull_requests.first()?.base.as_deref()
}

/// Whether a run is of a branch that others go into, so that what failed before it was somebody else's.
pub fn of_a_trunk(run: &Run) -> bool {
    const TRUNKS: [&str; 7] = ["main", "master", "trunk", "develop", "development", "dev", "next"];
    let branch = run.branch.as_deref().unwrap_or_default();
    let own = !run.of_pull_request() && run.fork != Some(true) && run.pull_requests.is_empty() && queued(branch).is_none();
    own && (TRUNKS.contains(&branch) || branch.starts_with("release"))
}

/// Whether a run tests the commit that GitHub names as its head, and nothing else: a run for a comment or by hand may take any code, that of
/// a pull request, too.
pub fn tests_its_commit(run: &Run) -> bool {
    matches!(run.event.as_deref(), Some("push" | "schedule" | "merge_group") | None)
}

fn is_base(run: &Run, other: &Run) -> bool {
    if let Some(queued) = run.branch.as_deref().and_then(queued)
        && other.head_sha.as_deref() == Some(queued.onto)
    {
        return true;
    }
    if other.of_merge_queue() || other.fork == Some(true) {
        return false;
    }
    let alike = run.event == other.event && !run.of_pull_request();
    if !tests_its_commit(other) && !alike {
        return false;
    }
    match base_branch(run) {
        Some(base) => other.branch.as_deref() == Some(base),
        None => of_a_trunk(run) && other.branch == run.branch,
    }
}

fn another_pull(run: &Run, other: &Run) -> bool {
    !run.same_branch(other) && !other.pull_requests.iter().any(|pull| run.pull_requests.iter().any(|own| own.number == pull.number))
}

/// Whether a run of the base tested commits of this change: merged before, picked from it, or taken back.
fn holds_own_work(run: &Run, change: Option<&Change>, other: &Run) -> bool {
    let message = other.head_message.as_deref().unwrap_or_default();
    let subject = message.lines().next().unwrap_or_default();
    if pull_of(subject).is_some_and(|number| run.pull_requests.iter().any(|pull| pull.number == number)) {
        return true;
    }
    let commits = change.into_iter().flat_map(|change| &change.commits);
    commits.into_iter().any(|commit| {
        let own = commit.subject().trim();
        other.head_sha.as_deref() == Some(commit.sha.as_str())
            || message.contains(&commit.sha)
            || commit.message.contains(other.head_sha.as_deref().unwrap_or("\0"))
            || own.len() >= 8 && same_work(own, subject) && reverts(own) == reverts(subject)
    })
}

/// Whether a run of the base tested a commit that takes work of this change back.
fn takes_back(change: Option<&Change>, other: &Run) -> bool {
    let subject = other.head_message.as_deref().and_then(|message| message.lines().next()).unwrap_or_default();
    let commits = change.into_iter().flat_map(|change| &change.commits);
    commits.into_iter().map(Commit::subject).any(|own| same_work(own, subject) && reverts(own) != reverts(subject))
}

/// Whether a subject takes work back, and does not take that back in turn.
fn reverts(subject: &str) -> bool {
    subject.to_ascii_lowercase().matches("revert").count() % 2 == 1
}

/// Whether two subjects are of the same work: picked, taken back, or brought again, however often.
pub(crate) fn same_work(one: &str, other: &str) -> bool {
    let (one, other) = (work(one), work(other));
    !one.is_empty() && one == other
}

/// A subject without what is written around that of other work: `Revert "…"`, `Reapply "…"`, `[1.x] …`, `… (#7)`, `… (backport)`.
fn work(subject: &str) -> String {
    const AROUND: [&str; 6] = ["revert", "reapply", "reland", "backport", "cherry-pick", "re-land"];
    let mut rest = subject.trim();
    loop {
        let before = rest.len();
        rest = rest.trim().trim_matches('"').trim();
        let lower = rest.to_ascii_lowercase();
        for word in AROUND {
            let behind = lower.strip_prefix(word).filter(|behind| behind.starts_with([' ', ':', '"']));
            if let Some(behind) = behind {
                rest = rest[rest.len() - behind.len()..].trim_start_matches([' ', ':']);
                break;
            }
        }
        if let Some((_, behind)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
            rest = behind.trim_start_matches([' ', ':']);
        }
        let noted = rest.strip_suffix(')').and_then(|inner| inner.rsplit_once(" ("));
        if let Some((head, note)) = noted
            && (note.starts_with('#') || AROUND.iter().any(|word| note.to_ascii_lowercase().contains(word)))
        {
            rest = head;
        }
        if rest.len() == before {
            return rest.to_lowercase();
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::{OtherRun, Role, role, same_work};
    use crate::model::{Change, Commit, PullRequest, Run};

    fn run(id: u64, event: &str, branch: &str, at: &str) -> Run {
        Run {
            id,
            path: Some(".github/workflows/ci.yml".to_owned()),
            event: Some(event.to_owned()),
            branch: Some(branch.to_owned()),
            head_sha: Some(format!("{id:040x}")),
            created_at: DateTime::parse_from_rfc3339(at).ok().map(|time| time.to_utc()),
            attempt: Some(1),
            ..Run::default()
        }
    }

    fn of(run: Run) -> OtherRun {
        OtherRun { run, jobs: Vec::new(), change: Some(Change::default()) }
    }

    #[test]
    fn a_pull_requests_run_and_the_others() {
        let mut own = run(50, "pull_request", "topic", "2026-02-01T12:00:00Z");
        own.pull_requests = vec![PullRequest { number: 24, base: Some("main".to_owned()) }];
        let base = run(40, "push", "main", "2026-02-01T10:00:00Z");
        assert_eq!(role(&own, None, &of(base.clone())), Role::Base);
        assert_eq!(role(&own, None, &of(Run { path: Some("other.yml".to_owned()), ..base.clone() })), Role::Unrelated);
        assert_eq!(role(&own, None, &of(Run { fork: Some(true), ..base.clone() })), Role::Unrelated);
        let squashed = Run { head_message: Some("Faster (#24)\n\nmore".to_owned()), ..base.clone() };
        assert_eq!(role(&own, None, &of(squashed)), Role::Holds);
        let change = Change {
            commits: vec![Commit { sha: "a".repeat(40), message: "Faster start".to_owned(), ..Commit::default() }],
            ..Change::default()
        };
        let reverted = Run { head_message: Some("Revert \"Faster start\"".to_owned()), ..base.clone() };
        assert_eq!(role(&own, Some(&change), &of(reverted)), Role::TakesBack);
        assert_eq!(role(&own, None, &of(run(60, "push", "main", "2026-02-01T13:00:00Z"))), Role::Later);
        assert_eq!(role(&own, None, &of(run(20, "push", "main", "2026-01-01T13:00:00Z"))), Role::Unrelated);
        let mut sibling = run(45, "pull_request", "other", "2026-02-01T11:00:00Z");
        sibling.pull_requests = vec![PullRequest { number: 25, base: Some("main".to_owned()) }];
        assert_eq!(role(&own, None, &of(sibling)), Role::Sibling);
        assert_eq!(role(&own, None, &of(run(44, "pull_request", "topic", "2026-02-01T11:00:00Z"))), Role::Own);
        assert_eq!(role(&own, None, &of(Run { attempt: Some(2), ..own.clone() })), Role::Again { later: true });
        // A merge with another base.
        let same_head = Run { id: 49, head_sha: own.head_sha.clone(), ..own.clone() };
        assert_eq!(role(&own, None, &of(same_head)), Role::Own);
    }

    #[test]
    fn trunks_and_queues() {
        let own = run(50, "push", "main", "2026-02-01T12:00:00Z");
        assert_eq!(role(&own, None, &of(run(40, "push", "main", "2026-02-01T10:00:00Z"))), Role::Base);
        let topic = run(50, "push", "topic", "2026-02-01T12:00:00Z");
        assert_eq!(role(&topic, None, &of(run(40, "push", "topic", "2026-02-01T10:00:00Z"))), Role::Own);
        let nightly = Run { id: 41, head_sha: own.head_sha.clone(), ..own.clone() };
        assert_eq!(role(&own, None, &of(nightly.clone())), Role::Again { later: false });
        let elsewhere = Run { branch: Some("topic".to_owned()), ..nightly.clone() };
        assert_eq!(role(&own, None, &of(elsewhere)), Role::Unrelated);
        let by_hand = Run { event: Some("workflow_dispatch".to_owned()), ..own.clone() };
        assert_eq!(role(&by_hand, None, &of(Run { event: by_hand.event.clone(), ..nightly })), Role::Base);
        let onto = format!("{:040x}", 40);
        let queue = run(50, "merge_group", &format!("gh-readonly-queue/main/pr-24-{onto}"), "2026-02-01T12:00:00Z");
        assert_eq!(role(&queue, None, &of(run(40, "merge_group", "gh-readonly-queue/main/pr-23-x", "2026-02-01T11:00:00Z"))), Role::Base);
        assert_eq!(role(&queue, None, &of(run(39, "push", "main", "2026-02-01T11:00:00Z"))), Role::Base);
        assert_eq!(
            role(&queue, None, &of(run(38, "merge_group", "gh-readonly-queue/main/pr-22-x", "2026-02-01T11:00:00Z"))),
            Role::Unrelated
        );
    }

    #[test]
    fn picks_and_reverts() {
        for subject in [
            "Revert \"Faster start\"",
            "Revert \"Revert \"Faster start (#20)\" (#21)\"",
            "Reapply \"Faster start\" (#22)",
            "[1.x] Faster start",
            "Faster start (backport)",
            "Backport: Faster start (#7)",
        ] {
            assert!(same_work(subject, "Faster start"), "{subject}");
        }
        for (one, other) in [("Revert \"Faster start\"", "Slower start"), ("Revert", "Revert"), ("Reverted carts", "ed carts")] {
            assert!(!same_work(one, other) || one == other && !one.is_empty(), "{one}");
        }
    }
}
