//! What the history does not hold: the runs on the base before the first red one, and the commits between.

use super::args::HistoryArgs;
use crate::bundle::api::ListedRun;
use crate::cli::args::Global;
use crate::cli::connect::{Connection, Named, connect};
use crate::github::Error;
use crate::model::{Conclusion, repository_page, rfc3339};
use crate::report::{Between, CommitRef};
use crate::store::{RunSeen, Story};

/// How many runs are asked for their jobs.
const LOOKED_AT: usize = 10;

/// What is known then.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The last run on the base before the first red one in which such a job passed.
    pub(super) last_green: Option<RunSeen>,
    /// Runs between those in which it failed, and nobody looked why.
    pub(super) maybe_red: Vec<RunSeen>,
    /// The commits between.
    pub(super) between: Option<Between>,
    /// What could not be had.
    pub(super) missing: Vec<String>,
}

/// Looks in the history, then asks GitHub unless that is not wanted. An answer that cannot be had is only missing.
pub(super) fn ask(runs: &[RunSeen], story: &Story, repo: &str, args: &HistoryArgs, global: &Global) -> Asked {
    let mut asked = Asked { last_green: story.last_green.map(|at| runs[at].clone()), ..Asked::default() };
    let Some(red) = story.first_red.map(|at| &runs[at]) else { return asked };
    let connection = if args.offline {
        None
    } else {
        match repo.parse().map_err(Into::into).and_then(|repo| connect(&args.github, global, &Named { host: None, repo: Some(repo) })) {
            Ok(connection) => Some(connection),
            Err(error) => {
                asked.missing.push(format!("failed to {error}"));
                None
            }
        }
    };
    if let (None, Some(connection)) = (&asked.last_green, &connection)
        && let Err(error) = before(red, story, connection, &mut asked)
    {
        asked.missing.push(format!("failed to {error}"));
    }
    if let (Some(green), Some(head)) = (asked.last_green.as_ref().and_then(|run| run.head_sha.clone()), &red.head_sha) {
        asked.between = Some(between(&green, head, red.url.as_deref(), connection.as_ref(), &mut asked.missing));
    }
    asked
}

/// Walks back over the base's runs until one in which a job that the cause broke passed.
fn before(red: &RunSeen, story: &Story, connection: &Connection, asked: &mut Asked) -> Result<(), Error> {
    let Some(branch) = &story.branch else { return Ok(()) };
    let listed = connection.ask(async |client| client.runs_of_branch(&connection.repo, branch).await)?;
    let same = |listed: &&ListedRun| {
        let run = &listed.run;
        run.path.is_some() && run.path == red.workflow && !run.of_pull_request()
    };
    let earlier =
        listed.iter().filter(same).filter(|listed| listed.run.created_at.map(rfc3339) < red.created_at && listed.run.id != red.id);
    for listed in earlier.take(LOOKED_AT) {
        let run = RunSeen::from(&listed.run);
        if listed.run.conclusion == Some(Conclusion::Success) {
            asked.last_green = Some(run);
            break;
        }
        let jobs = connection.ask(async |client| client.jobs(&connection.repo, listed.run.id).await)?;
        let own = |wanted: &str| {
            jobs.iter().any(|job| story.jobs.contains(&job.name) && job.conclusion.as_ref().is_some_and(|word| word.as_str() == wanted))
        };
        if own("success") {
            asked.last_green = Some(run);
            break;
        }
        if own("failure") {
            asked.maybe_red.insert(0, run);
        }
    }
    if asked.last_green.is_none() {
        asked.missing.push(format!("no green run among the last {} of {branch} that GitHub lists", listed.len()));
    }
    Ok(())
}

fn between(green: &str, red: &str, run_url: Option<&str>, connection: Option<&Connection>, missing: &mut Vec<String>) -> Between {
    let site = run_url.and_then(repository_page);
    let url = site.map(|site| format!("{site}/compare/{green}...{red}"));
    let told = connection.map(|connection| connection.ask(async |client| client.between(&connection.repo, green, red).await));
    match told {
        Some(Ok((total, commits))) => {
            let commits =
                commits.into_iter().map(|commit| CommitRef { subject: commit.subject().to_owned(), sha: commit.sha, url: commit.url });
            Between { url, total: Some(total), commits: commits.collect() }
        }
        Some(Err(error)) => {
            missing.push(format!("failed to {error}"));
            Between { url, total: None, commits: Vec::new() }
        }
        None => Between { url, total: None, commits: Vec::new() },
    }
}
