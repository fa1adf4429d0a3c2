//! The link under which somebody says that a diagnosis is wrong: an issue, filled in with what its maintainers need to make a test of it.

use super::escape;
use crate::model::{encoded, home};
use crate::report::{Cause, Evidence, Report};

/// The lines around the evidence, at most; a link is no place for more.
const WINDOW: usize = 900;

/// The address of a new issue about a cause; none where nobody is named to read it.
pub(super) fn address(report: &Report, cause: &Cause) -> Option<String> {
    let repo = report.feedback.as_deref()?;
    // This project is on github.com, wherever the run was.
    let site = report
        .run
        .url
        .as_deref()
        .and_then(|url| url.strip_prefix("https://"))
        .and_then(|rest| rest.split('/').next())
        .filter(|_| home() != Some(repo));
    let found_by = cause.rule.as_deref().or(cause.extractor.as_deref()).unwrap_or("nothing");
    let title = format!("Wrong: {found_by}");
    let address = format!(
        "https://{}/{repo}/issues/new?title={}&body={}",
        site.unwrap_or("github.com"),
        encoded(&title),
        encoded(&body(report, cause))
    );
    Some(address)
}

/// What `triage rules adopt` reads again.
fn body(report: &Report, cause: &Cause) -> String {
    let window = cause.evidence.first().map(window).unwrap_or_default();
    let fence = escape::fence(window.lines());
    format!(
        "Rule: `{}`\nFingerprint: `{}`\nProgram: triage {}\n\nWhat is it really? The id of another rule, or in words:\n\nShould be: \n\n\
         Look the lines over before you post them:\n\n{fence}log\n{window}\n{fence}\n",
        cause.rule.as_deref().unwrap_or("none"),
        cause.fingerprint,
        report.triage,
    )
}

/// The line and its neighbours, from the nearest on, as many above and below as fit.
fn window(line: &Evidence) -> String {
    let room = WINDOW.saturating_sub(line.text.len()) / 2;
    let above = line.before.len() - fitting(line.before.iter().rev(), room);
    let below = fitting(line.after.iter(), room);
    let lines = line.before[above..].iter().chain(std::iter::once(&line.text)).chain(&line.after[..below]);
    lines.map(|line| line.chars().take(WINDOW).collect::<String>()).collect::<Vec<_>>().join("\n")
}

/// How many of the lines fit.
fn fitting<'a>(lines: impl Iterator<Item = &'a String>, room: usize) -> usize {
    let sizes = lines.scan(0, |size, line| {
        *size += line.len() + 1;
        Some(*size)
    });
    sizes.take_while(|size| *size <= room).count()
}
