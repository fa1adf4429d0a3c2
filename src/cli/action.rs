//! `triage action`: what `action.yml` runs. Its inputs come by the environment, the event from its file; it runs the program's own commands.

use std::path::{Path, PathBuf};

use clap::Parser as _;
use serde_json::Value;

use super::args::Args;
use super::connect::{Named, connect};
use super::error::Failure;
use super::output::say;
use super::{Outcome, dispatch};
use crate::model::{of_merge_queue, of_pull_request};

const KNOWN: [&str; 8] = ["comment", "summary", "check", "issue", "digest", "prepare", "post", "command"];

/// What the runner tells.
struct Runner {
    mode: Vec<String>,
    event_name: String,
    event: Value,
    /// A place for files of this job.
    temporary: PathBuf,
}

/// A variable of the environment that says something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Items with commas or on lines of their own.
fn items(text: &str) -> Vec<String> {
    text.split([',', '\n']).map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// Nothing but wrong inputs, and what the user asked to fail on, fails a job: GitHub that does not answer is said.
pub(crate) fn run() -> Result<Outcome, Failure> {
    let event = variable("GITHUB_EVENT_PATH").and_then(|path| std::fs::read(path).ok());
    let runner = Runner {
        mode: items(&variable("TRIAGE_MODE").unwrap_or_else(|| "comment, summary".to_owned())),
        event_name: variable("GITHUB_EVENT_NAME").unwrap_or_default(),
        event: event.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default(),
        temporary: variable("RUNNER_TEMP").map_or_else(std::env::temp_dir, PathBuf::from),
    };
    if let Some(other) = runner.mode.iter().find(|mode| !KNOWN.contains(&mode.as_str())) {
        return Err(Failure::Action(format!("mode `{other}` is none of {}", KNOWN.join(", "))));
    }
    let Some(command) = runner.command()? else { return Ok(Outcome::Fine) };
    let args =
        Args::try_parse_from(&command).map_err(|error| Failure::Action(error.to_string().lines().next().unwrap_or_default().to_owned()))?;
    match dispatch(&args.command, &args.global) {
        Err(failure @ Failure::Github(_)) => {
            let hint = failure.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
            say(&format!("note: no report: failed to {failure}{hint}"));
            Ok(Outcome::Fine)
        }
        other => {
            if runner.has("digest") && other.is_ok() {
                runner.summarize();
            }
            other
        }
    }
}

impl Runner {
    fn has(&self, mode: &str) -> bool {
        self.mode.iter().any(|known| known == mode)
    }

    /// Where the report goes: a log of ours is read by the runner, and what a report quotes is a stranger's.
    fn output(&self) -> String {
        self.temporary.join("triage.md").display().to_string()
    }

    /// The command that is to be run; none where there is nothing to do.
    fn command(&self) -> Result<Option<Vec<String>>, Failure> {
        let mut command = vec!["triage".to_owned()];
        let mut add = |words: &[&str]| command.extend(words.iter().map(|word| (*word).to_owned()));
        let file = variable("TRIAGE_FILE").unwrap_or_else(|| "triage-comment.json".to_owned());
        if self.has("post") {
            if !Path::new(&file).is_file() {
                say(&"nothing was prepared");
                return Ok(None);
            }
            let head = self.event["workflow_run"]["head_sha"].as_str().map(|head| format!("--head={head}"));
            add(&["post"]);
            add(head.as_deref().as_slice());
            add(&["--", &file]);
            return Ok(Some(command));
        }
        let mut last = None;
        if self.has("digest") {
            let since = variable("TRIAGE_SINCE").unwrap_or_else(|| "7d".to_owned());
            add(&["digest", &format!("--since={since}")]);
            if self.has("issue") {
                add(&["--issue"]);
            }
        } else if self.has("command") {
            let Some(pull) = self.asked()? else { return Ok(None) };
            add(&["pr", "--comment"]);
            last = Some(pull);
        } else {
            let Some(run) = self.run() else { return Ok(None) };
            add(&["run"]);
            for mode in ["comment", "summary", "check", "issue"] {
                if self.has(mode) {
                    add(&[&format!("--{mode}")]);
                }
            }
            if self.has("prepare") {
                if !self.has("comment") {
                    add(&["--comment"]);
                }
                add(&[&format!("--prepare={file}")]);
            }
            last = Some(run);
        }
        if let Some(what) = variable("TRIAGE_FAIL_ON").filter(|_| !self.has("digest")) {
            add(&[&format!("--fail-on={what}")]);
        }
        add(&["--format=markdown", &format!("--output={}", self.output())]);
        for rules in self.rules() {
            add(&[&format!("--rules={rules}")]);
        }
        // What comes from outside is a value, whatever it begins with.
        if let Some(last) = last {
            add(&["--", &last]);
        }
        Ok(Some(command))
    }

    /// The run of the input, of the event, or this one.
    fn run(&self) -> Option<String> {
        if let Some(run) = variable("TRIAGE_RUN_ID") {
            return Some(run);
        }
        let of = &self.event["workflow_run"];
        let Some(id) = of["id"].as_u64() else { return variable("GITHUB_RUN_ID") };
        let wanted = items(&variable("TRIAGE_WORKFLOWS").unwrap_or_default());
        let name = of["name"].as_str().unwrap_or_default();
        if !wanted.is_empty() && !wanted.iter().any(|known| known == name) {
            say(&"nothing to do: the run is of another workflow");
            return None;
        }
        Some(id.to_string())
    }

    /// The pull request of a `/triage` comment, by somebody who may write to the repository.
    fn asked(&self) -> Result<Option<String>, Failure> {
        let comment = &self.event["comment"];
        let first = comment["body"].as_str().unwrap_or_default().split_whitespace().next();
        let pull = self.event["issue"]["number"].as_u64().filter(|_| self.event["issue"]["pull_request"].is_object());
        let (Some("/triage"), Some(pull), Some(login)) = (first, pull, comment["user"]["login"].as_str()) else {
            say(&"nothing to do: not a /triage comment on a pull request");
            return Ok(None);
        };
        let args = Args::try_parse_from(["triage", "run"]).map_err(|error| Failure::Action(error.to_string()))?;
        let super::args::Command::Run(run) = &args.command else { return Ok(None) };
        let connection = connect(&run.github, &args.global, &Named::default())?;
        match connection.ask(async |client| client.may_write(&connection.repo, login).await) {
            Ok(true) => Ok(Some(pull.to_string())),
            Ok(false) => {
                say(&"nothing to do: the comment is by somebody who may not write to the repository");
                Ok(None)
            }
            Err(error) => {
                say(&format!("note: nothing is done: failed to {error}"));
                Ok(None)
            }
        }
    }

    /// The packs of the input. Where the workspace may hold a pull request's files, those in it are the pull request's own word on itself.
    fn rules(&self) -> Vec<String> {
        let all = items(&variable("TRIAGE_RULES").unwrap_or_default());
        let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let workspace = variable("GITHUB_WORKSPACE").map(|path| whole(Path::new(&path)));
        let of_pull = of_pull_request(Some(&self.event_name)) || of_merge_queue(Some(&self.event_name));
        let theirs = |path: &String| of_pull && workspace.as_ref().is_none_or(|workspace| whole(Path::new(path)).starts_with(workspace));
        let (left, used): (Vec<String>, Vec<String>) = all.into_iter().partition(theirs);
        if !left.is_empty() {
            say(&"note: rules in the workspace are not used: they may be the pull request's own");
        }
        used
    }

    /// A digest goes where people look.
    fn summarize(&self) {
        let text = std::fs::read_to_string(self.output()).unwrap_or_default();
        if let Some(path) = variable("GITHUB_STEP_SUMMARY")
            && let Err(error) = super::post::append(Path::new(&path), &text)
        {
            say(&format!("note: the summary could not be written: {error}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::items;

    #[test]
    fn lists() {
        assert_eq!(items("CI\n Nightly build ,, x\n"), ["CI", "Nightly build", "x"]);
    }
}
