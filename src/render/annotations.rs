//! Workflow commands, which the runner turns into annotations: one a cause, then further places of the same causes.
//! Syntax and escapes: <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>.

use super::escape::{bounded, visible};
use super::prose;
use super::spot::{Spot, spots};
use super::story::{transient, unexplained};
use crate::model::{Severity, short_sha};
use crate::report::{Cause, Report};

/// The runner keeps ten annotations of each kind a step, and drops the others without a word.
const MOST: usize = 10;
/// Characters of a message; the runner cuts at 4096.
const MESSAGE: usize = 1_500;

/// The report as annotations, a line each.
pub fn github(report: &Report) -> String {
    let mut errors = Vec::new();
    let mut warnings = Vec::new();
    let places: Vec<(&Cause, Vec<Spot>)> = report.causes.iter().map(|cause| (cause, spots(cause))).collect();
    for (cause, spots) in &places {
        let lines = if severe(cause) { &mut errors } else { &mut warnings };
        lines.push(command(cause, spots.first(), &message(report, cause)));
    }
    let told = errors.len().min(MOST) + warnings.len().min(MOST);
    let untold = report.causes.len() - told;
    for (cause, spots) in &places {
        let lines = if severe(cause) { &mut errors } else { &mut warnings };
        for spot in spots.iter().skip(1).filter(|spot| spot.line.is_some() && spot.said.is_some()) {
            if lines.len() < MOST {
                lines.push(command(cause, Some(spot), spot.said.as_deref().unwrap_or_default()));
            }
        }
    }
    errors.truncate(MOST);
    warnings.truncate(MOST);
    let mut notices: Vec<String> = Vec::new();
    if untold > 0 {
        notices.push(line("notice", &[("title", "triage")], &format!("{untold} more causes are in the report")));
    }
    for part in &report.missing {
        notices.push(line("notice", &[("title", "triage: not to be had")], &format!("{}: {}", part.what, part.why)));
    }
    notices.truncate(MOST);
    errors.into_iter().chain(warnings).chain(notices).collect()
}

/// What somebody must act on is an error; what may pass by itself is a warning.
fn severe(cause: &Cause) -> bool {
    cause.severity == Severity::Error && !transient(cause)
}

fn command(cause: &Cause, spot: Option<&Spot>, message: &str) -> String {
    let title = bounded(&format!("{}: {}", cause.id, cause.title), 200);
    let (row, column);
    let mut properties: Vec<(&str, &str)> = Vec::new();
    if let Some(spot) = spot {
        properties.push(("file", &spot.path));
        if let Some(number) = spot.line {
            row = number.to_string();
            properties.push(("line", &row));
        }
        if let Some(number) = spot.column {
            column = number.to_string();
            properties.push(("col", &column));
        }
    }
    properties.push(("title", &title));
    line(if severe(cause) { "error" } else { "warning" }, &properties, message)
}

/// Why, the line of the log, and where to read on.
fn message(report: &Report, cause: &Cause) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !unexplained(cause) && !cause.root_cause.trim().is_empty() {
        parts.push(prose::plain_line(&cause.root_cause));
    }
    if let Some(first) = cause.evidence.first() {
        parts.push(bounded(first.text.trim(), 500));
        parts.extend(first.url.clone().or_else(|| Some(format!("{}:{}", first.log.as_ref()?, first.log_line?))));
    }
    if let Some(commit) = cause.fix.commits.first() {
        parts.push(format!("likely fixed by {}: {}", short_sha(&commit.sha), bounded(&commit.subject, 120)));
    } else if let Some(url) = report.run.url.as_ref().filter(|_| cause.evidence.is_empty()) {
        parts.push(url.clone());
    }
    if parts.is_empty() { cause.title.clone() } else { parts.join("\n") }
}

/// `::error file=a,line=1::message`: one line, whatever the texts hold.
fn line(kind: &str, properties: &[(&str, &str)], message: &str) -> String {
    let properties: Vec<String> = properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    let message: Vec<String> = bounded(message, MESSAGE).split('\n').map(visible).collect();
    format!("::{kind} {}::{}\n", properties.join(","), data(&message.join("\n")))
}

/// Escapes what ends a command's message. `##[` would start another command in runners that find it anywhere in a line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A").replace("##[", "##\\[")
}

/// Escapes what ends a property, too.
fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(
            line("error", &[("file", "a,b:c"), ("title", "x\n::warning::y")], "50%\n::error::z ##[error]w"),
            "::error file=a%2Cb%3Ac,title=x␤%3A%3Awarning%3A%3Ay::50%25%0A::error::z ##\\[error]w\n"
        );
    }
}
