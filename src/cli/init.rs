//! `triage init`: the workflows and the configuration, and what they would have said of the last failures.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::{GithubArgs, Global};
use super::connect::{Connection, Named, connect};
use super::error::Failure;
use super::output::{print, say};
use super::pipeline::Triage;
use super::run::report;
use super::select::Selected;
use crate::github::{Repo, RunId, fetch};
use crate::model::home;
use crate::publish::adds;
use crate::render;

/// Each is linted as it is, and in use in `docs/`.
const TEMPLATES: [(&str, &str); 3] = [
    ("triage.yml", include_str!("../../docs/workflows/triage.yml")),
    ("triage-digest.yml", include_str!("../../docs/workflows/triage-digest.yml")),
    ("triage-command.yml", include_str!("../../docs/workflows/triage-command.yml")),
];
/// What stands in them for the workflows that are listened to.
const WORKFLOWS: &str = "workflows: [\"CI\"]";
const CONFIG: &str = ".github/triage.yml";
const CONFIG_TEXT: &str = "# What triage shall know of this repository. It is read from the default branch.\n\n\
    # What people call a job, by its name.\nlabels: {}\n\n# Rules that shall not match here, by id.\ndisable: []\n\n\
    # false: no comments on pull requests. One pull request is left alone by the label triage-silent.\ncomment: true\n";
/// Failures that are shown.
const SHOWN: usize = 3;

#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// The action to use, pinned to a commit: OWNER/NAME@SHA; without it, this project's at the program's own version
    #[arg(long, value_name = "ACTION")]
    pub action: Option<String>,
    /// Only show what would be written and said
    #[arg(long)]
    pub dry_run: bool,
    /// Write over files that are there
    #[arg(long)]
    pub force: bool,
    /// Do not look at the last failures
    #[arg(long)]
    pub offline: bool,
    #[command(flatten)]
    pub github: GithubArgs,
}

pub(crate) fn run(args: &InitArgs, global: &Global) -> Result<Outcome, Failure> {
    if let Some(action) = args.action.as_deref().filter(|action| !pinned(action)) {
        return Err(Failure::Action(format!("the action `{action}` is not OWNER/NAME@ and a commit's 40 hex digits")));
    }
    let names = workflow_names(Path::new(".github/workflows"));
    if names.is_empty() {
        return Err(Failure::Action("there is no workflow in .github/workflows to listen to".to_owned()));
    }
    let connection = if args.offline { None } else { Some(connect(&args.github, global, &Named::default())?) };
    let action = args.action.clone().unwrap_or_else(|| own_action(connection.as_ref()));
    let list = serde_json::to_string(&names).unwrap_or_default();
    let mut files: Vec<(PathBuf, String)> = TEMPLATES
        .iter()
        .map(|(name, text)| {
            let text = with_action(text, &action).replace(WORKFLOWS, &format!("workflows: {list}"));
            (Path::new(".github/workflows").join(name), text)
        })
        .collect();
    files.push((PathBuf::from(CONFIG), CONFIG_TEXT.to_owned()));
    for (path, text) in &files {
        write(path, text, args)?;
    }
    say(&format!("listens to: {}", names.join(", ")));
    if let Some(connection) = connection {
        replay(&connection, &Triage::new(&global.rules, false)?)?;
    }
    Ok(Outcome::Fine)
}

/// This project's action, at the commit of the release that this program is.
fn own_action(connection: Option<&Connection>) -> String {
    let (home, tag) = (home().unwrap_or_default(), concat!("v", env!("CARGO_PKG_VERSION")));
    let Some(connection) = connection else {
        say(&format!("note: the action is not pinned to a commit: --offline asks nobody which one {tag} is"));
        return format!("{home}@{tag}");
    };
    let found = home.parse::<Repo>().map_err(Failure::from);
    let found = found.and_then(|repo| Ok(connection.ask(async |client| client.commit_named(&repo, tag).await)?));
    match found {
        Ok(commit) if pinned(&format!("{home}@{}", commit.sha)) => format!("{home}@{} # {tag}", commit.sha),
        Ok(_) => format!("{home}@{tag}"),
        Err(failure) => {
            say(&format!("note: the action is not pinned to a commit: failed to {failure}"));
            format!("{home}@{tag}")
        }
    }
}

/// A workflow with the action in the place of this project's.
fn with_action(text: &str, action: &str) -> String {
    let own = format!("{}@", home().unwrap_or_default());
    let line = |line: &str| match line.split_once("uses: ") {
        Some((before, uses)) if uses.starts_with(&own) => format!("{before}uses: {action}\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

fn write(path: &Path, text: &str, args: &InitArgs) -> Result<(), Failure> {
    if args.dry_run {
        return print(&format!("# {}\n{text}\n", path.display()));
    }
    if path.exists() && !args.force {
        say(&format!("{} is there: left as it is (--force writes over it)", path.display()));
        return Ok(());
    }
    let failed = |source| Failure::Write { path: path.to_owned(), source };
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory).map_err(failed)?;
    }
    super::file::write_whole(path, text.as_bytes()).map_err(failed)?;
    say(&format!("wrote {}", path.display()));
    Ok(())
}

/// What would have been posted for the last failures; nothing is.
fn replay(connection: &Connection, triage: &Triage) -> Result<(), Failure> {
    let repo = &connection.repo;
    let failed = connection.ask(async |client| client.failed_runs(repo, SHOWN).await)?;
    if failed.is_empty() {
        return print("No run has failed: nothing to show.\n");
    }
    for listed in failed {
        let id = listed.run.id;
        let bundle = connection.ask(async |client| fetch(client, repo, RunId::from(id)).await)?;
        let report = report(triage, bundle, connection, &Selected::default())?;
        let workflow = report.run.workflow.as_deref().unwrap_or("no name");
        let text = render::markdown(&report);
        let headline = text.lines().next().unwrap_or_default().trim_start_matches("# ");
        let what = match report.run.pull_requests.first() {
            Some(pull) if adds(&report) => format!("a comment on pull request {}", pull.number),
            Some(pull) => format!("no comment on pull request {}, only a summary: GitHub shows it by itself", pull.number),
            None => "a summary: it belongs to no pull request".to_owned(),
        };
        print(&format!("Run {id} ({}) would have brought {what}:\n  {headline}\n", render::markdown::text(workflow)))?;
    }
    Ok(())
}

/// Whether an action is named by a commit: a tag can be moved.
fn pinned(action: &str) -> bool {
    let action = action.split(" # ").next().unwrap_or_default();
    let Some((name, sha)) = action.split_once('@') else { return false };
    name.parse::<crate::github::Repo>().is_ok() && sha.len() == 40 && sha.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The names by which GitHub knows the workflows of a directory: that in the file, else its path. Those that listen to others are not listened to.
fn workflow_names(directory: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_workflow = path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml");
        let Some(text) = is_workflow.then(|| std::fs::read_to_string(&path).ok()).flatten() else { continue };
        if text
            .lines()
            .any(|line| line.trim_start().starts_with("workflow_run:") || line.contains("triage action") || line.contains("mode: digest"))
        {
            continue;
        }
        let own = entry.file_name().to_string_lossy().starts_with("triage");
        names
            .extend((!own).then(|| name_of(&text).unwrap_or_else(|| format!(".github/workflows/{}", entry.file_name().to_string_lossy()))));
    }
    names.sort();
    names
}

/// `name:` at the top of a workflow file.
fn name_of(text: &str) -> Option<String> {
    let value = text.lines().find_map(|line| line.strip_prefix("name:"))?.trim();
    let quoted = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.split(quote).next());
    let name = quoted('"').or_else(|| quoted('\'')).unwrap_or_else(|| value.split(" #").next().unwrap_or(value)).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{TEMPLATES, WORKFLOWS, name_of, pinned, with_action};

    #[test]
    fn names_of_workflows() {
        assert_eq!(name_of("# x\nname: CI # main\non: push\n").as_deref(), Some("CI"));
        assert_eq!(name_of("name: \"Build: all\"\n").as_deref(), Some("Build: all"));
        assert_eq!(name_of("name: 'a #b'\n").as_deref(), Some("a #b"));
        assert_eq!(name_of("on: push\njobs:\n  a:\n    name: x\n"), None);
    }

    #[test]
    fn actions_are_pinned() {
        let sha = "a".repeat(40);
        assert!(pinned(&format!("o/r@{sha}")) && pinned(&format!("o/r@{sha} # v1")));
        assert!(!pinned("o/r@v1") && !pinned("o/r") && !pinned(&format!("o/r/../x@{sha}")) && !pinned(&format!("o/r@{sha}\n")));
    }

    #[test]
    fn the_templates_have_what_is_replaced() {
        assert!(TEMPLATES.iter().all(|(_, text)| with_action(text, "o/r@x").contains("uses: o/r@x\n")));
        assert!(TEMPLATES[0].1.contains(WORKFLOWS));
    }
}
