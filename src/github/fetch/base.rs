//! What a run tests beyond its base.

use super::part::Part;
use crate::bundle::api;
use crate::diagnose::{base_branch, of_a_trunk, queued};
use crate::github::workflow_runs::Told;
use crate::github::{Client, Repo};
use crate::model::{Run, encoded_path};

/// The range of a run's change: from its base's branch, from the commit that a merge queue put it on, or from the run of the branch before.
pub(super) fn range(run: &Run, before: &[Told]) -> Option<(String, String)> {
    let head = run.head_sha.clone()?;
    let from = if let Some(queued) = run.branch.as_deref().and_then(queued) {
        queued.onto.to_owned()
    } else if let Some(base) = base_branch(run) {
        base.to_owned()
    } else if of_a_trunk(run) {
        before.iter().find_map(|told| told.run.head_sha.clone().filter(|sha| *sha != head))?
    } else {
        return None;
    };
    Some((from, head))
}

/// `base.json`: what there is between two commits. Whoever may not read it does without.
pub(super) async fn change(client: &Client, repo: &Repo, range: Option<(String, String)>) -> Part {
    let mut part = Part::default();
    let Some((from, to)) = range else { return part };
    let path = format!("/repos/{repo}/compare/{}...{}", encoded_path(&from), encoded_path(&to));
    if let Ok((body, _)) = client.json(&format!("what {to} brings to {from} in {repo}"), &path, api::change).await {
        part.put("base.json", body);
    }
    part
}
