//! A block as Markdown, without the empty lines around it.

use super::inline::{cell, line, summary};
use crate::render::page::{Block, Line, LogLine, Table};
use crate::render::{escape, prose};

pub(super) fn block(of: &Block) -> String {
    match of {
        Block::Headline(text) => format!("# {}", line(text)),
        Block::Section(text) => format!("## {}", line(text)),
        Block::Para(text) | Block::Place(text) => line(text),
        Block::Steps(label, steps) => self::steps(label, steps),
        Block::Table(of) | Block::CauseTable(of, _) => table(of),
        Block::Log(lines) => log(lines),
        Block::Prose(label, source) => said(label, source),
        Block::Numbered(label, items) => {
            let items = items.iter().enumerate().map(|(index, item)| {
                let mark = format!("{}. ", index + 1);
                let rest = " ".repeat(mark.len());
                format!("{mark}{}", prose::markdown(item).replace('\n', &format!("\n{rest}")))
            });
            format!("**{label}**\n\n{}", items.collect::<Vec<_>>().join("\n"))
        }
        Block::Commands(label, commands, more) => {
            let mut said: Vec<String> =
                commands.iter().map(|(number, command)| format!("{number}: {}", escape::code_span(command))).collect();
            said.extend((*more > 0).then(|| format!("{more} more below")));
            format!("**{label}** {}", said.join(" · "))
        }
        Block::Bullets(items) => items.iter().map(|item| format!("- {}", line(item))).collect::<Vec<_>>().join("\n"),
        Block::Tasks(items) => items.iter().map(|item| format!("- [ ] {}", line(item))).collect::<Vec<_>>().join("\n"),
        Block::Fold(summary, blocks) => {
            // Without the empty lines GitHub reads what is inside as HTML.
            let inner: Vec<String> = blocks.iter().map(block).collect();
            format!("<details><summary>{}</summary>\n\n{}\n\n</details>", escape::html(summary), inner.join("\n\n"))
        }
        Block::Cause(part) => {
            let inner: Vec<String> = part.blocks.iter().map(block).collect();
            let inner = inner.join("\n\n");
            if part.folded {
                format!("<details><summary>{}</summary>\n\n{inner}\n\n</details>", summary(&part.head))
            } else {
                format!("## {}\n\n{inner}", line(&part.head))
            }
        }
        Block::Small(parts) => format!("<sub>{}</sub>", parts.iter().map(line).collect::<Vec<_>>().join(" · ")),
    }
}

fn steps(label: &str, steps: &[Line]) -> String {
    let numbers = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"];
    let said: Vec<String> = match steps {
        [one] => vec![line(one)],
        several => {
            several.iter().enumerate().map(|(index, step)| format!("{} {}", numbers.get(index).unwrap_or(&"·"), line(step))).collect()
        }
    };
    if said.is_empty() { String::new() } else { format!("**{label}** {}.", said.join(". ")) }
}

fn table(of: &Table) -> String {
    let mut lines = vec![format!("| {} |", of.head.join(" | ")), format!("|{}", "---|".repeat(of.head.len()))];
    lines.extend(of.rows.iter().map(|row| format!("| {} |", row.iter().map(cell).collect::<Vec<_>>().join(" | "))));
    lines.join("\n")
}

fn log(lines: &[LogLine]) -> String {
    let fence = escape::fence(lines.iter().map(|line| line.text.as_str()));
    let width = lines.iter().map(|line| line.number.len()).max().unwrap_or(0);
    let marks = lines.iter().any(|line| line.marked);
    let mut out = format!("{fence}text\n");
    for line in lines {
        let mark = match (marks, line.marked) {
            (true, true) => "▶ ",
            (true, false) => "  ",
            (false, _) => "",
        };
        let text = format!("{mark}{:>width$}  {}", line.number, escape::visible(&line.text));
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out + &fence
}

/// Prose after its label: on one line where it starts with a paragraph.
fn said(label: &str, source: &str) -> String {
    let text = prose::markdown(source);
    let between = if prose::starts_with_paragraph(&text) { " " } else { "\n\n" };
    format!("**{label}**{between}{text}")
}
