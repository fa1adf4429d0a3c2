//! A block as lines of a terminal.

use super::Look;
use super::inline::{addresses, line};
use super::layout::hanging;
use super::paint::{Ink, Paint};
use super::table::table;
use crate::render::page::{Block, Line, LogLine};
use crate::render::prose::{self, Plain};
use crate::render::{escape, page};

/// Columns of prose, at most.
const PROSE: u16 = 120;

/// Whether an empty line stands between two blocks; in a section, what belongs together stays together.
pub(super) fn apart(previous: &Block, block: &Block) -> bool {
    match (previous, block) {
        (Block::Table(_) | Block::Steps(..), Block::Log(_)) => true,
        (Block::Log(_), Block::Log(_)) => false,
        (Block::Log(_), _) => true,
        (Block::Bullets(_), Block::Prose(..) | Block::Para(_)) | (Block::Prose(..) | Block::Para(_), Block::Prose("Fix.", _)) => true,
        (Block::Prose(..), Block::Para(_)) | (_, Block::Fold(..)) => true,
        (_, block) => !matches!(
            block,
            Block::Place(_)
                | Block::Commands(..)
                | Block::Log(_)
                | Block::Prose(..)
                | Block::Numbered(..)
                | Block::Bullets(_)
                | Block::Tasks(_)
                | Block::Para(_)
        ),
    }
}

pub(super) fn block(of: &Block, look: Look, paint: &mut Paint) -> String {
    let width = look.width;
    // Longer lines of prose are hard to follow; tables and logs take what there is.
    let prose_width = width.min(PROSE);
    match of {
        Block::Headline(text) => hanging("", &line(text, paint), width),
        Block::Section(text) => {
            let text = vec![page::Inline::Strong(text.clone())];
            hanging("", &line(&text, paint), width)
        }
        Block::Para(text) => hanging("", &line(text, paint), prose_width),
        Block::Place(text) => {
            let mut said = hanging("", &line(text, paint), width);
            if !look.links {
                // Never broken, so that it stays one address.
                said.extend(addresses(text).iter().map(|url| format!("{url}\n")));
            }
            said
        }
        Block::Steps(label, steps) => self::steps(label, steps, width, paint),
        Block::Table(of) => table(of, width, paint),
        Block::Log(lines) => log(lines, width),
        Block::Prose(label, source) => said(&Paint::ink(Ink::Strong, label), source, prose_width),
        Block::Numbered(label, items) => {
            let mut text = Paint::ink(Ink::Strong, label) + "\n";
            for (index, item) in items.iter().enumerate() {
                text.push_str(&said(&format!("  {}.", index + 1), item, prose_width));
            }
            text
        }
        Block::Commands(label, commands, more) => {
            let space = " ".repeat(label.chars().count());
            let mut text = String::new();
            for (at, (number, command)) in commands.iter().enumerate() {
                let label = if at == 0 { Paint::ink(Ink::Strong, label) } else { space.clone() };
                let command = Paint::ink(Ink::Code, &escape::visible(command));
                text.push_str(&hanging(&format!("{label} {number}: "), &command, width));
            }
            if *more > 0 { text + &format!("{space} {more} more below\n") } else { text }
        }
        Block::Bullets(items) => items.iter().map(|item| hanging("  - ", &line(item, paint), prose_width)).collect(),
        Block::Tasks(items) => items.iter().map(|item| hanging("[ ] ", &line(item, paint), width)).collect(),
        Block::Fold(label, blocks) => {
            let mut text = Paint::ink(Ink::Strong, &format!("{label}.")) + "\n";
            text.extend(blocks.iter().map(|inner| block(inner, look, paint)));
            text
        }
        // Pages come here without parts.
        Block::Cause(_) | Block::CauseTable(..) => String::new(),
        Block::Small(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| line(part, paint)).collect();
            hanging("", &parts.join(" · "), width)
        }
    }
}

fn steps(label: &str, steps: &[Line], width: u16, paint: &mut Paint) -> String {
    let mut text = String::new();
    for (index, step) in steps.iter().enumerate() {
        let number = if steps.len() > 1 { format!("{}. ", index + 1) } else { String::new() };
        let mark = if index == 0 { format!("{label} ") } else { " ".repeat(label.chars().count() + 1) };
        text.push_str(&hanging(&format!("{mark}{number}"), &line(step, paint), width));
    }
    text
}

/// Lines as they are: the marked one whole, those around it cut at the width.
fn log(lines: &[LogLine], width: u16) -> String {
    let digits = lines.iter().map(|line| line.number.len()).max().unwrap_or(0);
    let marks = lines.iter().any(|line| line.marked);
    let mut text = String::new();
    for line in lines {
        let said = escape::visible(&line.text);
        let mark = format!("{} {:>digits$}  ", if line.marked { "▶" } else { " " }, line.number);
        let inner = said.trim_start();
        let mark = mark + &" ".repeat((said.len() - inner.len()).min(usize::from(width) / 4));
        if line.marked || !marks {
            text.push_str(&hanging(&mark, &if line.marked { Paint::ink(Ink::Strong, inner) } else { inner.to_owned() }, width));
        } else {
            let room = usize::from(width).saturating_sub(mark.chars().count() + 1);
            text.push_str(&hanging(&mark, &escape::bounded(inner, room.max(16)), width));
        }
    }
    text
}

/// Prose after its label, with its code on lines of their own.
fn said(label: &str, source: &str, width: u16) -> String {
    let mut text = String::new();
    let mut label = Some(label);
    for part in prose::plain(source) {
        match part {
            Plain::Para { indent, mark, text: said } => {
                let before = match (label.take(), mark.is_empty()) {
                    (Some(label), true) => {
                        let depth = label.chars().take_while(|c| *c == ' ').count();
                        let hang = if depth > 0 { format!("{label} ") } else { String::new() };
                        let lead = if depth > 0 { String::new() } else { format!("{label} ") };
                        text.push_str(&hanging(&hang, &format!("{lead}{said}"), width));
                        continue;
                    }
                    (Some(label), false) => {
                        text.push_str(&format!("{label}\n"));
                        format!("{}  {mark}", " ".repeat(indent))
                    }
                    (None, true) => String::new(),
                    (None, false) => format!("{}  {mark}", " ".repeat(indent)),
                };
                text.push_str(&hanging(&before, &said, width));
            }
            Plain::Code(said) => {
                if let Some(label) = label.take() {
                    text.push_str(&format!("{label}\n"));
                }
                // Whole, so that it can be copied.
                text.push_str(&format!("    {}\n", Paint::ink(Ink::Code, &said)));
            }
        }
    }
    text
}
