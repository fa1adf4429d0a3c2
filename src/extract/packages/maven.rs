//! Maven: dependencies, models and plugins. `Failed to execute goal` is a wrapper where a compiler or the tests explain it.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, bare};
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "maven",
    literals: &[
        "[ERROR] Failed to execute goal",
        "[ERROR] Non-resolvable ",
        "Non-resolvable parent POM",
        "Non-resolvable import POM",
        "[ERROR] \tCould not ",
        "Could not find artifact ",
        "Could not transfer artifact ",
        "[ERROR] Non-parseable POM",
        "[ERROR] Malformed POM",
        "Non-parseable POM",
        "[ERROR] 'dependencies.",
        "[ERROR] 'parent.",
        "[ERROR] 'build.plugins",
        "Blocked mirror for repositories",
        "[ERROR] Plugin ",
        "[ERROR] Unknown lifecycle phase",
        "Could not find the selected project in the reactor",
        "[ERROR] No plugin found for prefix",
        "[ERROR] Error executing Maven",
        "[ERROR] The goal you specified requires",
        "[ERROR] Unresolveable build extension",
        "[ERROR] Child module ",
        "[ERROR] Could not find ",
        "failed with message:",
        "Rule violated for bundle",
        "[ERROR] Unrecognized option",
        "dependency convergence error",
        "[ERROR] The project ",
    ],
    read,
};

static MAVEN: Tool = Tool::new("Maven", "dependencies", WORDINGS).reading_on(3);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "Maven blocks a repository without TLS",
        r"(?<message>Could not transfer artifact (?<package>[^\s:]+:[^\s:]+)\S* from/to maven-default-http-blocker .*)",
    ),
    Wording::why(
        "The parent cannot be resolved",
        r"(?:\[(?:ERROR|FATAL)\] )?(?<message>Non-resolvable (?:parent|import) POM(?: for (?<target>[^\s:]+:[^\s:]+))?.*)",
    ),
    Wording::why(
        "A dependency does not exist",
        r"^(?:\[ERROR\]\s+)?(?:Failed to execute goal .*)?(?<message>Could not find artifact (?<package>[^\s:]+:[^\s:]+)\S*(?: in \S+ \((?<url>[^)]+)\))?.*?)(?: -> \[Help 1\])?$",
    ),
    Wording::why(
        "A dependency was not found before, and was not asked for again",
        r"^(?:\[ERROR\]\s+)?(?:Failed to execute goal .*: )?(?<message>(?:(?:Failure to find )?(?<package>[^\s:]+:[^\s:]+:\S+) (?:was not found in|in) (?<url>https?://\S+) (?:during a previous attempt|was cached in the local repository).*?))(?: -> \[Help 1\])?$",
    ),
    Wording::what(
        "A dependency could not be downloaded",
        r"^(?:\[ERROR\]\s+)?(?:Failed to execute goal .*)?(?<message>Could not transfer artifact (?<package>[^\s:]+:[^\s:]+)\S* from/to \S+ \((?<url>[^)]+)\).*?)(?: -> \[Help 1\])?$",
    ),
    Wording::why(
        "The POM cannot be read",
        r"^\[(?:ERROR|FATAL)\] (?<message>(?:Non-parseable POM|Malformed POM|Child module|'(?:dependencies|parent|build\.plugins|dependencyManagement)\.).*?)(?: @ line (?<line>\d+), column (?<column>\d+))?(?: @ .*)?$",
    ),
    Wording::why(
        "A plugin does not exist",
        r"^\[ERROR\] (?<message>(?:Plugin (?<package>\S+) (?:or one of its dependencies could not be resolved|not found in any plugin repository)|No plugin found for prefix|Unresolveable build extension).*?)(?: -> \[Help \d+\])?$",
    ),
    Wording::why(
        "Maven was called wrongly",
        r"^\[ERROR\] (?<message>(?:Unknown lifecycle phase|Could not find the selected project in the reactor|The goal you specified requires|Error executing Maven|Unrecognized option).*?)(?: -> \[Help 1\])?$",
    ),
    Wording::why("A rule of the enforcer does not hold", r"(?<message>Rule \d+: (?<name>\S+) failed with message:)").deeper(message),
    Wording::why("Coverage is below its minimum", r"(?<message>Rule violated for bundle (?<target>\S+): .*)").listed(),
    // Compilers, tests and linters print what is wrong themselves.
    Wording::that(
        "A goal failed",
        r"^\[ERROR\] Failed to execute goal .*(?:Compilation failure|Fatal error compiling|There (?:are|were) test failures|There was a timeout|ExecutionException|Some Enforcer rules have failed|Coverage checks have not been met|Process exited with an error|Command execution failed|Failed to run task|violations|See .* for details|Execution \S+ of goal \S+ failed\.?(?: -> |$)|Could not resolve dependencies|ould not be resolved|error occurred during|issues? found|The following files had format|Build failed due to errors|BuildException: Build failure|Image generation failed|exited with (?:an error|code|exit code)|exit code: \d).*",
    ),
    Wording::what(
        "A goal failed",
        r"^\[ERROR\] Failed to execute goal (?<name>\S+?:\S+?:[^\s:]+:\S+)(?: \([^)]*\))? on project (?<target>\S+): (?<message>.*?)(?: -> \[Help 1\])?$",
    ),
];

static HEAD: Pattern = Pattern::new(r"^\[(?:ERROR|WARNING|INFO)\]\s*");

/// What the rule says, on the next line.
fn message(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end.min(at + 6)).find(|&at| {
        let text = log.text(at);
        let text = bare(&text);
        !HEAD.find(text).map_or(text, |head| &text[head.end()..]).trim().is_empty()
    })
}

static NO_REASON: Pattern = Pattern::new(r"Execution \S+ of goal \S+ failed\.?(?: -> |$)");
static THROWN: Pattern = Pattern::new(r"^(?:\[ERROR\] )?(?:Caused by: )?(?:[\w$]+\.)+[\w$]*(?:Exception|Error)\b(?:: .*)?$");
static FRAME: Pattern = Pattern::new(r"^(?:\[ERROR\])?\s+at [\w.$/]+ ?\(");
/// A plugin's exception stands at most so far above Maven's own words.
const ABOVE: usize = 120;

/// The exception that a plugin printed before Maven said no more than that it failed.
fn thrown(log: &JobLog, at: usize) -> Option<usize> {
    let start = log.step_of(at).map_or(0, |step| log.steps[step].lines.start).max(at.saturating_sub(ABOVE));
    (start..at).rev().find(|&line| THROWN.is_match(bare(&log.text(line))) && FRAME.is_match(&log.text(line + 1)))
}

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = MAVEN.read_all(log, lines);
    for read in &mut reads {
        if read.depth < Depth::Why
            && NO_REASON.is_match(&log.text(read.line))
            && let Some(line) = thrown(log, read.line)
        {
            let message = log.text(line).trim().to_owned();
            read.root_cause = format!("A plugin of Maven failed: {}.", quote(&message));
            read.details = Details::default().with_problems(vec![Problem { message, ..Problem::default() }]);
            read.span.start = line;
            read.line = line;
            read.depth = Depth::Why;
            read.confidence = Confidence::Medium;
            read.category = "build";
            "A plugin failed".clone_into(&mut read.title);
        }
        if read.depth == Depth::What && read.details.named.contains_key("name") {
            read.category = "build";
        }
        read.details.named.remove("name");
    }
    reads.retain(|read| read.depth > Depth::That);
    reads
}
