//! Text broken into lines of a width.

use comfy_table::{ContentArrangement, Table, presets};

use super::paint::is_mark;

/// The text within a width, its first line behind a mark and the others as far in. Ends with a line end.
pub(super) fn hanging(mark: &str, text: &str, width: u16) -> String {
    let indent = columns(mark);
    let lines = wrapped(text, width.saturating_sub(indent).max(16));
    let space = " ".repeat(usize::from(indent));
    lines.iter().enumerate().map(|(index, line)| format!("{}{line}\n", if index == 0 { mark } else { &space })).collect()
}

/// The columns that our own marks take: their icons and letters are one wide each.
fn columns(mark: &str) -> u16 {
    u16::try_from(mark.chars().filter(|c| !is_mark(*c)).count()).unwrap_or(u16::MAX)
}

/// A table of one cell, which knows how wide each letter is.
fn wrapped(text: &str, width: u16) -> Vec<String> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width).add_row([text]);
    if let Some(column) = table.column_mut(0) {
        column.set_padding((0, 0));
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect()
}
