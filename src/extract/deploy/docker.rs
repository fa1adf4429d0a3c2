//! Docker and `BuildKit`. A `RUN` that failed is explained by what it printed: `#12 34.5 …`, or what stands behind `Running in`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::telling::telling;
use crate::extract::wording::{Tool, Wording, bare};
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "docker",
    literals: &[
        "failed to solve: ",
        "ERROR: failed to build: ",
        " ERROR: process \"",
        "returned a non-zero code: ",
        "COPY failed: ",
        "ADD failed: ",
        "unable to prepare context: ",
        "ERROR: failed to read dockerfile",
        "Error response from daemon: ",
        "Cannot connect to the Docker daemon",
        "ERROR: Cannot connect to the Docker daemon",
        "exec format error",
        "invalid reference format",
        "ERROR: no builder \"",
        "dockerfile parse error",
        "ERROR: Cache export",
        "ERROR: cache export",
        "ERROR: Multi-platform build is not supported",
        "ERROR: multiple platforms feature",
        "ERROR: docker exporter does not",
        "ERROR: could not find ",
        "ERROR: unable to ",
        "ERROR: invalid tag",
        "ERROR: tag is needed",
        "ERROR: target stage",
        "Error: No such container: ",
        "ERROR: failed to push",
        "ERROR: error writing",
        "ERROR: \"docker buildx build\" requires",
        "buildx failed with: ",
    ],
    read,
};

static DOCKER: Tool = Tool::new("Docker", "container", WORDINGS).last_word(120).last_try();

const WORDINGS: &[Wording] = &[
    Wording::why("A file is not in the build context", r#"^(?:ERROR: )?(?:failed to build: )?(?:failed to solve: )?(?<message>failed to compute cache key: .*: "?(?<name>/[^"]*)"?: not found)"#),
    Wording::why("A file is not in the build context", r"^(?<message>(?:COPY|ADD) failed: .*)"),
    Wording::why("The Dockerfile is wrong", r"^(?:ERROR: )?(?:failed to build: )?(?:failed to solve: )?(?<message>(?:failed to process .*: )?dockerfile parse error.* line (?<line>\d+): .*|target stage .* could not be found.*|dockerfile parse error.*)"),
    Wording::why("There is no Dockerfile", r"^(?:ERROR: )?(?:failed to build: )?(?:failed to solve: )?(?:unable to prepare context: )?(?<message>(?:failed to read dockerfile|unable to evaluate symlinks in Dockerfile path|path .* not found).*)"),
    Wording::why("An image cannot be had", r"^(?:ERROR: )?(?:failed to build: )?failed to solve: (?<image>\S+): (?<message>(?:failed to resolve source metadata|failed to authorize|pull access denied|error getting credentials|no match for platform|failed to copy|not found).*)"),
    Wording::why("This builder cannot do it", r"^(?:ERROR: )(?:failed to build: )?(?<message>(?:[Cc]ache export is not supported|Multi-platform build is not supported|multiple platforms feature|docker exporter does not|no builder |could not find|invalid tag|tag is needed|unable to prepare context).*)"),
    Wording::why("The image is for another processor", r"^(?<message>.*exec format error.*)"),
    Wording::why("The Docker daemon does not run", r"^(?:ERROR: |docker: )?(?<message>Cannot connect to the Docker daemon.*)"),
    Wording::why("The Docker daemon refused", r"^(?:docker: )?(?<message>Error response from daemon: .*)"),
    Wording::why("A name of an image is not valid", r"^(?:docker: |ERROR: )?(?<message>invalid reference format.*)"),
    Wording::that("A step of the build failed", r#"^(?:ERROR: )?(?:buildx failed with: )?(?:ERROR: )?(?:failed to build: )?(?:failed to solve: )?(?:executor failed running .*|(?:rpc error: .* )?process ".*" did not complete successfully: exit code: \d+.*|The command '.*' returned a non-zero code: \d+.*)"#),
    Wording::why("The image could not be built", r"^(?:ERROR: )(?:failed to build: )?(?:failed to solve: )?(?<message>(?:failed to (?:build|solve|push|export|fetch|load|copy)|error writing|unable to).*)").unsure(),
    Wording::why("The image could not be built", r"^ERROR: (?:failed to build: )(?:failed to solve: )?(?<message>.*)").unsure(),
    Wording::why("The image could not be built", r"^(?:ERROR: )?failed to solve: (?<message>.*)").unsure(),
    Wording::that("The image could not be built", r"^buildx failed with: .*"),
];

static STEP_FAILED: Pattern = Pattern::new(
    r#"^#(?<number>\d+) ERROR: (?:process|executor failed running) "?\[?(?<command>.*?)\]?"?(?: did not complete successfully)?: exit code: (?<code>\d+)"#,
);
static LEGACY: Pattern = Pattern::new(r"^The command '(?<command>.*)' returned a non-zero code: (?<code>\d+)");
static DOCKERFILE: Pattern = Pattern::new(r"^(?<path>\S*(?:[Dd]ockerfile|Containerfile)\S*):(?<line>\d+)$");

/// How far above its end the output of a step is looked for.
const LONG: usize = 6_000;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = DOCKER.read_all(log, lines);
    for read in reads.iter_mut().filter(|read| read.depth == Depth::That) {
        let step = log.step_of(read.line);
        let failed = lines.iter().rev().filter(|&&at| log.step_of(at) == step).find_map(|&at| run(log, at));
        if let Some(run) = failed {
            *read = run.read(log, read.span.end);
        }
    }
    reads.retain(|read| read.depth > Depth::That);
    reads
}

/// A `RUN` that failed.
struct Run {
    command: String,
    start: usize,
    end: usize,
    line: usize,
}

fn run(log: &JobLog, at: usize) -> Option<Run> {
    let text = log.text(at);
    let text = text.strip_prefix("##[error]").unwrap_or(&text);
    let floor = at.saturating_sub(LONG).max(log.step_of(at).map_or(0, |step| log.steps[step].lines.start));
    if let Some(failed) = STEP_FAILED.captures(text) {
        let own = format!("#{} ", &failed["number"]);
        let within = |text: &str| text.starts_with(&own);
        let start = (floor..at).find(|&at| within(&log.text(at)))?;
        let (line, _) =
            telling(log, start..at, |text| text.strip_prefix(own.as_str()).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))?;
        return Some(Run { command: failed["command"].to_owned(), start, end: at, line });
    }
    let failed = LEGACY.captures(bare(text))?;
    let start =
        (floor..at).rev().find(|&at| log.text(at).starts_with(" ---> Running in ") || log.text(at).starts_with("---> Running in "))?;
    let (line, _) = telling(log, start + 1..at, |text| Some(text))?;
    Some(Run { command: failed["command"].to_owned(), start, end: at, line })
}

impl Run {
    /// What the step printed says why to a reader; tools that are known read it better.
    fn read(self, log: &JobLog, end: usize) -> Read {
        let text = log.text(self.line);
        let message = bare(&text).to_owned();
        let command = self.command.trim_start_matches("/bin/sh -c ").to_owned();
        let place = (self.end..(end + 60).min(log.len())).find_map(|at| {
            let text = log.text(at);
            let found = DOCKERFILE.captures(bare(&text))?;
            Some(Place { path: Some(found["path"].to_owned()), line: found["line"].parse().ok(), column: None })
        });
        Read {
            line: self.line,
            span: self.start..end.max(self.end + 1),
            category: "container",
            depth: Depth::What,
            confidence: Confidence::Medium,
            title: "A step of the Docker build failed".to_owned(),
            root_cause: format!("{} failed in the Docker build: {}.", quote(&command), quote(&message)),
            details: Details::default().with("command", command).with_problems(vec![Problem {
                message,
                code: None,
                place: place.unwrap_or_default(),
            }]),
        }
    }
}
