//! One page of HTML that needs nothing else: no request, one small script that it names by its hash, readable on a phone, in the dark, and
//! without the script.

mod block;
mod filter;
mod inline;
mod timeline;

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
    let page = story::page(report);
    // The answer first, then what to choose from, the jobs and when they ran, then cause by cause.
    let before = |block: &Block| matches!(block, Block::Section(_) | Block::Cause(_) | Block::Small(_));
    let first = page.iter().position(before).unwrap_or(page.len());
    let behind = page.iter().rposition(|block| matches!(block, Block::CauseTable(..))).map_or(first, |table| (table + 1).max(first));
    let form = filter::form(report);
    let script = if form.is_empty() { "" } else { filter::SCRIPT };
    let body = [blocks(&page[..first]), form, blocks(&page[first..behind]), timeline::timeline(report), blocks(&page[behind..])];
    whole(&title, &body.concat(), script)
}

/// A page as HTML.
pub(super) fn print(title: &str, page: &[Block]) -> String {
    drawn(title, page, "")
}

/// The same with a drawing below the headline: SVG that we made.
pub(super) fn drawn(title: &str, page: &[Block], drawing: &str) -> String {
    let blocks = blocks(page);
    // Behind the headline, which every page begins with.
    let (head, rest) = blocks.split_at(blocks.find("</h1>").map_or(0, |at| at + "</h1>".len()));
    whole(title, &format!("{head}{drawing}{rest}"), "")
}

fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block::block).collect()
}

/// The page around its body; a script is allowed by its hash, and no other.
fn whole(title: &str, body: &str, script: &str) -> String {
    let (script, policy) = if script.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("<script>{script}</script>\n"), format!("; script-src '{}'", filter::hash()))
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>triage: {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n{script}</body>\n</html>\n",
        escape::html(title)
    )
}
