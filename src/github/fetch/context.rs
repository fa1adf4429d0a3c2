//! What is asked about a run beside its logs: the commits after it, the repository's paths, its configuration, its pull request.

use std::path::Path;

use super::part::Part;
use crate::bundle::api::HeadRepo;
use crate::github::file::{CONFIG, RULES};
use crate::github::{Client, Reason, Repo};
use crate::model::{Commit, PullRequest, Run};

/// The commits of the run's branch after its head, the newest first, without their files.
pub(super) async fn after(client: &Client, repo: &Repo, run: &Run, head_repo: &HeadRepo) -> (Part, Vec<Commit>) {
    const WHAT: &str = "commits after the run";
    let mut part = Part::default();
    let (Some(sha), Some(branch)) = (&run.head_sha, &run.branch) else {
        part.lack_for(WHAT, "the run names no branch or no commit", None);
        return (part, Vec::new());
    };
    // A fork's branch of the same name is another branch.
    let branch = match head_repo {
        HeadRepo::Gone => {
            part.lack_for(WHAT, "the fork of its branch was deleted", None);
            return (part, Vec::new());
        }
        HeadRepo::Named(head) if !head.eq_ignore_ascii_case(&repo.to_string()) => {
            format!("{}:{branch}", head.split('/').next().unwrap_or_default())
        }
        HeadRepo::Named(_) | HeadRepo::Unsaid => branch.clone(),
    };
    match client.later_commits(repo, sha, &branch).await {
        Ok(later) => {
            part.put("compare.json", later.compare);
            if (later.told.len() as u64) < later.total {
                part.lack_for(WHAT, &format!("GitHub told {} of {}", later.told.len(), later.total), None);
            }
            (part, later.told)
        }
        Err(error) => {
            let hint = match error.reason() {
                Some(Reason::NotFound { .. }) => Some(format!("the branch {branch} or the commit may have been deleted")),
                _ => error.hint(),
            };
            part.lack_for(WHAT, &error.why(), hint);
            (part, Vec::new())
        }
    }
}

/// The repository's paths at the run's head.
pub(super) async fn tree(client: &Client, repo: &Repo, run: &Run) -> Part {
    const WHAT: &str = "files of the repository";
    let mut part = Part::default();
    match &run.head_sha {
        None => part.lack_for(WHAT, "the run names no commit", None),
        Some(sha) => match client.tree(repo, sha).await {
            Ok((body, whole)) => {
                part.put("tree.json", body);
                // A list with holes would let a file look as if it did not exist.
                if !whole {
                    part.lack_for(WHAT, "too many for GitHub to list", None);
                }
            }
            Err(error) => part.lack(WHAT, &error),
        },
    }
    part
}

/// `.github/triage.yml` of the default branch.
pub(super) async fn config(client: &Client, repo: &Repo) -> Part {
    let mut part = Part::default();
    match client.default_config(repo).await {
        Ok(Some(text)) => part.put(format!("config/{CONFIG}"), text.into_bytes()),
        Ok(None) => {}
        Err(error) => part.lack(&format!("{CONFIG} of the default branch"), &error),
    }
    part
}

/// So many rule files and directories of them are asked for.
const RULE_FILES: usize = 200;
const RULE_DIRECTORIES: usize = 20;

/// The rules below `.github/triage/rules/` of the default branch. Most repositories have none, which takes one question.
pub(super) async fn rules(client: &Client, repo: &Repo) -> Part {
    let mut part = Part::default();
    let what = format!("{RULES} of the default branch");
    let (mut files, mut directories) = match client.default_entries(repo, RULES).await {
        Ok(found) => found,
        Err(error) => {
            part.lack(&what, &error);
            return part;
        }
    };
    let all = directories.len();
    directories.truncate(RULE_DIRECTORIES);
    for directory in &directories {
        match client.default_entries(repo, directory).await {
            Ok((inner, _)) => files.extend(inner),
            Err(error) => part.lack(&format!("{directory} of the default branch"), &error),
        }
    }
    files.retain(|path| Path::new(path).extension().is_some_and(|ending| ending == "md") || path.ends_with("/catalog.yml"));
    if files.len() > RULE_FILES || all > RULE_DIRECTORIES {
        part.lack_for(&what, &format!("more than {RULE_FILES} files, or than {RULE_DIRECTORIES} directories"), None);
        files.truncate(RULE_FILES);
    }
    for (path, file) in client.default_files(repo, files).await {
        match file {
            Ok(Some(text)) => part.put(format!("config/{path}"), text.into_bytes()),
            Ok(None) => {}
            Err(error) => part.lack(&format!("{path} of the default branch"), &error),
        }
    }
    part
}

/// The pull request of a run. GitHub leaves it out of the runs of forks (actions/runner#3444); then it is found by its branch and its commit.
pub(super) async fn pull(client: &Client, repo: &Repo, run: &Run, head_repo: &HeadRepo) -> (Part, Option<PullRequest>) {
    let mut part = Part::default();
    let of_a_pull = run.of_pull_request();
    let (true, HeadRepo::Named(head), Some(branch)) = (of_a_pull && run.pull_requests.is_empty(), head_repo, &run.branch) else {
        return (part, None);
    };
    let owner = head.split('/').next().unwrap_or_default();
    // Nothing rests on it but a number in the heading: no word where it cannot be had.
    if let Ok(pulls) = client.pulls_of(repo, owner, branch).await
        && let Some(pull) = pulls.iter().find(|pull| pull.head_sha == run.head_sha)
    {
        let json = serde_json::json!({
            "number": pull.number, "head": {"sha": pull.head_sha}, "base": {"ref": pull.base}
        });
        part.put("pull.json", json.to_string().into_bytes());
        return (part, Some(pull.clone().into()));
    }
    (part, None)
}
