//! One number for one cause: equal across jobs, attempts, runs and operating systems.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::matching::{Finding, Reading, Source};
use crate::regexes::Pattern;
use crate::rules::Catalog;

/// The first 16 hex digits of a hash over who found it and what it groups by, normalised.
pub fn fingerprint(finding: &Finding, catalog: &Catalog) -> String {
    match (&finding.source, finding.rule(catalog)) {
        (Source::Extractor(reading), _) => hash(reading.extractor, told(reading, &finding.evidence.text).into_iter()),
        (Source::Rule(_), Some(rule)) => hash(&rule.id, rule.group_by.iter().map(|name| finding.captures.get(name).unwrap_or_default())),
        (Source::Rule(_), None) => String::new(),
    }
}

/// What tells a reading from others: the first test, or the first problem, not the place where it stands; else the line.
fn told<'a>(reading: &'a Reading, line: &'a str) -> Vec<&'a str> {
    if let Some(test) = reading.details.tests.first() {
        return vec![&test.id];
    }
    match reading.details.problems.first() {
        Some(problem) => vec![problem.code.as_deref().unwrap_or_default(), &problem.message],
        None => vec![line],
    }
}

/// The fingerprint of something that one text tells apart.
pub(super) fn of_text(by: &str, text: &str) -> String {
    hash(by, std::iter::once(text))
}

fn hash<'a>(by: &str, parts: impl Iterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    hash.update(by.as_bytes());
    for part in parts {
        hash.update([0]);
        hash.update(normal(part).as_bytes());
    }
    hash.finalize().iter().take(8).fold(String::with_capacity(16), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Where runners check repositories out: hosted Linux, macOS and Windows, containers, docker actions. Fingerprints are kept:
/// what is taken off stays the same.
static WORKSPACE: Pattern =
    Pattern::new(r"(?i)(?:/home/runner/work|/Users/runner/work|/__w|/github/workspace|[a-z]:/a)/(?:[^/\s]+/[^/\s]+/)?");

/// Without what changes from run to run: the workspace, hashes, times, numbers; `\` as `/`.
pub(crate) fn normal(text: &str) -> String {
    static CHANGING: [Pattern; 3] = [
        Pattern::new(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"),
        Pattern::new(r"\b(?:[0-9]+[a-f]|[a-f]+[0-9])[0-9a-f]{5,}\b"),
        Pattern::new(r"\b[0-9]+(?:[.:][0-9]+)*"),
    ];
    let mut text = WORKSPACE.replace_all(&text.trim().replace('\\', "/"), "");
    for pattern in &CHANGING {
        text = pattern.replace_all(&text, "#");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn noise_goes() {
        let unix = normal("/home/runner/work/app/app/test/e2e/x/coverdata");
        assert_eq!(unix, "test/e2e/x/coverdata");
        assert_eq!(unix, normal(r"D:\a\app\app\test\e2e\x\coverdata"));
        assert_eq!(unix, normal("/__w/app/app/test/e2e/x/coverdata"));
        assert_eq!(normal("took 3.21s at 10:11:12 in 8f30b3499d56"), "took #s at # in #");
        assert_ne!(normal("facade"), "#");
    }
}
