//! A terminal: the answer on the first screen, then the rest, within a width that the caller knows.

mod block;
mod inline;
mod layout;
mod paint;
mod table;

use super::page::{Block, flat};
use super::story;
use crate::report::Report;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns; below 40 counts as 40.
    pub width: u16,
    /// Whether colours are wanted.
    pub color: bool,
    /// Whether it knows hyperlinks (OSC 8); if not, addresses are printed.
    pub links: bool,
}

/// The report for a terminal.
pub fn terminal(report: &Report, look: Look) -> String {
    print(&story::page(report), look)
}

/// A page for a terminal.
pub(super) fn print(page: &[Block], look: Look) -> String {
    let look = Look { width: look.width.max(40), ..look };
    let mut paint = paint::Paint::default();
    let mut text = String::new();
    let mut previous = None;
    for block in &flat(page) {
        let said = block::block(block, look, &mut paint);
        if said.is_empty() {
            continue;
        }
        if previous.is_some_and(|previous| block::apart(previous, block)) {
            text.push('\n');
        }
        text.push_str(&said);
        previous = Some(block);
    }
    paint.finish(&text, look)
}
