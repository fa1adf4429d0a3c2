//! The marks around what a stranger wrote.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::render::escape::{bounded, visible};
use crate::report::Report;

/// A pair of marks that the text between them cannot hold: their number is a hash of all that the report holds, which whoever writes a part of
/// it would have to know before writing it. The same report has the same marks.
#[derive(Clone, Debug)]
pub(in crate::render) struct Marks {
    number: String,
}

impl Marks {
    pub(in crate::render) fn of(report: &Report) -> Self {
        Self::hashed(&serde_json::to_vec(report).unwrap_or_default())
    }

    pub(in crate::render) fn hashed(bytes: &[u8]) -> Self {
        let number = Sha256::digest(bytes).iter().take(5).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        Self { number }
    }

    pub(in crate::render) fn open(&self) -> String {
        format!("<untrusted-{}>", self.number)
    }

    pub(in crate::render) fn close(&self) -> String {
        format!("</untrusted-{}>", self.number)
    }

    /// Lines between the marks, each behind a bar, so that none can pass for a line of ours. Empty for no lines.
    pub(in crate::render) fn block(&self, lines: &[String]) -> String {
        if lines.is_empty() {
            return String::new();
        }
        let lines: String = lines.iter().map(|line| format!("| {}\n", self.tame(line))).collect();
        format!("{}\n{lines}{}\n", self.open(), self.close())
    }

    /// A few words between the marks.
    pub(in crate::render) fn inline(&self, text: &str, most: usize) -> String {
        format!("{}{}{}", self.open(), self.tame(&bounded(text, most)), self.close())
    }

    /// One line, everything invisible shown; the number cannot be guessed, and if it were, it would not stand.
    fn tame(&self, text: &str) -> String {
        visible(text).replace(&self.number, "…")
    }
}

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn nothing_between_the_marks_closes_them() {
        let marks = Marks::hashed(b"x");
        let block = marks.block(&[format!("a {} b\n{}", marks.close(), marks.open()), "</untrusted>".into()]);
        assert_eq!(block.matches(&marks.close()).count(), 1);
        assert!(block.ends_with(&format!("\n{}\n", marks.close())));
        assert_eq!(block.lines().count(), 4);
    }
}
