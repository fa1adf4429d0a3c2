//! Tools that say what is wrong in one line: a table of such lines, from the most telling to the least, and one way of reading them.

use std::sync::OnceLock;

use super::extractor::Read;
use super::words::problems;
use crate::log::{JobLog, Marker, marker};
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Groups;
use crate::regexes::Pattern;

/// One way in which a tool says what is wrong. The groups `message`, `code`, `path`, `line` and `column` make the problem; those in `NAMED` are
/// kept by name. Patterns see the line without what others put before it ([`bare`]).
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    title: &'static str,
    pattern: &'static str,
    depth: Depth,
    confidence: Confidence,
    listed: bool,
    deeper: Option<Deeper>,
}

/// Finds the line that gives the reason, where the tool prints it behind the line that matches: from that line, up to an end.
pub type Deeper = fn(&JobLog, usize, usize) -> Option<usize>;

/// Groups of patterns that become details of the same name.
const NAMED: [&str; 8] = ["package", "version", "url", "target", "command", "image", "service", "name"];

impl Wording {
    /// A line that says what is wrong.
    pub const fn why(title: &'static str, pattern: &'static str) -> Self {
        Self { title, pattern, depth: Depth::Why, confidence: Confidence::High, listed: false, deeper: None }
    }

    /// A line that says what failed, and not why.
    pub const fn what(title: &'static str, pattern: &'static str) -> Self {
        Self { depth: Depth::What, confidence: Confidence::Medium, ..Self::why(title, pattern) }
    }

    /// A line that says that something failed: a wrapper.
    pub const fn that(title: &'static str, pattern: &'static str) -> Self {
        Self { depth: Depth::That, confidence: Confidence::Low, ..Self::why(title, pattern) }
    }

    /// One that other tools and successful runs may print, too.
    #[must_use]
    pub const fn unsure(self) -> Self {
        Self { confidence: Confidence::Medium, ..self }
    }

    /// One of many of its kind, which are listed beside whatever line is quoted.
    #[must_use]
    pub const fn listed(self) -> Self {
        Self { listed: true, ..self }
    }

    /// One whose reason stands further down.
    #[must_use]
    pub const fn deeper(self, deeper: Deeper) -> Self {
        Self { deeper: Some(deeper), ..self }
    }
}

/// A tool and its wordings.
#[derive(Debug)]
pub struct Tool {
    name: &'static str,
    category: &'static str,
    wordings: &'static [Wording],
    compiled: OnceLock<Vec<Pattern>>,
    after: usize,
    reach: Option<usize>,
    last: bool,
}

/// Marked lines that stand no farther apart belong to one report.
const GAP: usize = 80;
/// Words count less when more lines than these follow before the step ends.
const FAR: usize = 150;
/// At most so many marked lines of a step are read, the last ones.
const MOST: usize = 2_000;

/// A line that a wording matches.
struct Match {
    at: usize,
    rank: usize,
    problem: Problem,
    named: Vec<(&'static str, String)>,
}

impl Tool {
    /// A tool by the name people write, the category of its failures, and what it prints.
    pub const fn new(name: &'static str, category: &'static str, wordings: &'static [Wording]) -> Self {
        Self { name, category, wordings, compiled: OnceLock::new(), after: 0, reach: None, last: false }
    }

    /// One that tells more on so many lines behind those that hold a literal.
    #[must_use]
    pub const fn reading_on(mut self, after: usize) -> Self {
        self.after = after;
        self
    }

    /// One that repeats itself when it is asked again: the last try counts.
    #[must_use]
    pub const fn last_try(mut self) -> Self {
        self.last = true;
        self
    }

    /// One whose words count for nothing when more lines follow before the step ends: it is often asked in vain, or by tests.
    #[must_use]
    pub const fn last_word(mut self, reach: usize) -> Self {
        self.reach = Some(reach);
        self
    }

    /// The wordings' patterns, in their order.
    fn patterns(&self) -> &[Pattern] {
        self.compiled.get_or_init(|| self.wordings.iter().map(|wording| Pattern::new(wording.pattern)).collect())
    }

    /// Reads the last report of each step; where that one only says that something failed, the last that says why. Wrappers alone are nothing:
    /// the unusual line says more.
    pub fn read(&self, log: &JobLog, lines: &[usize]) -> Vec<Read> {
        let mut reads = self.read_all(log, lines);
        reads.retain(|read| read.depth > Depth::That);
        reads
    }

    /// The same with wrappers, for those who look at what was wrapped.
    pub fn read_all(&self, log: &JobLog, lines: &[usize]) -> Vec<Read> {
        let mut reads = Vec::new();
        for marked in lines.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
            let marked = &marked[marked.len().saturating_sub(MOST)..];
            let bound = log.step_of(marked[0]).map_or(log.len(), |step| log.steps[step].lines.end);
            let blocks: Vec<Vec<Match>> = marked
                .chunk_by(|&a, &b| b - a <= GAP)
                .map(|block| self.matches(log, block, bound))
                .filter(|block| block.last().is_some_and(|last| !self.went_on(log, last.at)))
                .collect();
            let Some(last) = blocks.last() else { continue };
            let found = self.report(log, last, bound);
            if found.depth < Depth::Why
                && let Some(earlier) =
                    blocks.iter().rev().skip(1).map(|block| self.report(log, block, bound)).find(|read| read.depth == Depth::Why)
            {
                reads.push(Read { confidence: earlier.confidence.lowered(), ..earlier });
            }
            reads.push(found);
        }
        reads
    }

    fn matches(&self, log: &JobLog, block: &[usize], bound: usize) -> Vec<Match> {
        let mut found = Vec::new();
        let mut next = 0;
        for &marked in block {
            for at in marked.max(next)..(marked + 1 + self.after).min(bound) {
                found.extend(self.matched(log, at));
                next = at + 1;
            }
        }
        found
    }

    fn matched(&self, log: &JobLog, at: usize) -> Option<Match> {
        let text = log.text(at);
        if log.is_echo(at) || is_talk(&text) {
            return None;
        }
        let text = bare(&text);
        let (rank, groups) = self.patterns().iter().enumerate().find_map(|(rank, pattern)| Some((rank, pattern.captures(text)?)))?;
        Some(Match { at, rank, problem: problem(text, &groups), named: named(&groups) })
    }

    /// The report of some matches, at least one.
    fn report(&self, log: &JobLog, block: &[Match], bound: usize) -> Read {
        let order = |found: &&Match| (found.rank, if self.last { usize::MAX - found.at } else { found.at });
        let best = block.iter().min_by_key(order).unwrap_or(&block[0]);
        let wording = &self.wordings[best.rank];
        let mut first = best.problem.clone();
        let mut line = best.at;
        let last = block.last().map_or(best.at, |found| found.at);
        let mut span = block[0].at..last + 1;
        if let Some(at) = wording.deeper.and_then(|deeper| deeper(log, best.at, bound.min(best.at + DEEP))) {
            bullet(bare(&log.text(at))).clone_into(&mut first.message);
            line = at;
            span.end = span.end.max(at + 1);
        }
        first.code = first.code.or_else(|| block.iter().find_map(|found| found.problem.code.clone()));
        let mut all = vec![first];
        for found in block.iter().filter(|found| found.at != best.at && found.at != line) {
            let other = &self.wordings[found.rank];
            let alike = found.rank == best.rank && wording.depth == Depth::Why && other.deeper.is_none() || other.listed;
            if alike && !all.iter().take(LISTED_AT_MOST).any(|known| same(&known.message, &found.problem.message)) {
                all.push(found.problem.clone());
            }
        }
        let mut details = Details::default();
        for (name, value) in best.named.iter().chain(block.iter().flat_map(|found| &found.named)) {
            details.named.entry(name).or_insert_with(|| value.clone());
        }
        Read {
            line,
            confidence: if distance_to_end(log, span.end - 1).is_some_and(|distance| distance > FAR) {
                wording.confidence.lowered()
            } else {
                wording.confidence
            },
            span,
            category: self.category,
            depth: wording.depth,
            title: wording.title.to_owned(),
            root_cause: problems(self.name, &all),
            details: details.with_problems(all),
        }
    }

    /// Whether so much follows that the tool was asked in vain.
    fn went_on(&self, log: &JobLog, at: usize) -> bool {
        self.reach.is_some_and(|reach| distance_to_end(log, at).is_some_and(|distance| distance > reach))
    }
}

/// Whether two messages say the same, one perhaps with more behind it.
fn same(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let end = short.char_indices().nth(SAME).map_or(short.len(), |(end, _)| end);
    short == long || short.len() > 40 && long.starts_with(&short[..end])
}

/// Messages that agree in so many characters say the same.
const SAME: usize = 120;
/// A deeper line is looked for this far.
const DEEP: usize = 400;
/// Problems are compared with so many others before they are listed.
const LISTED_AT_MOST: usize = 50;

/// Lines between a line and the end of its step's failure: its exit, else its last `##[error]`.
pub fn distance_to_end(log: &JobLog, at: usize) -> Option<usize> {
    let step = &log.steps[log.step_of(at)?];
    let end = step.exit.map(|(exit, _)| exit).filter(|&exit| exit >= at).or_else(|| step.errors.last().copied())?;
    Some(end.saturating_sub(at))
}

/// What the runner or an action says without complaining.
fn is_talk(text: &str) -> bool {
    matches!(
        marker(text),
        Some((Marker::Warning | Marker::Notice | Marker::Debug | Marker::Command | Marker::Group | Marker::EndGroup | Marker::Section, _))
    )
}

static PREFIX: Pattern = Pattern::new(
    r"(?x)^(?:
        \#\#\[error\] (?:Error:\ )? (?:\ +)?
      | \#\d+\ (?:\d+\.\d+\ )?
      | [a-zA-Z0-9][\w.-]*\ *\ \|\ +
      | [│┃]\ ?
      | [a-z][\w.+-]{0,60}>\ 
      | \[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?\ 
      | \[[\w@/.-]+:[\w:@/.-]+\]\ 
      | \[\d{1,2}\]\ 
      | [\w@/.-]+:[a-z][\w-]*:\ 
      | \s+
    )+",
);

/// A line without what the runner, Docker, compose, task runners and boxes put before it.
pub fn bare(text: &str) -> &str {
    let own = PREFIX.find(text).map_or(text, |prefix| &text[prefix.end()..]).trim_end();
    // Maven shows what npm prints as its own words.
    own.strip_prefix("[ERROR] ").or_else(|| own.strip_prefix("[INFO] ")).filter(|own| own.starts_with("npm ")).unwrap_or(own)
}

/// A line without the word, bullet or arrow it begins with.
fn bullet(text: &str) -> &str {
    let text = text.strip_prefix("npm ERR! ").or_else(|| text.strip_prefix("npm error ")).unwrap_or(text);
    let text = text.strip_prefix("cause: ").or_else(|| text.strip_prefix("remote: ")).unwrap_or(text);
    text.trim_start_matches(|c: char| {
        matches!(c, '-' | '*' | '>' | '╰' | '├' | '└' | '─' | '▶' | '×' | '✖' | '✘' | '|') || c.is_whitespace()
    })
}

fn group<'t>(groups: &Groups<'t>, name: &str) -> Option<&'t str> {
    groups.name(name).map(|found| found.as_str().trim()).filter(|text| !text.is_empty())
}

fn problem(text: &str, groups: &Groups<'_>) -> Problem {
    let number = |name: &str| group(groups, name).and_then(|digits| digits.parse().ok());
    Problem {
        message: bullet(group(groups, "message").unwrap_or(text)).to_owned(),
        code: group(groups, "code").map(str::to_owned),
        place: Place { path: group(groups, "path").map(str::to_owned), line: number("line"), column: number("column") },
    }
}

fn named(groups: &Groups<'_>) -> Vec<(&'static str, String)> {
    NAMED.into_iter().filter_map(|name| Some((name, group(groups, name)?.to_owned()))).collect()
}

/// The next line that is not empty.
pub fn next_line(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end).find(|&at| !bare(&log.text(at)).trim_matches(['│', '|', ' ']).is_empty())
}

/// The last of the reasons that follow as `Caused by:` and an indented line.
pub fn caused_by(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    let mut reason = None;
    let mut at = at + 1;
    let mut silent = 0;
    while at < end && silent < 6 {
        let text = log.text(at);
        let text = bare(&text);
        if text == "Caused by:" {
            reason = next_line(log, at, end).or(reason);
            at = reason.unwrap_or(at);
            silent = 0;
        } else if let Some(inline) = text.strip_prefix("Caused by: ") {
            reason = (!inline.trim().is_empty()).then_some(at).or(reason);
            silent = 0;
        } else if text.starts_with("error") {
            break;
        } else {
            silent += 1;
        }
        at += 1;
    }
    reason
}
#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn what_others_put_before_a_line() {
        for (line, rest) in [
            ("##[error]Error: no such tag", "no such tag"),
            ("#12 34.56 npm error code E404", "npm error code E404"),
            ("app-1  | fatal: no", "fatal: no"),
            ("│ Error: no", "Error: no"),
            ("[test:docs] error: no", "error: no"),
            ("web:build: npm error no", "npm error no"),
            ("12:34:56.789 > Task", "> Task"),
            ("src/main.go:12:3: no", "src/main.go:12:3: no"),
            ("[ERROR] no", "[ERROR] no"),
            ("[ERROR] npm error code E404", "npm error code E404"),
            ("[1] npm error no", "npm error no"),
            ("E: Unable", "E: Unable"),
        ] {
            assert_eq!(bare(line), rest);
        }
    }
}
