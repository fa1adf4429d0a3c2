//! Linkers: GNU `ld`, gold, `lld`, mold, Apple's `ld`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "linker",
    literals: &[
        "undefined reference to",
        "multiple definition of",
        "relocation truncated to fit",
        "ld: cannot find ",
        "ld: cannot open ",
        "ld: library ",
        "ld: framework ",
        "ld: file not found",
        "ld: symbol",
        "ndefined symbols",
        "duplicate symbol",
        "lld: error: ",
        "lld-link: error: ",
        "wasm-ld: error: ",
        "mold: error: ",
        "mold: fatal: ",
        "gold: error: ",
        "DSO missing from command line",
        "linker `",
    ],
    read,
};

static LISTING: Listing = Listing { tool: "The linker", counted: ("link error", "link errors"), problem, ..Listing::BUILD };

static GNU: Pattern = Pattern::new(
    r"(?:^|\s)(?:(?:\S*/)?(?:[\w.-]+-)?(?:ld|ld\.bfd|ld\.gold): )?(?:(?<path>[^\s:]+\.\w+):(?:(?<line>\d+)|\([^)]*\))?: )?(?<message>(?:undefined reference to|multiple definition of|relocation truncated to fit).+)$",
);
static NAMED: Pattern = Pattern::new(
    r"(?:^|[\s/])(?:[\w.-]*-)?(?:ld\.lld|lld|rust-lld|lld-link|ld64\.lld|wasm-ld|mold|ld\.mold|ld\.gold|ld\.bfd|ld)(?:-\d+)?(?:\.exe)?: (?:(?:fatal )?error: |fatal: )?(?<message>(?:undefined |cannot |duplicate |unable |library |framework |file |relocation |could not |symbol |unknown |no such |lto |failed |.*DSO missing ).*)$",
);
/// Apple's `ld` names the symbols on the lines below.
static APPLE: Pattern = Pattern::new(r"(?:^|\s)(?:ld: )?(?<message>Undefined symbols(?: for architecture \w+)?):$");
static REFERENCED: Pattern = Pattern::new(r#"^\s*"?(?<symbol>.+?)"?, referenced from:$"#);
static DUPLICATE: Pattern = Pattern::new(r"^(?:ld: )?(?<message>duplicate symbol '?[^']+'?) in:?$");
static NO_LINKER: Pattern = Pattern::new(r"^\s*error: (?<message>linker `[^`]+` not found)");
/// Printed when it gives up; the reason stands above.
static WRAPPER: Pattern = Pattern::new(r"symbol\(s\) not found for architecture|ld returned \d+ exit status|file not recognized$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if WRAPPER.is_match(line.text) || line.text.contains("warning: ") {
        return None;
    }
    if let Some(head) = APPLE.captures(line.text) {
        let text = line.behind(1);
        let symbol = REFERENCED.captures(&text)?;
        let mut seen = Seen::of(line, &head).until(line.at + 3);
        seen.problem.message = format!("{}: {}", &head["message"], &symbol["symbol"]);
        seen.line = line.at + 1;
        return Some(seen);
    }
    let found = [&GNU, &NAMED, &DUPLICATE, &NO_LINKER].into_iter().find_map(|pattern| pattern.captures(line.text))?;
    let mut seen = Seen::of(line, &found);
    let more = (1..12).take_while(|&lines| line.behind(lines).contains(">>> ")).count();
    seen.lines.end += more;
    Some(seen)
}
