//! Green jobs as controls: a line that a job prints and still passes is no sufficient cause. They are searched only for the lines that failed jobs raised.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use aho_corasick::AhoCorasick;

use super::job::JobFindings;
use crate::log::clean;
use crate::rules::{Catalog, Kind};

/// Which lines stand in which green jobs.
#[derive(Debug, Default)]
pub struct Controls {
    seen: BTreeMap<String, BTreeSet<String>>,
}

/// The lines on which causes would rest.
pub fn lines_to_control(jobs: &[JobFindings], catalog: &Catalog) -> HashSet<String> {
    let causes = jobs.iter().flat_map(|job| &job.findings).filter(|finding| finding.kind(catalog) != Kind::Wrapper);
    causes.map(|finding| finding.evidence.text.trim().to_owned()).filter(|text| text.len() >= 8).collect()
}

impl Controls {
    /// Searches the text of a green job.
    pub fn search(&mut self, job: &str, text: &[u8], lines: &HashSet<String>) {
        if lines.is_empty() {
            return;
        }
        let Ok(automaton) = AhoCorasick::new(lines) else { return };
        let mut at = 0;
        // The whole line must be equal, so one hit a line is enough; lines with escapes are looked at cleaned.
        while at < text.len() {
            let hit = automaton.find(&text[at..]).map_or(text.len(), |hit| at + hit.start());
            let escape = memchr::memchr(0x1B, &text[at..hit]).map_or(hit, |escape| at + escape);
            if escape == text.len() {
                break;
            }
            let start = memchr::memrchr(b'\n', &text[at..escape]).map_or(at, |newline| at + newline + 1);
            let end = memchr::memchr(b'\n', &text[escape..]).map_or(text.len(), |newline| escape + newline);
            let line = clean(&text[start..end]);
            if let Some(known) = lines.get(line.text.trim()) {
                self.seen.entry(known.clone()).or_default().insert(job.to_owned());
            }
            at = end + 1;
        }
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
    use super::Controls;

    #[test]
    fn only_whole_lines_count() {
        let lines = ["Error: 403 (Forbidden)".to_owned()].into();
        let mut controls = Controls::default();
        controls.search("same", b"2026-02-01T15:04:05.1234567Z x\n2026-02-01T15:04:05.1234567Z Error: 403 (Forbidden)\r\n", &lines);
        controls.search("coloured", "2026-02-01T15:04:05.1234567Z \u{1b}[31mError:\u{1b}[0m 403 (Forbidden)\n".as_bytes(), &lines);
        controls.search("longer", b"2026-02-01T15:04:05.1234567Z seen: Error: 403 (Forbidden)\n", &lines);
        assert_eq!(controls.green_jobs("Error: 403 (Forbidden)"), ["coloured", "same"]);
    }
}
