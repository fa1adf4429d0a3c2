//! On real logs, where they are at hand.

use std::path::{Path, PathBuf};

use triage::extract::literals;
use triage::log::read_text;
use triage::matching::Matcher;
use triage::rules::Catalog;

use super::naive::Naive;

fn files(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(directory) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

#[test]
fn the_engine_finds_what_a_naive_loop_finds_in_real_logs() {
    let root =
        std::env::var_os("TRIAGE_CORPUS").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from);
    let logs: Vec<PathBuf> = files(&root).iter().flat_map(|set| files(&set.join("logs"))).collect();
    let samples = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract")).into_iter().flat_map(|tool| files(&tool));
    let catalog = Catalog::builtin().unwrap();
    let literals = literals();
    let matcher = Matcher::new(&catalog, &literals);
    let naive = Naive::new(&catalog);
    let mut hits = 0;
    for path in logs.into_iter().chain(samples.filter(|path| path.extension().is_some_and(|ending| ending == "log"))) {
        let Ok(logs) = read_text("job", std::fs::read(&path).unwrap()) else { continue };
        for log in &logs {
            let (found, wanted) = (matcher.scan(log), naive.scan(&literals, log));
            assert_eq!(found.hits, wanted.hits, "{}", path.display());
            assert_eq!(found.marked, wanted.marked, "{}", path.display());
            hits += found.hits.len();
        }
    }
    assert!(hits > 0, "no rule matches any log");
}
