//! Docker Compose: a service that did not come up is explained by its own log.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::telling::telling;
use crate::extract::wording::{Tool, Wording, bare};
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "compose",
    literals: &[
        "dependency failed to start: ",
        " is unhealthy",
        " exited with code ",
        "refers to undefined ",
        "no such service: ",
        "Additional property ",
        "Additional properties are not allowed",
        "env file ",
        "The Compose file '",
        "no configuration file provided",
        "services.",
        "container name \"",
        "port is already allocated",
        "has neither an image nor a build context",
        "declared as external, but could not be found",
    ],
    read,
};

static COMPOSE: Tool = Tool::new("Compose", "container", WORDINGS).last_word(200);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "The Compose file is wrong",
        r#"^(?:validating .*: )?(?:ERROR: )?(?<message>(?:service "(?<service>[^"]+)" (?:refers to undefined|has neither an image nor a build context|depends on undefined service)|no such service: |services\.\S+ (?:Additional property|must be|additional properties)|Additional propert|The Compose file '|no configuration file provided|env file .* not found|(?:network|volume) .* declared as external, but could not be found).*)"#,
    ),
    Wording::what(
        "A service did not become healthy",
        r"^(?<message>dependency failed to start: container (?<service>\S+) (?:is unhealthy|exited \(\d+\)|has no healthcheck configured).*)",
    ),
    Wording::what("A service did not become healthy", r"^(?:✘ |Error: )?(?<message>(?:[Cc]ontainer )?(?<service>[\w.-]+) is unhealthy)"),
    Wording::that("A service ended", r"^(?<message>(?<service>[\w.-]+) exited with code [1-9]\d*)"),
];

static INDEX: Pattern = Pattern::new(r"[-_]\d+$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = COMPOSE.read_all(log, lines);
    for read in reads.iter_mut().filter(|read| read.depth < Depth::Why) {
        let Some(container) = read.details.named.get("service").cloned() else { continue };
        let Some(line) = own_word(log, read.line, &container) else { continue };
        let message = bare(&log.text(line)).to_owned();
        read.root_cause = format!("{} failed: {}.", quote(&container), quote(&message));
        if let Some(first) = read.details.problems.first_mut() {
            first.message = message;
        }
        "A service of the Compose file failed".clone_into(&mut read.title);
        read.span = read.span.start.min(line)..read.span.end.max(line + 1);
        read.line = line;
        // A test runner that ran in the service is read by its own reader.
        read.depth = Depth::What;
    }
    reads.retain(|read| read.depth > Depth::That);
    reads
}

/// Lines around the failure in which a service's log is looked for.
const REACH: usize = 3_000;

/// The line of a service's own log that says why: `db-1  | …`.
fn own_word(log: &JobLog, at: usize, container: &str) -> Option<usize> {
    let step = log.step_of(at).map_or(0..log.len(), |step| log.steps[step].lines.clone());
    let stretch = step.start.max(at.saturating_sub(REACH))..step.end.min(at + REACH);
    let name = INDEX.find(container).map_or(container, |index| &container[..index.start()]);
    let within = |text: &'_ str| -> Option<usize> {
        let (who, _) = text.split_once(" | ").or_else(|| text.split_once("| "))?;
        let who = who.trim();
        // The project's name may stand before the service's: `app-db-1` logs as `db-1`.
        (who == container || !who.is_empty() && (container.ends_with(&format!("-{who}")) || name.ends_with(who)))
            .then(|| text.find("| ").map_or(0, |bar| bar + 2))
    };
    let (line, depth) = telling(log, stretch, |text| within(text).map(|from| &text[from..]))?;
    (depth == Depth::Why).then_some(line)
}
