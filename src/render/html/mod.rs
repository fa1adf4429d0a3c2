//! One page of HTML that needs nothing else: no script, no request, readable on a phone and in the dark.

mod block;
mod inline;

use super::page::Block;
use super::story;
use crate::render::escape;
use crate::report::Report;

const STYLE: &str = include_str!("style.css");

/// The report as one self-contained page.
pub fn html(report: &Report) -> String {
    let title = match (&report.run.workflow, report.run.number) {
        (Some(workflow), Some(number)) => format!("{workflow} #{number}"),
        (Some(workflow), None) => workflow.clone(),
        _ => report.source.clone(),
    };
    print(&title, &story::page(report))
}

/// A page as HTML.
pub(super) fn print(title: &str, page: &[Block]) -> String {
    drawn(title, page, "")
}

/// The same with a drawing below the headline: SVG that we made.
pub(super) fn drawn(title: &str, page: &[Block], drawing: &str) -> String {
    let blocks: String = page.iter().map(block::block).collect();
    // Behind the headline, which every page begins with.
    let (head, rest) = blocks.split_at(blocks.find("</h1>").map_or(0, |at| at + "</h1>".len()));
    let body = format!("{head}{drawing}{rest}");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>triage: {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        escape::html(title)
    )
}
