//! A table; on a narrow terminal, a list.

use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table as Grid, Width, presets};

use super::inline::line;
use super::layout::hanging;
use super::paint::{Ink, Paint};
use crate::render::page::Table;

/// Below this, columns would hold a word a line.
const NARROW: u16 = 70;

pub(super) fn table(of: &Table, width: u16, paint: &mut Paint) -> String {
    if width < NARROW { list(of, width, paint) } else { grid(of, width, paint) }
}

fn grid(of: &Table, width: u16, paint: &mut Paint) -> String {
    let mut grid = Grid::new();
    // A line under the head alone: lines between the rows would push what follows off the first screen.
    grid.load_style(presets::NOTHING.header_separator(LineStyle::none().fill('─')))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width);
    grid.set_header(of.head.iter().map(|head| Paint::ink(Ink::Soft, head)));
    for row in &of.rows {
        grid.add_row(row.iter().map(|cell| line(cell, paint)));
    }
    // The last columns are short by nature; the sentence in the second one takes what is left.
    let most = width / 4;
    for (index, head) in of.head.iter().enumerate() {
        if let Some(column) = grid.column_mut(index) {
            column.set_padding((u16::from(index > 0), 1));
            if !matches!(*head, "Cause" | "Root cause") {
                column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(most)));
            }
        }
    }
    let mut text = String::new();
    for line in grid.lines() {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// A row's first cells lead, the others stand below with their heads.
fn list(of: &Table, width: u16, paint: &mut Paint) -> String {
    let mut text = String::new();
    for row in &of.rows {
        let mut cells = row.iter().zip(&of.head);
        let mut mark = String::new();
        if of.head.first().is_some_and(|head| head.is_empty()) {
            mark = cells.next().map(|(cell, _)| line(cell, paint)).unwrap_or_default() + "  ";
        }
        let Some((first, _)) = cells.next() else { continue };
        // The mark may be linked: its marks have no width, so that the text hangs by what is seen.
        let mut said = line(first, paint);
        // How a job ended is short, and stands beside its name.
        let mut cells = cells.peekable();
        if let Some((status, _)) = cells.next_if(|(_, head)| **head == "Status") {
            said.push_str(&format!("  {}", line(status, paint)));
        }
        text.push_str(&hanging(&mark, &said, width));
        let others: Vec<String> = cells
            .map(|(cell, head)| (line(cell, paint), head))
            .filter(|(said, _)| said != "–")
            .map(|(said, head)| {
                let head = if head.ends_with('?') { (*head).to_owned() } else { format!("{head}:") };
                format!("{} {said}", Paint::ink(Ink::Soft, &head))
            })
            .collect();
        if !others.is_empty() {
            text.push_str(&hanging("   ", &others.join(" · "), width));
        }
    }
    text
}
