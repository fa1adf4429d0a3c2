//! What an action, or the runner while it sets a job up, writes as its last word: `##[error]` and a sentence.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::words::quote;
use crate::log::{JobLog, Marker, exit_code, marker};
use crate::matching::Depth;
use crate::model::{Confidence, Details, Problem, code};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "actions", literals: &["##[error]"], read };

/// Sentences that say what is wrong, of actions that many use.
static KNOWN: Pattern = Pattern::new(
    r"(?x)^(?:Error:\ )?(?:
        Input\ required\ and\ not\ supplied | Failed\ to\ CreateArtifact | Failed\ to\ restore\ cache\ entry | No\ files\ were\ found\ with\ the\ provided\ path
      | Dependencies\ lock\ file\ is\ not\ found | No\ file\ in\ .*matched\ to | Unable\ to\ find\ [Nn]ode\ version | The\ version\ '.*'\ with\ architecture | Version\ \S+\ with\ arch
      | Unable\ to\ resolve\ action | Failed\ to\ download\ archive | A\ branch\ or\ tag\ with\ the\ name | Resource\ not\ accessible\ by\ integration | This\ request\ has\ been\ automatically\ failed
      | The\ action\ \S+\ is\ not\ allowed | Can't\ find\ 'action\.yml' | Unable\ to\ process\ file\ command | No\ pnpm\ version\ is\ specified | Multiple\ versions\ of\ pnpm
      | Could\ not\ find\ (?:satisfied|a)\ | Unable\ to\ find\ (?:Go|go)\ version | Unable\ to\ locate\ executable\ file | Credentials\ could\ not\ be\ loaded | Could\ not\ assume\ role
      | Parameter\ token\ or\ opts\.auth | Bad\ credentials | HttpError:\ | RequestError | Unhandled\ error:\ | Get\ Pages\ site\ failed | Create\ Pages\ site\ failed | Deployment\ (?:failed|request\ failed)
      | Could\ not\ find\ satisfied\ version | Unexpected\ input | Failed\ to\ create\ deployment| No\ matching\ distribution | Path\ Validation\ Error | not\ found\ in\ this\ project
    )",
);
/// What only goes with the failure of another job.
static FOLLOWS: Pattern = Pattern::new(
    r"^(?:Error: )?(?:Unable to download artifact|Artifact not found|Failed to (?:GetSignedArtifactURL|ListArtifacts)|An artifact with this name could not be found)",
);
/// Sentences that only pass on that something failed.
static WRAPPER: Pattern = Pattern::new(
    r"(?i)^(?:Error: )?(?:The process '.*' failed(?: with exit code -?\d+| because).*|Process completed with exit code.*|Docker (?:build|pull|start|login).* exit code \d+|The operation was canceled\.?|non-zero exit code|.* failed with exit code -?\d+\.?|buildx failed with: .*|buildx bake failed with: .*|Command failed.*|Action failed\.?|Build failed.*|.*exited with (?:error )?(?:code|status).*|One or more containers failed to start\.?|Tests? failed\.?|.*has timed out.*|Failed to initialize container.*|\d+ errors?\.?|undefined|null|Unhandled error|Final attempt failed.*|Timeout of \d+ms hit.*|error: failed to fetch some objects.*|A task was canceled\.?|Executing the custom container implementation failed.*|.*Step script exited with code.*|\[object Object\]|Error|Failed|Unhandled error: Error: ?)$",
);

/// Actions that print no more than so many lines, with their inputs, leave the reason to their last word.
const TERSE: usize = 60;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in lines.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let Some(step) = log.step_of(marked[0]).map(|step| &log.steps[step]) else { continue };
        // In a script, tools and problem matchers write such lines, and their readers know them better.
        if !step.run.script.is_empty() {
            continue;
        }
        let said = |at: usize| {
            let text = log.text(at);
            let (Marker::Error, sentence) = marker(&text)? else { return None };
            let sentence = sentence.trim().to_owned();
            (sentence.len() > 8 && exit_code(&text).is_none() && !WRAPPER.is_match(&sentence)).then_some((at, sentence))
        };
        let sentences: Vec<(usize, String)> = marked.iter().rev().take(50).rev().filter_map(|&at| said(at)).collect();
        // The last word, unless an earlier one is known to say what is wrong.
        let Some((line, sentence)) = sentences.iter().find(|(_, sentence)| KNOWN.is_match(sentence)).or(sentences.last()) else { continue };
        let known = KNOWN.is_match(sentence);
        // Without a title it is the set-up, or the middle of a script whose head is missing. Where much was printed, the reason stands in there.
        if !known && (step.run.title.is_none() || *line - step.lines.start > TERSE) {
            continue;
        }
        let follows = FOLLOWS.is_match(sentence);
        let action = step.run.title.as_deref().and_then(|title| title.strip_prefix("Run ")).map(str::to_owned);
        let message = sentence.strip_prefix("Error: ").unwrap_or(sentence).to_owned();
        let root_cause = match &action {
            Some(action) => format!("{}: {}.", code(action), quote(&message)),
            None => format!("The runner: {}.", quote(&message)),
        };
        let mut details = Details::default().with_problems(vec![Problem { message, ..Problem::default() }]);
        if let Some(action) = &action {
            details = details.with("name", action.clone());
        }
        reads.push(Read {
            line: *line,
            span: *line..line + 1,
            category: "workflow",
            depth: if known { Depth::Why } else { Depth::What },
            confidence: if known && !follows { Confidence::High } else { Confidence::Medium },
            title: if action.is_some() { "An action failed" } else { "The job could not be set up" }.to_owned(),
            root_cause,
            details,
        });
    }
    reads
}
