//! The history of causes as a page.

use super::page::{Block, Inline, Line, LogLine, Table, Tone, code, link, raw, toned, words};
use super::story::many;
use super::terminal::Look;
use super::{markdown, terminal};
use crate::model::short_sha;
use crate::report::{CauseSeen, CausesSeen, CommitRef, History, HistoryState, RunRef, TurnKind};

/// A cause's history as Markdown.
pub fn history_markdown(history: &History) -> String {
    markdown::print(&page(history))
}

/// A cause's history for a terminal.
pub fn history_terminal(history: &History, look: Look) -> String {
    terminal::print(&page(history), look)
}

/// The causes that were seen as Markdown.
pub fn causes_markdown(causes: &CausesSeen) -> String {
    markdown::print(&[table(causes)])
}

/// The causes that were seen for a terminal.
pub fn causes_terminal(causes: &CausesSeen, look: Look) -> String {
    terminal::print(&[table(causes)], look)
}

fn table(of: &CausesSeen) -> Block {
    let several = of.causes.iter().any(|cause| cause.repo != of.causes[0].repo);
    let mut head = vec!["Cause", "Root cause", "Runs", "First seen", "Last seen"];
    let claimed = of.causes.iter().any(|cause| cause.fix_claimed.is_some());
    let reopened = of.causes.iter().any(|cause| cause.reopened > 0);
    head.extend(claimed.then_some("Fix"));
    head.extend(reopened.then_some("Came back"));
    if several {
        head.push("Repository");
    }
    let rows = of.causes.iter().map(|cause| {
        let mut row = vec![
            vec![code(short_sha(&cause.fingerprint))],
            vec![raw(&cause.title)],
            vec![words(cause.runs.to_string())],
            vec![words(day(cause.first_seen.as_deref()))],
            vec![words(day(cause.last_seen.as_deref()))],
        ];
        if claimed {
            row.push(fix(cause));
        }
        if reopened {
            row.push(vec![words(if cause.reopened > 0 { cause.reopened.to_string() } else { "–".to_owned() })]);
        }
        if several {
            row.push(vec![raw(&cause.repo)]);
        }
        row
    });
    Block::Table(Table { rows: rows.collect(), head })
}

/// The commit that was verified, else the one that was claimed.
fn fix(cause: &CauseSeen) -> Line {
    match (&cause.fix_verified, &cause.fix_claimed) {
        (Some(sha), _) => vec![words("verified: "), code(short_sha(sha))],
        (None, Some(sha)) => vec![words("claimed: "), code(short_sha(sha))],
        (None, None) => vec![words("–")],
    }
}

fn page(of: &History) -> Vec<Block> {
    let state = match of.state {
        HistoryState::Present => toned(Tone::Bad, "❌ present"),
        HistoryState::Gone => toned(Tone::Good, "✅ gone"),
    };
    let mut page = vec![
        Block::Headline(vec![Inline::Strong(vec![raw(&of.cause.title)]), words(" · "), state]),
        Block::Small(
            [
                Some(vec![code(&of.cause.fingerprint)]),
                of.cause.rule.as_ref().map(|rule| vec![code(rule)]),
                Some(vec![raw(&of.cause.repo)]),
                Some(vec![words(many(of.cause.runs, "run"))]),
                Some([vec![words("jobs: ")], listed(&of.jobs)].concat()),
            ]
            .into_iter()
            .flatten()
            .collect(),
        ),
    ];
    page.extend(of.line.as_ref().map(|line| Block::Log(vec![LogLine { number: String::new(), marked: false, text: line.clone() }])));
    page.push(Block::Section(vec![words("First and last")]));
    page.push(Block::Bullets(limits(of)));
    if let Some(between) = &of.between {
        let count = between.total.map_or_else(|| "The commits".to_owned(), |total| many(total, "commit"));
        let told = link(vec![words(format!("{count} between them"))], between.url.as_deref());
        page.push(Block::Para([told, vec![words(": one of them brought it, if it came with a commit.")]].concat()));
        page.push(Block::Bullets(between.commits.iter().map(named).collect()));
    }
    if of.turns.len() > 1 {
        page.push(Block::Section(vec![words("When it came and went")]));
        let turn = |kind| match kind {
            TurnKind::Came => "came with ",
            TurnKind::Went => "gone in ",
            TurnKind::Reopened => "came back with ",
        };
        page.push(Block::Bullets(of.turns.iter().map(|seen| [vec![words(turn(seen.change))], run(&seen.run)].concat()).collect()));
    }
    if !of.claims.is_empty() {
        page.push(Block::Section(vec![words("Fixes claimed")]));
        let claim = |claim: &crate::report::ClaimSeen| {
            [
                named(&claim.commit),
                vec![words(format!(" — {} (credit {:.1}), by the report of run {}", claim.status, claim.credit, claim.run))],
            ]
            .concat()
        };
        page.push(Block::Bullets(of.claims.iter().map(claim).collect()));
    }
    if !of.missing.is_empty() {
        page.push(Block::Section(vec![words("Missing")]));
        page.push(Block::Bullets(of.missing.iter().map(|why| vec![raw(why)]).collect()));
    }
    page
}

fn limits(of: &History) -> Vec<Line> {
    let base = |what: &'static str| match &of.base {
        Some(branch) => vec![words(format!("{what} on ")), code(branch), words(": ")],
        None => vec![words(format!("{what}: "))],
    };
    let mut lines = vec![match &of.last_green {
        Some(green) => [base("last green run before it"), run(green)].concat(),
        None => [base("last green run before it"), vec![words("none known")]].concat(),
    }];
    if !of.maybe_red.is_empty() {
        let mut line = vec![words("red before, and nobody looked why: ")];
        for (at, other) in of.maybe_red.iter().enumerate() {
            line.extend((at > 0).then(|| words(", ")));
            line.extend(run(other));
        }
        lines.push(line);
    }
    lines.push(match &of.first_red {
        Some(red) => [base("first red run"), run(red)].concat(),
        None => [base("first red run"), vec![words("none: it was never seen there")]].concat(),
    });
    lines.push(vec![words(format!(
        "first seen {}, last seen {}",
        day(of.cause.first_seen.as_deref()),
        day(of.cause.last_seen.as_deref())
    ))]);
    lines
}

fn run(of: &RunRef) -> Line {
    let mut line = link(vec![words(format!("run {}", of.id))], of.url.as_deref());
    line.extend(time(of.created_at.as_deref(), "%Y-%m-%d %H:%M").map(|time| words(format!(" of {time}"))));
    if let Some(sha) = &of.head_sha {
        line.extend([words(" at "), code(short_sha(sha))]);
    }
    line
}

fn named(commit: &CommitRef) -> Line {
    [link(vec![code(short_sha(&commit.sha))], commit.url.as_deref()), vec![words(" "), raw(&commit.subject)]].concat()
}

fn listed(names: &[String]) -> Line {
    let mut line = Line::new();
    for name in names {
        line.extend((!line.is_empty()).then(|| words(", ")));
        line.push(raw(name));
    }
    line
}

fn day(text: Option<&str>) -> String {
    time(text, "%Y-%m-%d").unwrap_or_else(|| "–".to_owned())
}

fn time(text: Option<&str>, form: &str) -> Option<String> {
    chrono::DateTime::parse_from_rfc3339(text?).ok().map(|time| time.format(form).to_string())
}
