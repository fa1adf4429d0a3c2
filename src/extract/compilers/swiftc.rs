//! The Swift compiler and Xcode's build, also through xcpretty and xcbeautify.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, ending};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "swiftc",
    literals: &[
        ".swift:",
        "xcodebuild: error: ",
        ".xcodeproj: error: ",
        ".xcworkspace: error: ",
        "❌ ",
        "error: Signing for",
        "error: No profiles for",
        "error: exportArchive",
        ".storyboard: error: ",
        ".xib: error: ",
    ],
    read,
};

static LISTING: Listing = Listing { tool: "The build", problem, ..Listing::BUILD };

static PROBLEM: Pattern = Pattern::new(
    r"(?:^|\s)(?<path>/?[^\s:][^:]*\.(?:swift|xcodeproj|xcworkspace|storyboard|xib)):(?:(?<line>\d+):(?:(?<column>\d+):)?)? (?:fatal )?error: (?<message>.+)$",
);
/// xcpretty and xcbeautify put a cross for the word.
static CROSS: Pattern =
    Pattern::new(r"^\s*(?:❌|\[x\])\s+(?:error: )?(?:(?<path>/[^:]+\.\w+):(?<line>\d+):(?:(?<column>\d+):)? )?(?<message>.+)$");
static GLOBAL: Pattern = Pattern::new(
    r"(?:^|\s)(?:xcodebuild: )?error: (?<message>(?:exportArchive:? |Signing for|No profiles for|Unable to find|Scheme |The |Could not|.*does not contain a scheme).*)$",
);
static LINT: Pattern = Pattern::new(r"\([a-z_]+\)$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = PROBLEM.captures(line.text) {
        // SwiftLint prints the same form, with its rule at the end.
        return (!LINT.is_match(line.text)).then(|| Seen::of(line, &found));
    }
    if line.text.contains("xcodebuild: error: ")
        || line.text.contains("error: Signing")
        || line.text.contains("error: No profiles")
        || line.text.contains("error: exportArchive")
    {
        return GLOBAL.captures(line.text).map(|found| Seen::of(line, &found));
    }
    let found = CROSS.captures(line.text)?;
    let placed = found
        .name("path")
        .is_some_and(|path| ["swift", "m", "mm", "c", "cc", "cpp", "h", "metal"].contains(&ending(path.as_str()).as_str()));
    let told = placed && !found["message"].starts_with('(') || found["message"].starts_with("ld: ");
    (told && !LINT.is_match(line.text)).then(|| Seen::of(line, &found))
}
