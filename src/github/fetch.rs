//! Everything a report needs of a run, in as few requests as that takes.

use super::file::CONFIG;
use super::{Client, Error, Reason, Repo, RunId};
use crate::bundle::api::HeadRepo;
use crate::bundle::{Logs, Parts};
use crate::model::{Commit, Missing, Run};

/// The parts of a run. What cannot be had is said in `missing` and the rest goes on; only without the run itself
/// (no access, no such run, no network) there is nothing to report.
pub async fn fetch(client: &Client, repo: &Repo, run: impl Into<RunId>) -> Result<Parts, Error> {
    let id = run.into();
    let mut missing = Vec::new();
    let (mut run, head_repo, broken) = match client.run_and_head_repo(repo, id).await {
        Ok((run, head_repo)) => (run, head_repo, None),
        Err(error) if error.reason().is_none_or(Reason::ends_it) => return Err(error),
        Err(error) => {
            missing.push(lack("the run's own data", &error));
            (Run { id: id.id, attempt: id.attempt, ..Run::default() }, HeadRepo::Unsaid, Some(error))
        }
    };
    run.repo.get_or_insert_with(|| repo.to_string());

    let (jobs, logs, commits, tree, config) = tokio::join!(
        client.jobs(repo, id),
        client.logs(repo, id),
        after(client, repo, &run, &head_repo),
        files(client, repo, &run),
        client.default_config(repo),
    );
    if let (Some(error), Err(_), Err(_)) = (broken, &jobs, &logs) {
        return Err(error);
    }

    let jobs = jobs.map_err(|error| missing.push(lack("jobs", &error))).unwrap_or_default();
    let logs = logs.map(Logs::Archive).map_err(|error| missing.push(no_logs(&run, &error))).unwrap_or_default();
    let commits = partly(&mut missing, commits);
    let tree = partly(&mut missing, tree);
    let config = config.map_err(|error| missing.push(lack(&format!("{CONFIG} of the default branch"), &error))).unwrap_or_default();

    let attempt = id.attempt.map(|attempt| format!(" --attempt {attempt}")).unwrap_or_default();
    Ok(Parts {
        source: format!("run {}{attempt}", id.id),
        run: Some(run),
        jobs,
        logs,
        commits,
        tree,
        config: config.map(|text| (CONFIG.to_owned(), text)),
        missing,
        ..Parts::default()
    })
}

/// What could be had of a part, and what not.
type Partly<T> = (Option<T>, Option<Missing>);

fn partly<T>(missing: &mut Vec<Missing>, (value, lack): Partly<T>) -> Option<T> {
    missing.extend(lack);
    value
}

/// The commits of the run's branch after its head.
async fn after(client: &Client, repo: &Repo, run: &Run, head_repo: &HeadRepo) -> Partly<Vec<Commit>> {
    const WHAT: &str = "commits after the run";
    let (Some(sha), Some(branch)) = (&run.head_sha, &run.branch) else {
        return (None, Some(Missing { what: WHAT.to_owned(), why: "the run names no branch or no commit".to_owned(), hint: None }));
    };
    // A fork's branch of the same name is another branch.
    let branch = match head_repo {
        HeadRepo::Gone => {
            return (None, Some(Missing { what: WHAT.to_owned(), why: "the fork of its branch was deleted".to_owned(), hint: None }));
        }
        HeadRepo::Named(head) if !head.eq_ignore_ascii_case(&repo.to_string()) => {
            format!("{}:{branch}", head.split('/').next().unwrap_or_default())
        }
        HeadRepo::Named(_) | HeadRepo::Unsaid => branch.clone(),
    };
    match client.counted_commits_after(repo, sha, &branch).await {
        Ok((total, commits)) => {
            let had = commits.len() as u64;
            let lack = (had < total).then(|| Missing { what: WHAT.to_owned(), why: format!("GitHub told {had} of {total}"), hint: None });
            (Some(commits), lack)
        }
        Err(error) => {
            let hint = match error.reason() {
                Some(Reason::NotFound { .. }) => Some(format!("the branch {branch} or the commit may have been deleted")),
                _ => error.hint(),
            };
            (None, Some(Missing { what: WHAT.to_owned(), why: error.why(), hint }))
        }
    }
}

/// The repository's paths at the run's head.
async fn files(client: &Client, repo: &Repo, run: &Run) -> Partly<Vec<String>> {
    const WHAT: &str = "files of the repository";
    let Some(sha) = &run.head_sha else {
        return (None, Some(Missing { what: WHAT.to_owned(), why: "the run names no commit".to_owned(), hint: None }));
    };
    match client.whole_tree(repo, sha).await {
        Ok((true, paths)) => (Some(paths), None),
        // A list with holes would let a file look as if it did not exist.
        Ok((false, _)) => (None, Some(Missing { what: WHAT.to_owned(), why: "too many for GitHub to list".to_owned(), hint: None })),
        Err(error) => (None, Some(lack(WHAT, &error))),
    }
}

fn lack(what: &str, error: &Error) -> Missing {
    Missing { what: what.to_owned(), why: error.why(), hint: error.hint() }
}

/// A 404 for logs has several meanings; the run tells which.
fn no_logs(run: &Run, error: &Error) -> Missing {
    let mut missing = lack("log archive", error);
    if let Some(Reason::NotFound { .. } | Reason::Storage { status: 404, .. }) = error.reason() {
        match run.conclusion.as_ref().map(crate::model::Conclusion::as_str) {
            None => missing.hint = Some("the run has not ended: its archive exists once it has".to_owned()),
            Some("startup_failure") => missing.hint = Some("the workflow file could not be used, so no job wrote a log".to_owned()),
            Some("skipped" | "cancelled") => missing.hint = Some("no job may have run far enough to write a log".to_owned()),
            Some(_) => {}
        }
    }
    missing
}
