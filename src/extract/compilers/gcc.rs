//! GCC and Clang, and compilers that print as they do.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, ending};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "gcc", literals: &[": error: ", ": fatal error: ", ": Error: ", ": internal compiler error: "], read };

static LISTING: Listing = Listing { tool: "The compiler", problem, ..Listing::BUILD };

static AT_PLACE: Pattern = Pattern::new(concat!(
    r"(?:^|[\s(])",
    super::file!(),
    r":(?<line>\d+)(?::(?<column>\d+))?: (?:(?:fatal |internal compiler )?error|Error): (?<message>.+?)(?: \[(?<code>-W[\w+=-]+)\])?$"
));
/// The driver itself: `g++: fatal error: Killed signal terminated program cc1plus`, `cc1: error: …`.
static DRIVER: Pattern = Pattern::new(
    r"(?:^|[\s/])(?:[\w.-]+-)?(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+|cc1|cc1plus|cc1obj|lto1|emcc|em\+\+)(?:-\d+)?(?:\.exe)?: (?:(?:fatal |internal compiler )?error): (?<message>.+)$",
);
static COUNT: Pattern = Pattern::new(r"^(?<errors>\d+) errors? generated|^(?:\d+ warnings? and )(?<more>\d+) errors? generated");
static ASSEMBLER: Pattern = Pattern::new(r": Error: ");
/// Other tools' problems in the same form, by what stands in brackets.
static OTHERS: Pattern = Pattern::new(
    r"\[(?:-Wclang-format-violations|SC\d{4}|[\w.,-]*-warnings-as-errors|clang-diagnostic-[\w-]+[\w.,-]*|(?:bugprone|cert|cppcoreguidelines|google|hicpp|llvm|misc|modernize|performance|portability|readability|clang-analyzer)-[\w.,-]+)\]$",
);

/// Languages whose own readers take this form.
const ELSEWHERE: &[&str] = &[
    "java",
    "kt",
    "kts",
    "swift",
    "py",
    "pyi",
    "zig",
    "hs",
    "lhs",
    "rs",
    "ts",
    "tsx",
    "js",
    "jsx",
    "mjs",
    "cjs",
    "vue",
    "go",
    "proto",
    "yml",
    "yaml",
    "md",
    "sh",
    "bash",
    "scala",
    "dart",
    "ml",
    "mli",
    "ex",
    "exs",
    "groovy",
    "json",
    "xml",
    "rb",
    "php",
    "tf",
    "xcodeproj",
    "xcworkspace",
    "css",
    "scss",
    "toml",
    "cs",
    "fs",
    "vb",
    "storyboard",
    "xib",
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if OTHERS.is_match(line.text) {
        return None;
    }
    let mut seen = if let Some(found) = AT_PLACE.captures(line.text) {
        let path = &found["path"];
        let kind = ending(path);
        let assembler = ASSEMBLER.is_match(line.text);
        let taken = ELSEWHERE.contains(&kind.as_str()) || kind.is_empty() && !path.starts_with(['/', '.']);
        if taken || assembler && !["s", "asm", "c", "cc", "cpp", "cxx"].contains(&kind.as_str()) || path.contains("conftest") {
            return None;
        }
        Seen::of(line, &found)
    } else {
        let found = DRIVER.captures(line.text)?;
        let message = &found["message"];
        // What the linker said stands above.
        if message.starts_with("linker command failed")
            || message.starts_with("ld returned")
            || message.starts_with("all warnings being treated")
        {
            return None;
        }
        Seen::of(line, &found)
    };
    // The source and the caret below it, and notes.
    for lines in 1..60 {
        let text = line.behind(lines);
        let note = text.contains(": note: ") || text.starts_with("In file included from") || text.trim_start().starts_with("from ");
        if !(note || text.starts_with(' ') && text.contains('|')) {
            break;
        }
        seen.lines.end += 1;
    }
    if let Some(count) = (0..2).map(|more| line.log.text(seen.lines.end + more).into_owned()).position(|text| COUNT.is_match(&text)) {
        seen.lines.end += count + 1;
    }
    Some(seen)
}
