//! The words for whether a cause is fixed, whose it is, and how a job ended. An icon never stands alone.

use super::facts::{Facts, chance, consequence, green, numbered, red};
use crate::model::short_sha;
use crate::render::page::{Inline, Line, Tone, code, link, raw, toned, words};
use crate::report::{Cause, CommitCredit, Fix, FixState, FixStatus, JobReport, Verdict};

/// Whether the cause is fixed, in two words.
pub(super) fn fix(status: FixStatus) -> Inline {
    match status {
        FixStatus::Verified => toned(Tone::Good, "✅ verified"),
        FixStatus::Fixed => toned(Tone::Good, "🟢 likely fixed"),
        FixStatus::ShouldBeFixed => toned(Tone::Unsure, "🟡 should be fixed"),
        FixStatus::NotFixed => toned(Tone::Bad, "❌ not fixed"),
        FixStatus::Flaky => toned(Tone::Unsure, "🟡 flaky"),
        FixStatus::NeedsFix => toned(Tone::Bad, "❌ needs a fix"),
        FixStatus::Unknown => toned(Tone::Unsure, "❔ unknown"),
    }
}

/// The same in a sentence of our own.
pub(super) fn sentence(facts: &Facts<'_>, cause: &Cause) -> &'static str {
    match (cause.fix.status, cause.fix.state) {
        (FixStatus::Verified, FixState::Changed) => "the cause is gone in later runs; the job now fails by another one.",
        (FixStatus::Verified, _) => "the cause is gone in later runs.",
        (FixStatus::Fixed, FixState::Changed) => "the cause is gone in a later run, and the job fails by another one.",
        (FixStatus::Fixed, _) => "a commit after the head likely fixes it; no later run shows it yet.",
        (FixStatus::ShouldBeFixed, FixState::Changed) => "a later run does not show it, and fails by another cause.",
        (FixStatus::ShouldBeFixed, _) if cause.fix.base_fixed_by.is_some() => "the base branch had it, and no longer has.",
        (FixStatus::ShouldBeFixed, _) => "only the condition was changed, or the signs are indirect.",
        (FixStatus::NotFixed, _) => "it still stands in a later run with the likely commit in it.",
        (FixStatus::Flaky, _) => "it comes and goes.",
        (FixStatus::NeedsFix, _) => match &facts.report.commits {
            Some(seen) if seen.count > 0 => "no commit after the head seems to touch it.",
            Some(_) => "there is no commit after the head yet.",
            None => "no fix is known.",
        },
        (FixStatus::Unknown, _) => "later commits and runs could not be looked at.",
    }
}

/// Whether any cause has something to say about a fix; a minute after the failure, none has.
pub(super) fn worth_a_column(causes: &[Cause]) -> bool {
    causes.iter().any(|cause| {
        !cause.fix.commits.is_empty() || matches!(cause.fix.status, FixStatus::Verified | FixStatus::NotFixed | FixStatus::Flaky)
    })
}

/// The status with its commits: `🟢 likely fixed ddceccb5c 0.6`.
pub(super) fn fix_cell(fix_of: &Fix) -> Line {
    let mut line = vec![fix(fix_of.status)];
    for (index, commit) in fix_of.commits.iter().take(2).enumerate() {
        line.push(words(if index == 0 { " " } else { "; " }));
        line.extend(commit_of(commit));
        line.push(words(format!(" {}", chance(commit.credit))));
    }
    line
}

/// A commit by its nine digits.
pub(super) fn commit_of(commit: &CommitCredit) -> Line {
    link(vec![code(short_sha(&commit.sha))], commit.url.as_deref())
}

/// Whose failure it is.
pub(super) fn whose(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yours => "this change",
        Verdict::Base => "the base branch",
        Verdict::Flaky => "nobody: flaky",
        Verdict::Infrastructure => "infrastructure",
        Verdict::Unknown => "not known",
    }
}

/// How a job ended, in GitHub's word.
pub(super) fn job(job: &JobReport) -> Line {
    let word = job
        .conclusion
        .as_deref()
        .map_or_else(|| if red(job) { "FAILURE".to_owned() } else { "not told".to_owned() }, |word| word.replace('_', " ").to_uppercase());
    let (tone, icon) = match job.conclusion.as_deref() {
        _ if green(job) => (Tone::Good, "✅ "),
        Some("cancelled") => (Tone::Unsure, "⛔ "),
        _ if red(job) => (Tone::Bad, "❌ "),
        Some("skipped" | "neutral") => (Tone::Unsure, "➖ "),
        _ => (Tone::Unsure, "❔ "),
    };
    // The word is GitHub's, or of whoever wrote the logs' metadata: only letters count as ours.
    if word.chars().all(|c| c.is_ascii_alphabetic() || c == ' ') {
        vec![toned(tone, format!("{icon}{word}"))]
    } else {
        vec![words(icon), raw(word)]
    }
}

/// `⛓ consequence of 1–4`.
pub(super) fn consequence_of(facts: &Facts<'_>, job: &JobReport) -> Option<String> {
    let numbers = facts.numbers(job.causes.iter().map(|part| part.id.as_str()));
    consequence(job).then(|| format!("⛓ consequence of {}", numbered(&numbers)))
}
