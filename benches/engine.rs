//! Times the engine on one thread, from the inside: `engine LOG PATTERNS…`, each file of patterns one regex a line, one rule each. Prints a JSON object a
//! file. `benches/run.py` calls it and compares.

#![expect(clippy::print_stdout, reason = "it is how it answers")]

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use regex::Regex;
use triage::log::{JobLog, read_file, read_text};
use triage::matching::{LiteralSearch, Matcher};
use triage::rules::Catalog;

/// Rounds; the least time counts.
const ROUNDS: usize = 3;
/// The naive loop is so slow that it gets this much of the log.
const NAIVE: usize = 1 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let log = arguments.next().ok_or("which log?")?;
    let bytes = std::fs::read(&log)?;
    for patterns in arguments {
        let patterns: Vec<String> = std::fs::read_to_string(patterns)?.lines().map(str::to_owned).collect();
        println!("{}", measure(&log, &bytes, &patterns)?);
    }
    Ok(())
}

fn measure(path: &str, bytes: &[u8], patterns: &[String]) -> Result<serde_json::Value, Box<dyn Error>> {
    let files: Vec<(String, String)> = patterns.iter().enumerate().map(|(at, pattern)| rule(at, pattern)).collect();
    let catalog = Catalog::from_files(&files)?;
    let wanted = catalog.wanted();
    let start = Instant::now();
    let matcher = Matcher::new(&catalog, &[]);
    let prepared = start.elapsed().as_secs_f64();
    let literals = LiteralSearch::new(wanted.iter().map(|wanted| wanted.literal));
    let log = only(read_file(Path::new(path))?)?;
    let newlines = least(|| memchr::memchr_iter(b'\n', bytes).count());
    let search = least(|| {
        let mut found = 0;
        bytes.chunks(64 << 10).for_each(|chunk| literals.scan(chunk, |_, _| found += 1));
        found
    });
    let mut hits = 0;
    let matching = least(|| {
        hits = matcher.scan(&log).hits.len();
        hits
    });
    let whole = least(|| read_file(Path::new(path)).map(|logs| logs.iter().map(|log| matcher.scan(log).hits.len()).sum::<usize>()).ok());
    let end = bytes[..bytes.len().min(NAIVE)].iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
    let regexes: Vec<Regex> = patterns.iter().map(|pattern| Regex::new(pattern)).collect::<Result<_, _>>()?;
    let piece = only(read_text("piece", bytes[..end].to_vec())?)?;
    naive(&piece, &regexes);
    let start = Instant::now();
    black_box(naive(&piece, &regexes));
    let naive = start.elapsed().as_secs_f64() / end as f64 * bytes.len() as f64;
    Ok(serde_json::json!({
        "patterns": patterns.len(), "bytes": bytes.len(), "hits": hits, "prepared": prepared, "newlines": newlines, "search": search,
        "matching": matching, "whole": whole, "naive": naive,
    }))
}

fn only(logs: Vec<JobLog>) -> Result<JobLog, &'static str> {
    logs.into_iter().next().ok_or("the log is empty")
}

fn least<T>(mut run: impl FnMut() -> T) -> f64 {
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

/// Every regex on every cleaned line.
fn naive(log: &JobLog, regexes: &[Regex]) -> usize {
    let count = |text: &str| regexes.iter().filter(|regex| regex.is_match(text)).count();
    (0..log.len()).map(|at| count(&log.text(at))).sum()
}

/// A rule file of one pattern.
fn rule(at: usize, pattern: &str) -> (String, String) {
    let text = format!(
        "---\nid: r{at}\ntitle: T\ncategory: c\nkind: wrapper\nseverity: error\nconfidence: high\nactor: author\nmatch:\n  - '{}'\n---\n# T\n## Root cause\nR.\n## Fix\nF.\n## Examples\n### a\n```log\nx\n```\n### b\n```log\nx\n```\n### c\n```log no-match\nok\n```\n",
        pattern.replace('\'', "''")
    );
    (format!("rules/c/r{at}.md"), text)
}
