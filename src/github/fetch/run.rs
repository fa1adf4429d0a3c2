//! One run.

use serde_json::Value;
use tokio::sync::oneshot;

use super::around::Around;
use super::jobs::jobs_and_logs;
use super::later::later_runs;
use super::part::Part;
use super::{before, context, fixes, part};
use crate::bundle::Bundle;
use crate::bundle::api::{self, HeadRepo};
use crate::github::{Client, Error, Reason, Repo, RunId};
use crate::model::Run;

/// A run's files. What cannot be had is said in `missing` and the rest goes on; only without the run itself
/// (no access, no such run, no network) there is nothing to report.
pub async fn fetch(client: &Client, repo: &Repo, run: impl Into<RunId>) -> Result<Bundle, Error> {
    let id = run.into();
    let attempt = id.attempt.map(|attempt| format!(" --attempt {attempt}")).unwrap_or_default();
    let mut bundle = Bundle::new(format!("run {}{attempt}", id.id));
    one_run(client, repo, id, &mut bundle).await?;
    Ok(bundle)
}

/// A run's jobs and logs, and nothing of what came before or after it.
pub async fn fetch_alone(client: &Client, repo: &Repo, run: u64) -> Result<Bundle, Error> {
    let mut bundle = Bundle::new(format!("run {run}"));
    for part in run_and_logs(client, repo, RunId::from(run)).await? {
        part.into_bundle(&mut bundle);
    }
    Ok(bundle)
}

/// The run's own data, then its jobs and logs.
pub(super) async fn run_and_logs(client: &Client, repo: &Repo, id: RunId) -> Result<[Part; 2], Error> {
    let mut own = Part::default();
    let (body, (run, _)) = client.whole_run(repo, id).await?;
    let suite = api::check_suite(&body);
    own.put("run.json", named(body, &run, repo));
    Ok([own, jobs_and_logs(client, repo, id, &run, suite, None).await.part])
}

/// Asks for a run and all around it.
pub(super) async fn one_run(client: &Client, repo: &Repo, id: RunId, bundle: &mut Bundle) -> Result<(), Error> {
    let mut own = Part::default();
    let mut suite = None;
    let (run, head_repo, broken) = match client.whole_run(repo, id).await {
        Ok((body, (run, head_repo))) => {
            suite = api::check_suite(&body);
            own.put("run.json", named(body, &run, repo));
            (run, head_repo, None)
        }
        Err(error) if error.reason().is_none_or(Reason::ends_it) => return Err(error),
        Err(error) => {
            own.missing(part::lack("the run's own data", &error));
            let stub = serde_json::json!({"id": id.id, "run_attempt": id.attempt, "repository": {"full_name": repo.to_string()}});
            own.put("run.json", stub.to_string().into_bytes());
            (Run { id: id.id, attempt: id.attempt, ..Run::default() }, HeadRepo::Unsaid, Some(error))
        }
    };
    let (tell, failed) = oneshot::channel();
    let around = async {
        let beside = async {
            let (part, pull) = context::pull(client, repo, &run, &head_repo).await;
            let mut run = run.clone();
            run.pull_requests.extend(pull);
            (part, Box::pin(before::listed(client, repo, id, &run)).await)
        };
        let ((pull, mut listed), (mut commits, after), (pulls, mentions), later) = tokio::join!(
            beside,
            context::after(client, repo, &run, &head_repo),
            fixes::pulls(client, repo, &run),
            Box::pin(later_runs(client, repo, &run, &head_repo)),
        );
        commits.append(pulls);
        let change = std::mem::take(&mut listed.change);
        // The comparison, the tree, the change, and the lists of runs and of pull requests; for a fork, its own; for an attempt, the newest.
        let lists = 6
            + usize::from(fixes::failed(&run))
            + usize::from(run.of_pull_request() && run.pull_requests.is_empty())
            + usize::from(id.attempt.is_some());
        let around = Around {
            lists,
            listed,
            base: fixes::base(&run, later.len()),
            later,
            commits: fixes::shortlist(mentions, after, &run),
            failed: failed.await.unwrap_or_default(),
        };
        let (single, others) = Box::pin(around.ask(client, repo)).await;
        commits.append(single);
        (commits, pull, change, others)
    };
    let (logs, tree, config, rules, (commits, pull, change, others)) = tokio::join!(
        Box::pin(jobs_and_logs(client, repo, id, &run, suite, Some(tell))),
        context::tree(client, repo, &run),
        context::config(client, repo),
        Box::pin(context::rules(client, repo)),
        around,
    );
    if let Some(error) = broken.filter(|_| logs.nothing) {
        return Err(error);
    }
    for part in [own, logs.part, commits, tree, config, rules, pull, change] {
        part.into_bundle(bundle);
    }
    for (id, part) in others {
        part.of_other(id, bundle);
    }
    Ok(())
}

/// The run's data with its repository, where GitHub left that out.
fn named(body: Vec<u8>, run: &Run, repo: &Repo) -> Vec<u8> {
    match serde_json::from_slice::<Value>(&body) {
        Ok(Value::Object(mut json)) if run.repo.is_none() => {
            json.insert("repository".to_owned(), serde_json::json!({"full_name": repo.to_string()}));
            Value::Object(json).to_string().into_bytes()
        }
        _ => body,
    }
}
