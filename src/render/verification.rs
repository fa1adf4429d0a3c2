//! A verification as text: which predictions of a report held.

use super::page::{Block, Inline, Line, Table, Tone, code, link, raw, toned, words};
use super::story::{chance, family, many};
use super::{html, markdown, terminal};
use crate::model::short_sha;
use crate::report::{CauseCheck, CommitPart, FixState, Held, Part, Remedy, ScorePart, SoFar, Verification};

/// A verification as GitHub Markdown.
pub fn verification_markdown(verification: &Verification) -> String {
    markdown::print(&page(verification))
}

/// A verification for a terminal.
pub fn verification_terminal(verification: &Verification, look: terminal::Look) -> String {
    terminal::print(&page(verification), look)
}

/// A verification as one page by itself.
pub fn verification_html(verification: &Verification) -> String {
    html::print("Verification", &page(verification))
}

/// A verification as JSON, indented, with a newline at its end.
pub fn verification_json(verification: &Verification) -> String {
    let mut text = serde_json::to_string_pretty(verification).unwrap_or_default();
    text.push('\n');
    text
}

fn page(verification: &Verification) -> Vec<Block> {
    let mut blocks = vec![Block::Headline(headline(verification)), Block::Para(runs(verification))];
    if !verification.causes.is_empty() {
        blocks.push(Block::Table(table(verification)));
    }
    let commits: Vec<Line> = verification.causes.iter().enumerate().filter_map(|(at, cause)| commits(at + 1, cause)).collect();
    if !commits.is_empty() {
        blocks.push(Block::Bullets(commits));
    }
    let odd: Vec<Line> = verification
        .jobs
        .iter()
        .filter(|job| {
            matches!(job.verdict, Held::Wrong) && !verification.causes.iter().any(|cause| cause.jobs.iter().any(|of| of.job == job.job))
        })
        .map(|job| {
            let now = job.conclusion.as_deref().unwrap_or("not there");
            vec![code(&job.job), words(format!(": expected to {}, and it ended as ", job.predicted)), raw(now.replace('_', " "))]
        })
        .collect();
    if !odd.is_empty() {
        blocks.push(Block::Bullets(odd));
    }
    blocks.push(Block::Para(score(verification)));
    blocks.extend(verification.so_far.as_ref().filter(|so_far| so_far.reports > 1).map(|of| Block::Para(so_far(of))));
    blocks
}

/// `6 of 9 E2E jobs green, 8 predicted`, for each family of jobs of which one was red.
fn headline(verification: &Verification) -> Line {
    let causes: Vec<Held> = verification.causes.iter().map(|cause| cause.verdict).collect();
    let count = |wanted: Held| causes.iter().filter(|held| **held == wanted).count();
    let mut said: Vec<String> = Vec::new();
    for (held, word) in [(Held::Held, "held"), (Held::Changed, "changed"), (Held::Wrong, "wrong"), (Held::Unknown, "not known")] {
        if count(held) > 0 {
            said.push(format!("{} {word}", count(held)));
        }
    }
    let mut text = if causes.is_empty() {
        "no cause was predicted".to_owned()
    } else {
        format!("{}: {}", many(causes.len(), "cause"), said.join(", "))
    };
    let (tone, icon) = if count(Held::Wrong) > 0 {
        (Tone::Bad, "❌ ")
    } else if count(Held::Changed) + count(Held::Unknown) > 0 || causes.is_empty() {
        (Tone::Unsure, "🟡 ")
    } else {
        (Tone::Good, "✅ ")
    };
    text.insert_str(0, icon);
    let mut line = vec![toned(tone, text)];
    let mut families: Vec<&str> = Vec::new();
    for cause in verification.causes.iter().flat_map(|cause| &cause.jobs) {
        if !families.contains(&family(&cause.job)) {
            families.push(family(&cause.job));
        }
    }
    for name in families {
        let jobs: Vec<_> = verification.jobs.iter().filter(|job| family(&job.job) == name).collect();
        let green = jobs.iter().filter(|job| job.conclusion.as_deref() == Some("success")).count();
        let predicted = jobs.iter().filter(|job| job.predicted == "pass").count();
        line.extend([words(format!(" · {green} of {} ", jobs.len())), raw(name), words(format!(" green, {predicted} predicted"))]);
    }
    line
}

fn runs(verification: &Verification) -> Line {
    let name = |run: &crate::report::VerifiedRun| -> Line {
        let id = run.id.map_or_else(|| "logs without a run".to_owned(), |id| format!("run {id}"));
        let mut line = link(vec![words(id)], run.url.as_deref());
        if let Some(sha) = &run.head_sha {
            line.extend([words(" of "), code(short_sha(sha))]);
        }
        line
    };
    let mut line = vec![words("Predicted in the report of ")];
    line.extend(name(&verification.report));
    line.push(words("; seen in "));
    line.extend(name(&verification.next));
    line.push(words(match verification.remedy {
        Some(Remedy::ReRun) if verification.report.head_sha == verification.next.head_sha => ", a re-run of the same commit.",
        Some(Remedy::Push) => ", held against what was said of a push.",
        _ => ".",
    }));
    line
}

fn table(verification: &Verification) -> Table {
    let mut rows = Vec::new();
    for (at, cause) in verification.causes.iter().enumerate() {
        for (nth, of) in cause.jobs.iter().enumerate() {
            let first = nth == 0;
            rows.push(vec![
                if first { vec![words((at + 1).to_string())] } else { Vec::new() },
                if first { vec![raw(&cause.title)] } else { Vec::new() },
                vec![raw(&of.job)],
                vec![words(if cause.predicted_gone >= 0.5 {
                    format!("gone, {}", chance(cause.predicted_gone))
                } else {
                    "stays".to_owned()
                })],
                seen(of.state, &of.now),
                vec![verdict(of.verdict)],
            ]);
        }
    }
    Table { head: vec!["", "Cause", "Job", "Predicted", "Seen", "Verdict"], rows }
}

fn seen(state: FixState, now: &[String]) -> Line {
    let mut line = vec![words(match state {
        FixState::Present => "present",
        FixState::Gone => "gone, the job passes",
        FixState::Changed => "gone; now: ",
        FixState::Unknown if now.is_empty() => "not told",
        FixState::Unknown => "not told; now: ",
    })];
    if matches!(state, FixState::Changed | FixState::Unknown) && !now.is_empty() {
        line.push(raw(now.join(", ")));
    }
    line
}

fn verdict(held: Held) -> Inline {
    match held {
        Held::Held => toned(Tone::Good, "✅ held"),
        Held::Changed => toned(Tone::Unsure, "🟡 changed"),
        Held::Wrong => toned(Tone::Bad, "❌ wrong"),
        Held::Unknown => toned(Tone::Unsure, "❔ not known"),
    }
}

/// What the commits had to do with it.
fn commits(number: usize, cause: &CauseCheck) -> Option<Line> {
    let of = |wanted: Part| cause.commits.iter().filter(move |commit| commit.part == wanted).collect::<Vec<_>>();
    let mut line = vec![words(format!("{number}: "))];
    let (credited, shared, failed) = (of(Part::Credited), of(Part::Shared), of(Part::DidNotHold));
    if !credited.is_empty() {
        line.push(words("gone; the credit goes to "));
        listed(&mut line, &credited, true);
    } else if !shared.is_empty() {
        line.push(words("gone; the credit is shared, as they all lie between the two runs: "));
        listed(&mut line, &shared, true);
    } else if !failed.is_empty() {
        line.push(words(if failed.len() == 1 { "present despite " } else { "present; earlier fixes that did not hold: " }));
        listed(&mut line, &failed, false);
    } else if matches!(cause.state, FixState::Gone | FixState::Changed) {
        line.push(words(match cause.commits_between {
            Some(0) => "gone without a commit: it comes and goes".to_owned(),
            Some(between) => format!("gone, and none of {} between the runs speaks of it", many(between, "commit")),
            None => "gone; which commits lie between the runs is not known".to_owned(),
        }));
    } else {
        return None;
    }
    Some(line)
}

fn listed(line: &mut Line, commits: &[&CommitPart], credits: bool) {
    for (at, commit) in commits.iter().enumerate() {
        line.push(words(if at > 0 { ", " } else { "" }));
        line.extend(link(vec![code(short_sha(&commit.sha))], commit.url.as_deref()));
        if credits {
            line.push(words(format!(" {}", chance(commit.credit))));
        }
        if !commit.signals.is_empty() {
            line.extend([words(" ("), raw(commit.signals.join(", ")), words(")")]);
        }
    }
}

fn score(verification: &Verification) -> Line {
    vec![Inline::Strong(vec![words("Score.")]), words(format!(" {}.", scores(&verification.score.causes, &verification.score.jobs)))]
}

/// Of all reports, where this is not the only one.
fn so_far(so_far: &SoFar) -> Line {
    vec![
        Inline::Strong(vec![words("So far.")]),
        words(format!(" {} held against a later run; {}.", many(so_far.reports, "report"), scores(&so_far.causes, &so_far.jobs))),
    ]
}

fn scores(causes: &ScorePart, jobs: &ScorePart) -> String {
    let part = |name: &str, score: &ScorePart| {
        score.brier.zip(score.red_stays_red).map(|(brier, base)| {
            format!("{name}: {} of {} held, squared error {brier:.2} against {base:.2} for “red stays red”", score.held, score.predictions)
        })
    };
    let parts: Vec<String> = [part("causes", causes), part("jobs", jobs)].into_iter().flatten().collect();
    if parts.is_empty() { "nothing could be compared".to_owned() } else { parts.join("; ") }
}
