//! Green jobs as controls: a line that a job prints and still passes is no sufficient cause. They are searched only for the lines that failed jobs raised.

use std::collections::{BTreeMap, BTreeSet};

use super::job::JobFindings;
use crate::log::clean;
use crate::matching::{LiteralLines, Scratch};
use crate::rules::{Catalog, Kind};

/// Which lines stand in which green jobs.
#[derive(Debug, Default)]
pub struct Controls {
    seen: BTreeMap<String, BTreeSet<String>>,
}

/// The lines on which causes would rest.
#[derive(Debug)]
pub struct Lines {
    lines: Vec<String>,
    search: LiteralLines,
}

impl Lines {
    /// Those of the findings of a run's jobs.
    pub fn of(jobs: &[JobFindings], catalog: &Catalog) -> Self {
        let causes = jobs.iter().flat_map(|job| &job.findings).filter(|finding| finding.kind(catalog) != Kind::Wrapper);
        Self::new(causes.map(|finding| finding.evidence.text.trim().to_owned()).filter(|text| text.len() >= 8).collect())
    }

    fn new(lines: BTreeSet<String>) -> Self {
        let lines: Vec<String> = lines.into_iter().collect();
        let search = LiteralLines::new(lines.iter().map(String::as_bytes));
        Self { lines, search }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

impl Controls {
    /// Searches whole lines of a green job. A line counts where all of it is equal.
    pub fn search(&mut self, job: &str, text: &[u8], lines: &Lines, scratch: &mut Scratch) {
        lines.search.scan(text, scratch, |_, hits| {
            let Some(&(at, _)) = hits.first() else { return };
            let start = memchr::memrchr(b'\n', &text[..at]).map_or(0, |newline| newline + 1);
            let end = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |newline| at + newline);
            let cleaned = clean(&text[start..end]);
            let line = cleaned.text.trim();
            if hits.iter().any(|&(_, number)| lines.lines[number as usize] == line) {
                self.seen.entry(line.to_owned()).or_default().insert(job.to_owned());
            }
        });
    }

    /// Adds what another search found.
    pub fn merge(&mut self, other: Self) {
        for (line, jobs) in other.seen {
            self.seen.entry(line).or_default().extend(jobs);
        }
    }

    /// The green jobs that print a line too.
    pub fn green_jobs(&self, line: &str) -> Vec<&str> {
        self.seen.get(line.trim()).map(|jobs| jobs.iter().map(String::as_str).collect()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Controls, Lines};
    use crate::matching::Scratch;

    #[test]
    fn only_whole_lines_count() {
        let lines = Lines::new(["Error: 403 (Forbidden)".to_owned()].into());
        let mut controls = Controls::default();
        let mut scratch = Scratch::default();
        controls.search(
            "same",
            b"2026-02-01T15:04:05.1234567Z x\n2026-02-01T15:04:05.1234567Z Error: 403 (Forbidden)\r\n",
            &lines,
            &mut scratch,
        );
        controls.search(
            "coloured",
            "2026-02-01T15:04:05.1234567Z \u{1b}[31mError:\u{1b}[0m 403 (Forbidden)\n".as_bytes(),
            &lines,
            &mut scratch,
        );
        controls.search("longer", b"2026-02-01T15:04:05.1234567Z seen: Error: 403 (Forbidden)\n", &lines, &mut scratch);
        assert_eq!(controls.green_jobs("Error: 403 (Forbidden)"), ["coloured", "same"]);
    }
}
