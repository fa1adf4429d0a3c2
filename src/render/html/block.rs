//! A block as HTML, a line end behind it.

use super::inline::line;
use crate::render::page::{Block, Line, LogLine, Table};
use crate::render::{escape, prose};

/// Where each number is the id of a cause's part.
fn about(causes: &[usize]) -> String {
    causes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

pub(super) fn block(of: &Block) -> String {
    match of {
        Block::Headline(text) => format!("<h1>{}</h1>\n", line(text)),
        Block::Section(text) => format!("<h2>{}</h2>\n", line(text)),
        Block::Para(text) => format!("<p>{}</p>\n", line(text)),
        Block::Place(text) => format!("<p class=\"place\">{}</p>\n", line(text)),
        Block::Steps(label, steps) => {
            format!("<p class=\"lead\"><strong>{}</strong></p>\n{}", escape::html(label), list("ol class=\"do\"", "ol", steps))
        }
        Block::Table(of) => table(of, &[]),
        Block::CauseTable(of, about) => table(of, about),
        Block::Log(lines) => log(lines),
        Block::Prose(label, source) => said(label, source),
        Block::Numbered(label, items) => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>\n", prose::html(item))).collect();
            format!("<p><strong>{}</strong></p>\n<ol>\n{items}</ol>\n", escape::html(label))
        }
        Block::Commands(label, commands, more) => {
            let lines = commands.iter().map(|(number, text)| LogLine { number: number.to_string(), marked: false, text: text.clone() });
            let more = if *more > 0 { format!("<p>{more} more below</p>\n") } else { String::new() };
            format!("<p class=\"lead\"><strong>{}</strong></p>\n{}{more}", escape::html(label), log(&lines.collect::<Vec<_>>()))
        }
        Block::Bullets(items) => list("ul", "ul", items),
        Block::Tasks(items) => list("ul class=\"tasks\"", "ul", items),
        Block::Fold(summary, blocks) => {
            let inner: String = blocks.iter().map(block).collect();
            format!("<details>\n<summary>{}</summary>\n{inner}</details>\n", escape::html(summary))
        }
        Block::Cause(part) => {
            let inner: String = part.blocks.iter().map(block).collect();
            format!("<section id=\"cause-{0}\" data-causes=\"{0}\">\n<h2>{1}</h2>\n{inner}</section>\n", part.number, line(&part.head))
        }
        Block::Small(parts) => format!("<footer>{}</footer>\n", parts.iter().map(line).collect::<Vec<_>>().join(" · ")),
    }
}

fn list(open: &str, close: &str, items: &[Line]) -> String {
    let items: String = items.iter().map(|item| format!("<li>{}</li>\n", line(item))).collect();
    format!("<{open}>\n{items}</{close}>\n")
}

/// On a narrow screen each row becomes a card, and its cells say what they are.
fn table(of: &Table, causes: &[Vec<usize>]) -> String {
    let head: String = of.head.iter().map(|head| format!("<th scope=\"col\">{}</th>", escape::html(head))).collect();
    let row = |(index, cells): (usize, &Vec<Line>)| {
        let cells = cells.iter().zip(&of.head).map(|(cell, head)| (line(cell), head)).map(|(cell, head)| {
            let none = if cell == "–" { " class=\"none\"" } else { "" };
            format!("<td{none} data-head=\"{}\"><div>{cell}</div></td>", escape::html(head))
        });
        let of = causes.get(index).map(|causes| format!(" data-causes=\"{}\"", about(causes))).unwrap_or_default();
        format!("<tr{of}>{}</tr>\n", cells.collect::<String>())
    };
    let rows: String = of.rows.iter().enumerate().map(row).collect();
    format!("<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n")
}

fn log(lines: &[LogLine]) -> String {
    let width = lines.iter().map(|line| line.number.len()).max().unwrap_or(0);
    let marks = lines.iter().any(|line| line.marked);
    let line = |line: &LogLine| {
        let mark = match (marks, line.marked) {
            (true, true) => "▶ ",
            (true, false) => "  ",
            (false, _) => "",
        };
        let text = format!("<span class=\"number\">{mark}{:>width$}</span>  {}\n", escape::html(&line.number), escape::html(&line.text));
        let tag = if line.marked { "mark" } else { "span" };
        format!("<{tag} class=\"line\">{text}</{tag}>")
    };
    // A long line goes on below its text, not below its number.
    let hang = (width + if marks { 4 } else { 2 }).min(12);
    format!("<pre class=\"log hang-{hang}\" tabindex=\"0\">{}</pre>\n", lines.iter().map(line).collect::<String>())
}

fn said(label: &str, source: &str) -> String {
    let text = prose::html(source);
    let label = format!("<strong>{}</strong>", escape::html(label));
    match text.strip_prefix("<p>") {
        Some(rest) => format!("<p>{label} {rest}\n"),
        None => format!("<p>{label}</p>\n{text}\n"),
    }
}
