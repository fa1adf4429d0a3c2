//! A cause: where it stands, its lines, why, what to do, and why we believe it.

use super::cut::Depth;
use super::details;
use super::facts::{Facts, chance, many, transient, unexplained};
use super::head::labels;
use super::status;
use crate::render::escape::bounded;
use crate::render::page::{Block, Inline, Line, LogLine, Tone, code, link, raw, toned, words};
use crate::report::{Cause, Evidence, EvidenceKind, FixStatus, Verdict};

/// Characters of a line of a log, and of those around it.
const MOST_OF_A_LINE: usize = 1000;
const MOST_AROUND: usize = 300;
/// Other jobs with the cause, and other lines of it.
const MOST_PLACES: usize = 8;

/// `1 · Title — jobs`
pub(super) fn head(facts: &Facts<'_>, number: usize, cause: &Cause) -> Line {
    let mut head = vec![words(format!("{number} · ")), title(cause)];
    let jobs = labels(facts, cause, 3);
    if !jobs.is_empty() {
        head.extend([words(" — "), raw(jobs)]);
    }
    head
}

/// What the cause is called; where nothing says what it is, in our words.
pub(super) fn title(cause: &Cause) -> Inline {
    if cause.title.eq_ignore_ascii_case("unexplained") { words("Unexplained") } else { raw(bounded(&cause.title, 300)) }
}

pub(super) fn blocks(facts: &Facts<'_>, cause: &Cause, depth: Depth) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(first) = cause.evidence.first() {
        blocks.push(Block::Place(place(first)));
        if depth > Depth::Brief {
            blocks.push(Block::Log(excerpt(first, &cause.evidence)));
            blocks.extend(further(cause, first));
        } else {
            blocks.push(Block::Log(vec![LogLine { number: String::new(), marked: true, text: bounded(&first.text, 300) }]));
        }
    } else {
        blocks.push(Block::Para(vec![words("No line of a log could be read that says why.")]));
    }
    blocks.extend(elsewhere(facts, cause));
    if unexplained(cause) && !cause.evidence.is_empty() {
        blocks.push(Block::Para(vec![words(
            "Unexplained: no rule knows this failure. The line above is the likeliest one, not a diagnosis.",
        )]));
    }
    if depth == Depth::Brief {
        blocks.extend(prose("Why.", Some(&cause.root_cause)));
        blocks.push(Block::Para(fixed(facts, cause)));
        return blocks;
    }
    let shown = cause.evidence.first().map(|line| line.text.as_str());
    let details = details::blocks(&cause.details, shown, depth == Depth::Short);
    // What a tool's reader says of why is what it lists; of what nothing explains, all is said.
    let said = unexplained(cause) || cause.rule.is_none() && details.iter().any(|block| matches!(block, Block::Bullets(_)));
    blocks.extend(details);
    let why = if cause.explanation.trim().is_empty() { &cause.root_cause } else { &cause.explanation };
    blocks.extend(prose("Why.", Some(why)).filter(|_| !said || why.trim() != cause.root_cause.trim()));
    blocks.extend(sources(cause));
    blocks.extend(super::next::separated(cause));
    blocks.extend(super::next::moved(cause));
    blocks.extend(prose("Fix.", cause.fix.suggestion.as_ref()));
    blocks.push(Block::Para(fixed(facts, cause)));
    blocks.extend(credits(cause));
    blocks.extend(owner(cause));
    if depth == Depth::Short {
        return blocks;
    }
    let mut further = Vec::new();
    if !cause.fix.investigate.is_empty() {
        further.push(Block::Numbered("Investigate.", cause.fix.investigate.clone()));
    }
    further.extend(prose("Verify.", cause.fix.verify.as_ref()));
    if further.is_empty() {
    } else if matches!(cause.fix.status, FixStatus::Verified | FixStatus::Fixed | FixStatus::ShouldBeFixed) {
        // Whoever pushes the fix looks no further.
        blocks.push(Block::Fold("How to look further", further));
    } else {
        blocks.extend(further);
    }
    blocks.push(Block::Fold("Why we believe it", belief(facts, cause)));
    blocks
}

/// A cause in a line: its title, its jobs, its place.
pub(super) fn named(facts: &Facts<'_>, number: usize, cause: &Cause) -> Line {
    let mut line = vec![words(format!("{number} · ")), title(cause)];
    let jobs = labels(facts, cause, 2);
    if !jobs.is_empty() {
        line.extend([words(" — "), raw(bounded(&jobs, 80))]);
    }
    if let Some(first) = cause.evidence.first() {
        line.push(words(", "));
        line.extend(link(vec![words(spot(first))], first.url.as_deref()));
    }
    line
}

fn prose(label: &'static str, text: Option<&String>) -> Option<Block> {
    text.filter(|text| !text.trim().is_empty()).map(|text| Block::Prose(label, text.clone()))
}

/// `E2E (x)` › step, line 951
fn place(at: &Evidence) -> Line {
    let mut line = vec![code(&at.job)];
    if let Some(step) = &at.step {
        line.extend([words(" › "), raw(step)]);
    }
    line.push(words(", "));
    line.extend(link(vec![words(spot(at))], at.url.as_deref()));
    line
}

fn spot(at: &Evidence) -> String {
    match (at.kind, at.line, at.log_line) {
        (EvidenceKind::Annotation, ..) => "its annotation".to_owned(),
        (EvidenceKind::Metadata, ..) => "its data".to_owned(),
        (_, Some(line), _) => format!("line {line}"),
        (_, None, Some(line)) => format!("line {line} of the log"),
        _ => "its log".to_owned(),
    }
}

/// The line with those around it, numbered as GitHub numbers them.
fn excerpt(at: &Evidence, all: &[Evidence]) -> Vec<LogLine> {
    let start = at.line.or(at.log_line);
    let also = |number: Option<u32>| {
        number.is_some() && all.iter().any(|other| other.job == at.job && other.step == at.step && other.line.or(other.log_line) == number)
    };
    let line = |number: Option<u32>, marked: bool, text: &str| LogLine {
        number: number.map(|number| number.to_string()).unwrap_or_default(),
        marked: marked || also(number),
        text: bounded(text, if marked || also(number) { MOST_OF_A_LINE } else { MOST_AROUND }),
    };
    let back = |offset: usize| start.and_then(|start| start.checked_sub(u32::try_from(offset).ok()?)).filter(|number| *number > 0);
    let on = |offset: usize| start.and_then(|start| start.checked_add(u32::try_from(offset).ok()?));
    // Empty lines at the edges show nothing.
    let blank = |text: &&String| text.trim().is_empty();
    let (first, last) = (at.before.iter().take_while(blank).count(), at.after.iter().rev().take_while(blank).count());
    let before = at.before.iter().enumerate().skip(first).map(|(index, text)| line(back(at.before.len() - index), false, text));
    let after = at.after.iter().enumerate().take(at.after.len() - last).map(|(index, text)| line(on(index + 1), false, text));
    before.chain([line(start, true, &at.text)]).chain(after).collect()
}

/// Further lines of the same job that the excerpt does not hold.
fn further(cause: &Cause, first: &Evidence) -> Option<Block> {
    let number = |line: &Evidence| line.line.or(line.log_line);
    let held = |line: &Evidence| {
        let (Some(at), Some(of)) = (number(line), number(first)) else { return line.text == first.text };
        let (before, after) = (first.before.len(), first.after.len());
        line.step == first.step && usize::try_from(at.abs_diff(of)).is_ok_and(|far| if at < of { far <= before } else { far <= after })
    };
    let lines: Vec<LogLine> = cause
        .evidence
        .iter()
        .skip(1)
        .filter(|line| line.job == first.job && !held(line))
        .take(MOST_PLACES)
        .map(|line| LogLine {
            number: number(line).map(|number| number.to_string()).unwrap_or_default(),
            marked: false,
            text: bounded(&line.text, MOST_OF_A_LINE),
        })
        .collect();
    (!lines.is_empty()).then_some(Block::Log(lines))
}

/// The same cause in other jobs.
fn elsewhere(facts: &Facts<'_>, cause: &Cause) -> Option<Block> {
    let first = cause.evidence.first().map(|line| line.job.as_str());
    let others: Vec<&str> = facts.broken_by(cause).into_iter().filter(|name| Some(*name) != first).collect();
    if others.is_empty() {
        return None;
    }
    let mut line = vec![Inline::Strong(vec![words(if first.is_some() { "Also in" } else { "In" })]), words(" ")];
    for (index, name) in others.iter().take(MOST_PLACES).enumerate() {
        if index > 0 {
            line.push(words("; "));
        }
        line.push(code(*name));
        if let Some(at) = facts.lines_in(cause, name).first().or_else(|| cause.evidence.iter().find(|line| line.job == *name)) {
            line.push(words(", "));
            line.extend(link(vec![words(spot(at))], at.url.as_deref()));
        }
    }
    if others.len() > MOST_PLACES {
        line.push(words(format!(" and {} more", others.len() - MOST_PLACES)));
    }
    Some(Block::Para(line))
}

fn sources(cause: &Cause) -> Option<Block> {
    let items: Vec<Line> = cause
        .source
        .iter()
        .map(|source| {
            let mut line = vec![raw(&source.what), words(": ")];
            line.extend(link(vec![code(format!("{}:{}", source.path, source.line))], source.url.as_deref()));
            if !source.text.trim().is_empty() {
                line.extend([words(" "), code(bounded(source.text.trim(), 200))]);
            }
            line
        })
        .collect();
    (!items.is_empty()).then_some(Block::Bullets(items))
}

fn fixed(facts: &Facts<'_>, cause: &Cause) -> Line {
    let head = Inline::Strong(vec![words("Status.")]);
    // Where nobody has to change anything, no fix is missing.
    if cause.fix.status == FixStatus::NeedsFix && transient(cause) {
        return vec![head, words(" "), toned(Tone::Unsure, "🟡 transient"), words(": it may pass by itself when it runs again.")];
    }
    vec![head, words(" "), status::fix(cause.fix.status), words(": "), words(status::sentence(facts, cause))]
}

/// Whose it is, where that is known, and why we say so.
fn owner(cause: &Cause) -> Option<Block> {
    if cause.ownership.verdict == Verdict::Unknown {
        return None;
    }
    let mut line = vec![Inline::Strong(vec![words("Whose.")]), words(format!(" {}", status::whose(cause.ownership.verdict)))];
    for (index, reason) in cause.ownership.because.iter().enumerate() {
        line.extend([words(if index == 0 { ": " } else { "; " }), Inline::Prose(reason.trim_end_matches('.').to_owned())]);
    }
    line.push(words("."));
    Some(Block::Para(line))
}

/// The candidate commits, with what speaks for each.
fn credits(cause: &Cause) -> Option<Block> {
    let reasons = cause.fix.because.iter().map(|reason| vec![Inline::Prose(reason.clone())]);
    let commits = cause
        .fix
        .commits
        .iter()
        .take(5)
        .map(|commit| (commit, false))
        .chain(cause.fix.did_not_hold.iter().take(5).map(|commit| (commit, true)))
        .map(|(commit, in_vain)| {
            let mut line = if in_vain { vec![words("did not hold: ")] } else { Vec::new() };
            line.extend(status::commit_of(commit));
            line.extend([words(" "), code(bounded(&commit.subject, 120)), words(format!(" (credit {})", chance(commit.credit)))]);
            if !commit.signals.is_empty() {
                line.extend([words(": "), raw(commit.signals.join("; "))]);
            }
            line
        });
    let items: Vec<Line> = reasons.chain(commits).collect();
    (!items.is_empty()).then_some(Block::Bullets(items))
}

fn belief(facts: &Facts<'_>, cause: &Cause) -> Vec<Block> {
    let mut by: Line = Vec::new();
    match (&cause.rule, &cause.extractor) {
        (Some(rule), _) => by.extend([words("rule "), code(rule)]),
        (None, Some(extractor)) => by.extend([words("no rule; read by "), code(extractor)]),
        (None, None) => by.push(words("no rule")),
    }
    if let Some(variant) = &cause.variant {
        by.extend([words(", variant "), code(variant)]);
    }
    by.push(words(format!(" · {} confidence", cause.confidence.as_str())));
    if cause.ownership.verdict != Verdict::Unknown || !cause.ownership.because.is_empty() {
        by.push(words(format!(" · whose: {}", status::whose(cause.ownership.verdict))));
    }
    by.push(words(format!(" · {} acts", cause.actor.as_str())));
    let mut items: Vec<Line> = vec![by];
    // What is told of a known owner stands under the status.
    let owner = cause.ownership.because.iter().filter(|_| cause.ownership.verdict == Verdict::Unknown);
    let reasons = cause.because.iter().chain(owner);
    items.extend(reasons.map(|reason| vec![Inline::Prose(reason.clone())]));
    let outranked = outranked(facts, cause);
    if !outranked.is_empty() {
        let mut line = vec![words("outranked: ")];
        for (index, title) in outranked.iter().enumerate() {
            line.extend([words(if index > 0 { ", " } else { "" }), raw(title)]);
        }
        items.push(line);
    }
    if !cause.captures.is_empty() {
        let mut line = vec![words("captured: ")];
        for (index, (name, value)) in cause.captures.iter().take(10).enumerate() {
            line.extend([words(if index > 0 { ", " } else { "" }), raw(name), words(" "), code(bounded(value, 200))]);
        }
        items.push(line);
    }
    items.push(vec![words("fingerprint "), code(&cause.fingerprint)]);
    vec![Block::Bullets(items)]
}

/// What else the jobs of the cause printed that it explains.
fn outranked(facts: &Facts<'_>, cause: &Cause) -> Vec<String> {
    let mut titles: Vec<(String, usize)> = Vec::new();
    for symptom in facts.broken_by(cause).into_iter().filter_map(|name| facts.job(name)).flat_map(|job| &job.symptoms) {
        match titles.iter_mut().find(|(title, _)| *title == symptom.title) {
            Some((_, count)) => *count += 1,
            None => titles.push((symptom.title.clone(), 1)),
        }
    }
    let more = titles.len().saturating_sub(8);
    let mut titles: Vec<String> = titles
        .into_iter()
        .take(8)
        .map(|(title, count)| if count > 1 { format!("{title} ({})", many(count, "time")) } else { title })
        .collect();
    if more > 0 {
        titles.push(format!("{more} more"));
    }
    titles
}
