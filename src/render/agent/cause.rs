//! A cause for an agent.

use super::Marks;
use crate::model::{Actor, Confidence, short_sha};
use crate::render::escape::bounded;
use crate::render::prose::{Plain, plain, plain_line};
use crate::render::spot::spots;
use crate::render::story::{transient, unexplained};
use crate::report::{Cause, Evidence, FixState, FixStatus, Report, Verdict};

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// What it is, and its line.
    Named,
    /// Why, where, and how to see it again.
    Told,
    /// With the lines around, and what to do.
    Whole,
}

/// Lines of evidence of a cause.
const MOST_LINES: usize = 4;
/// Lines of advice.
const MOST_ADVICE: usize = 12;
/// Later runs, the newest; commits that did not hold; parts of the set-up that moved.
const MOST_BESIDE: usize = 3;

pub(super) fn text(report: &Report, cause: &Cause, level: Level, marks: &Marks) -> String {
    let mut text = format!("\n## {} · {}\n", cause.id, facts(cause));
    text.push_str(&format!("may: {}\n", may(report, cause)));
    if level > Level::Named {
        text.push_str(&later(cause));
    }
    let advice = if level == Level::Whole { advice(cause) } else { Vec::new() };
    let ours = ours(cause);
    if ours && level > Level::Named && !cause.root_cause.trim().is_empty() {
        text.push_str(&format!("why: {}\n", bounded(&plain_line(&cause.root_cause), 400)));
    }
    if ours && !advice.is_empty() {
        text.push_str(&format!("how to fix:\n{}", advice.iter().map(|line| format!("  {line}\n")).collect::<String>()));
    }
    text + &marks.block(&said(cause, level, ours, &advice))
}

/// What is told of it in our own words alone.
fn facts(cause: &Cause) -> String {
    let by = match (&cause.rule, &cause.extractor) {
        (Some(rule), _) if plain_word(rule) => format!("rule {rule}"),
        (None, Some(extractor)) if plain_word(extractor) => format!("read by {extractor}"),
        _ => "no rule".to_owned(),
    };
    let whose = match cause.ownership.verdict {
        Verdict::Yours => "this change's own",
        Verdict::Base => "the base branch's",
        Verdict::Flaky => "flaky",
        Verdict::Infrastructure => "infrastructure's",
        Verdict::Unknown => "not known",
    };
    let sure = if unexplained(cause) { "unexplained".to_owned() } else { format!("{} confidence", cause.confidence.as_str()) };
    format!("{by} · {sure} · whose: {whose} · {} red", super::many(cause.jobs.len(), "job"))
}

/// Whether a word can stand among ours: the id of a rule that a repository brings is written by its owners.
fn plain_word(word: &str) -> bool {
    !word.is_empty() && word.len() < 100 && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/' | b'_' | b'.'))
}

/// What an agent may do about it.
fn may(report: &Report, cause: &Cause) -> String {
    let commit = cause.fix.commits.first().map(|commit| short_sha(&commit.sha));
    let with = |commit: Option<&str>| commit.map_or_else(|| "a later commit".to_owned(), |sha| format!("commit {sha}"));
    match cause.fix.status {
        FixStatus::Verified => return "nothing: gone in later runs".to_owned(),
        FixStatus::Fixed => return format!("nothing here: {} likely fixes it; rebase or push on top of it", with(commit)),
        FixStatus::ShouldBeFixed => return format!("nothing before a run with {} in it: it should fix it", with(commit)),
        _ => {}
    }
    if transient(cause) {
        let re_run = report.run.id.map(|id| format!(": `gh run rerun {id} --failed`")).unwrap_or_default();
        return format!("re-run{re_run}; change no code for it");
    }
    if cause.ownership.verdict == Verdict::Base {
        return "nothing here: the base branch fails the same way; rebase once it is green".to_owned();
    }
    if unexplained(cause) && cause.evidence.is_empty() {
        return "fix, once you know why: no line that could be read says it".to_owned();
    }
    if unexplained(cause) {
        return "fix, once you know why: the line below is the likeliest, not a diagnosis; `triage explain --prompt` packs its log"
            .to_owned();
    }
    let again = if cause.fix.status == FixStatus::NotFixed { "; the likely fix did not hold" } else { "" };
    match cause.actor {
        Actor::Maintainer => format!("propose a fix: it needs settings or rights of a maintainer{again}"),
        Actor::Infrastructure => "nothing: machines or services must recover; a re-run may pass then".to_owned(),
        Actor::Upstream => format!("work around it, or wait for upstream{again}"),
        Actor::Author | Actor::Nobody => {
            let sure = if cause.confidence == Confidence::High { "" } else { "; check the evidence first" };
            format!("fix{again}{sure}")
        }
    }
}

/// What later runs show of it, and which commits were tried in vain: numbers and hashes, which nobody can write a sentence into.
fn later(cause: &Cause) -> String {
    let mut text = String::new();
    let hash = |sha: &str| sha.bytes().all(|b| b.is_ascii_hexdigit()).then(|| short_sha(sha).to_owned());
    let runs: Vec<String> = cause
        .fix
        .later
        .iter()
        .rev()
        .take(MOST_BESIDE)
        .map(|run| {
            let of = run.head_sha.as_deref().and_then(hash).map(|sha| format!(" of {sha}")).unwrap_or_default();
            let state = match run.state {
                FixState::Present => "present",
                FixState::Gone => "gone",
                FixState::Changed => "gone, another cause",
                FixState::Unknown => "unknown",
            };
            format!("run {}{of}: {state}", run.id)
        })
        .collect();
    if !runs.is_empty() {
        let more = cause.fix.later.len() - runs.len();
        let more = if more > 0 { format!("; {more} before") } else { String::new() };
        text.push_str(&format!("later: {}{more}\n", runs.join("; ")));
    }
    let vain: Vec<String> = cause.fix.did_not_hold.iter().filter_map(|commit| hash(&commit.sha)).take(MOST_BESIDE).collect();
    if !vain.is_empty() {
        text.push_str(&format!("did not hold: {}\n", vain.join(", ")));
    }
    text
}

/// Whether its prose is the rule's: what was captured is one plain word each, such as a path, and no sentence.
fn ours(cause: &Cause) -> bool {
    let plain = |value: &String| value.len() <= 200 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"_./:@+,~-\\".contains(&b));
    cause.rule.is_some() && cause.captures.values().all(plain)
}

fn advice(cause: &Cause) -> Vec<String> {
    let suggestion = cause.fix.suggestion.as_deref().into_iter().flat_map(plain);
    let steps = cause.fix.investigate.iter().map(|step| Plain::Para { indent: 0, mark: "- ".into(), text: plain_line(step) });
    let lines = suggestion.chain(steps).map(|part| match part {
        Plain::Para { mark, text, .. } => bounded(&format!("{mark}{text}"), 400),
        Plain::Code(text) => format!("    {}", bounded(&text, 200)),
    });
    lines.take(MOST_ADVICE).collect()
}

/// What stands between the marks.
fn said(cause: &Cause, level: Level, ours: bool, advice: &[String]) -> Vec<String> {
    let mut lines = vec![format!("title: {}", bounded(&cause.title, 200))];
    if level > Level::Named {
        if !ours && !cause.root_cause.trim().is_empty() {
            lines.push(format!("why: {}", bounded(&plain_line(&cause.root_cause), 400)));
        }
        if !ours {
            lines.extend(advice.iter().map(|line| format!("advice: {line}")));
        }
        let jobs: Vec<&str> = cause.jobs.iter().take(5).map(String::as_str).collect();
        let more = cause.jobs.len().saturating_sub(jobs.len());
        lines.push(format!(
            "jobs: {}{}",
            bounded(&jobs.join("; "), 300),
            if more > 0 { format!(" and {more} more") } else { String::new() }
        ));
        if let Some(separation) = &cause.separation {
            lines.push(format!("only there: {}", bounded(&plain_line(&separation.text), 200)));
        }
        if let Some(changed) = &cause.changed_since_green {
            for part in changed.moved.iter().take(MOST_BESIDE) {
                let label = if part.named { "changed since it last passed" } else { "moved in the same window, not named by the failure" };
                lines.push(format!("{label}: {}", bounded(&plain_line(&part.text), 200)));
            }
            let left = changed.moved.len().saturating_sub(MOST_BESIDE) + changed.more.values().sum::<usize>();
            if left > 0 {
                lines.push(format!("moved in the same window: {left} more"));
            }
        }
        lines.extend(places(cause, if level == Level::Whole { 10 } else { 3 }));
        for source in cause.source.iter().take(3) {
            lines.push(format!("source: {}:{} ({}) {}", source.path, source.line, source.what, bounded(source.text.trim(), 160)));
        }
        lines.extend(cause.reproduce.iter().map(|command| format!("reproduce: {command}")));
    }
    let most = match level {
        Level::Named => 1,
        Level::Told => 2,
        Level::Whole => MOST_LINES,
    };
    for (number, line) in cause.evidence.iter().take(most).enumerate() {
        let around = level == Level::Whole && number == 0;
        lines.extend(evidence(&format!("{}.E{}", cause.id, number + 1), line, around));
    }
    lines
}

/// Where it stands in the repository; what stands in one place several times, once.
fn places(cause: &Cause, most: usize) -> Vec<String> {
    let mut places: Vec<(String, usize)> = Vec::new();
    for spot in spots(cause) {
        let at = spot.line.map(|line| format!(":{line}")).unwrap_or_default();
        let what = spot.said.as_ref().map(|said| format!(" {}", bounded(said, 160))).unwrap_or_default();
        let place = format!("where: {}{at}{what}", spot.path);
        match places.iter_mut().find(|(known, _)| *known == place) {
            Some((_, count)) => *count += 1,
            None => places.push((place, 1)),
        }
    }
    let more = places.len().saturating_sub(most);
    let mut lines: Vec<String> =
        places.into_iter().take(most).map(|(place, count)| if count > 1 { format!("{place} ({count} times)") } else { place }).collect();
    if more > 0 {
        lines.push(format!("where: {more} more places"));
    }
    lines
}

/// The line with its id and place, whole; around it, what was printed before and after.
fn evidence(id: &str, line: &Evidence, around: bool) -> Vec<String> {
    let number = line.line.or(line.log_line).map(|number| format!(":{number}")).unwrap_or_default();
    let step = line.step.as_ref().map(|step| format!(" › {step}")).unwrap_or_default();
    let mut lines = vec![format!("{id} at {}{number}", bounded(&format!("{}{step}", line.job), 160))];
    let shown = |text: &String| format!("    {}", bounded(text, 300));
    if around {
        lines.extend(line.before.iter().map(shown));
    }
    lines.push(format!("  > {}", bounded(&line.text, 1_000)));
    if around {
        lines.extend(line.after.iter().map(shown));
    }
    lines
}
