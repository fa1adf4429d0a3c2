//! Audits of dependencies: npm, pnpm, Yarn, Composer, bundler-audit. They list advisories; the first of the worst is quoted.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::words::{count, problems};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "audit",
    literals: &[
        "# npm audit report",
        "vulnerabilities found",
        "Vulnerabilities found!",
        "vulnerability found",
        "security vulnerability advisor",
        "npm audit security report",
    ],
    read,
};

/// `Severity: high`, `│ high │ …`, `| Severity | high |`, `Criticality: High`
static SEVERITY: Pattern = Pattern::new(
    r"(?i)^\s*(?:[│|]\s*)?(?:(?:Severity|Criticality)\s*[:│|]\s*)?(?<severity>info|low|moderate|medium|high|critical)\s*(?:[│|]?\s*$|[│|]\s*(?<message>\S.*?)\s*(?:[│|]\s*)?$)",
);
/// `1 high severity vulnerability`, `3 vulnerabilities found`: what says that there are any.
static COUNT: Pattern = Pattern::new(
    r"(?i)^(?:Found )?(?<number>[1-9]\d*) (?:\w+ severity |security )?vulnerabilit(?:y|ies)(?: \(| found| advisor|$)|^Vulnerabilities found!",
);
static TITLE: Pattern = Pattern::new(r"^\s*(?:[│|]\s*)?Title\s*[:│|]\s*(?<message>\S.*?)\s*(?:[│|]\s*)?$");
static ADVISORY: Pattern = Pattern::new(r"^(?<message>\S.* - https://\S+)$");
/// `axios  1.0.0 - 1.11.0`
static PACKAGE: Pattern = Pattern::new(r"^(?<package>@?[\w./-]+)  \S");
static NAMED: Pattern = Pattern::new(r"^\s*(?:[│|]\s*)?(?:Package|Name|Gem)\s*[:│|]\s*(?<package>\S+)");

/// A report is looked at so far around the line that marks it.
const REPORT: usize = 600;
/// An advisory's lines stand this close to its severity.
const ADVISORY_LINES: usize = 8;

struct Advisory {
    line: usize,
    grade: usize,
    problem: Problem,
}

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in lines.chunk_by(|&one, &other| log.step_of(one) == log.step_of(other)) {
        let Some(&first) = marked.first() else { continue };
        let Some(step) = log.step_of(first).map(|step| &log.steps[step]) else { continue };
        let range = first.saturating_sub(REPORT).max(step.lines.start)..(marked[marked.len() - 1] + REPORT).min(step.end());
        let counted = range.clone().find_map(|at| {
            let text = log.text(at);
            let found = COUNT.captures(bare(&text))?;
            Some(found.name("number").and_then(|number| number.as_str().parse::<u64>().ok()))
        });
        let Some(number) = counted else { continue };
        let mut advisories: Vec<Advisory> = range.clone().filter_map(|at| advisory(log, at, &range)).collect();
        let Some(worst) = advisories.iter().map(|advisory| advisory.grade).max() else { continue };
        if let Some(at) = advisories.iter().position(|advisory| advisory.grade == worst) {
            advisories[..=at].rotate_right(1);
        }
        let line = advisories[0].line;
        let found: Vec<Problem> = advisories.into_iter().map(|advisory| advisory.problem).collect();
        reads.push(Read {
            line,
            span: range,
            category: "lint",
            depth: Depth::Why,
            confidence: Confidence::Medium,
            title: count(number.unwrap_or(found.len() as u64), "known vulnerability", "known vulnerabilities"),
            root_cause: problems("The audit", &found),
            details: Details::default().with_problems(found),
        });
    }
    reads
}

/// What stands around a severity.
fn advisory(log: &JobLog, at: usize, range: &std::ops::Range<usize>) -> Option<Advisory> {
    let text = log.text(at);
    let found = SEVERITY.captures(bare(&text))?;
    let severity = found["severity"].to_ascii_lowercase();
    let grade = ["info", "low", "moderate", "medium", "high", "critical"].iter().position(|one| *one == severity)?;
    let own = found.name("message").map(|message| (at, message.as_str().to_owned()));
    let around = |pattern: &Pattern, group: &str| {
        let near = (at..(at + ADVISORY_LINES).min(range.end)).chain((at.saturating_sub(ADVISORY_LINES)..at).rev());
        near.filter(|line| range.contains(line)).find_map(|line| {
            let text = log.text(line);
            Some((line, pattern.captures(bare(&text))?[group].to_owned()))
        })
    };
    let (line, message) = own.or_else(|| around(&ADVISORY, "message")).or_else(|| around(&TITLE, "message"))?;
    let package = around(&PACKAGE, "package").or_else(|| around(&NAMED, "package")).map(|(_, package)| package);
    let message =
        package.filter(|package| !message.contains(package.as_str())).map_or(message.clone(), |package| format!("{package}: {message}"));
    Some(Advisory { line, grade, problem: Problem { message, code: None, place: Place::default() } })
}
