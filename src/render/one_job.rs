//! What one job failed by, in a few lines: while the others still run.

use super::page::{Block, Inline, Line, LogLine, code, link, raw, words};
use super::terminal::Look;
use super::{markdown, terminal};
use crate::report::{Cause, JobReport, Report, Role};

/// A job as Markdown.
pub fn job_markdown(report: &Report, job: &JobReport) -> String {
    markdown::print(&page(report, job)) + "\n"
}

/// A job for a terminal.
pub fn job_terminal(report: &Report, job: &JobReport, look: Look) -> String {
    terminal::print(&page(report, job), look) + "\n"
}

/// A job and its causes on one line of JSON, as the whole report will have them.
pub fn job_json(report: &Report, job: &JobReport) -> String {
    let causes: Vec<&Cause> = causes(report, job).map(|(cause, _)| cause).collect();
    serde_json::to_string(&serde_json::json!({ "job": job, "causes": causes })).unwrap_or_default()
}

fn causes<'a>(report: &'a Report, job: &'a JobReport) -> impl Iterator<Item = (&'a Cause, Role)> {
    job.causes.iter().filter_map(|part| Some((report.causes.iter().find(|cause| cause.id == part.id)?, part.role)))
}

fn page(report: &Report, job: &JobReport) -> Vec<Block> {
    let name: Line = link(vec![Inline::Strong(vec![raw(job.label.as_ref().unwrap_or(&job.name))])], job.url.as_deref());
    let mut page = Vec::new();
    for (at, (cause, role)) in causes(report, job).enumerate() {
        let head = if at == 0 { name.clone() } else { vec![words("and")] };
        let follows = if role == Role::Consequence { words(" · follows from: ") } else { words(" · ") };
        page.push(Block::Para([vec![words("❌ ")], head, vec![follows, raw(&cause.title)]].concat()));
        let evidence = cause.evidence.iter().find(|line| line.job == job.name).or_else(|| cause.evidence.first());
        if let Some(line) = evidence.filter(|_| role != Role::Consequence) {
            page.push(Block::Log(vec![LogLine { number: String::new(), marked: false, text: line.text.clone() }]));
            let place = line.step.as_ref().map_or_else(|| raw("the line"), raw);
            page.push(Block::Place(link(vec![place], line.url.as_deref())));
        }
        page.extend(cause.reproduce.as_ref().map(|command| Block::Para(vec![words("Reproduce: "), code(command)])));
    }
    page
}
