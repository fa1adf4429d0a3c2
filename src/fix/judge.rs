//! What commits claim and what later runs show, together: a claim is weighed, a run is proof.

use super::credit::in_vain;
use super::later::Later;
use super::luck::UNLIKELY;
use super::share::shares;
use super::signal::Signal;
use super::state::State;
use super::status::{Attribution, Credit, LIKELY, Status};
use super::weights::SILENT;
use crate::model::CommitPlace;

/// The status of a cause, and whose it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The status.
    pub status: Status,
    /// The commits that may have fixed it, the best first.
    pub commits: Vec<Credit>,
    /// Those that claimed it, and stand in a run that has the cause.
    pub did_not_hold: Vec<Credit>,
    /// Whether the credit of the first is shared, as several lie between the last run with the cause and the first without.
    pub shared: bool,
}

/// So few commits between red and green each have a part in it, whatever they say.
const FEW: usize = 4;

/// Weighs claims against runs.
pub fn judge(claims: Attribution, later: &Later) -> Judged {
    let (mut did_not_hold, mut commits): (Vec<Credit>, Vec<Credit>) =
        claims.commits.into_iter().partition(|credit| credit.commit < later.in_vain);
    for credit in &mut did_not_hold {
        credit.credit = in_vain(credit.credit);
    }
    let claimed = commits.first().map_or(claims.status, |best| best.status);
    let comes_and_goes = later.luck.is_some_and(|luck| luck >= UNLIKELY);
    let status = match later.state {
        State::Gone | State::Changed if comes_and_goes => Status::Flaky,
        State::Gone | State::Changed if later.proven => Status::Verified,
        // The job fails by another cause, which may stand before this one.
        State::Gone | State::Changed if commits.iter().any(|one| one.place == CommitPlace::Branch && one.credit >= LIKELY) => Status::Fixed,
        State::Gone | State::Changed => Status::ShouldBeFixed,
        State::Present | State::Unknown if !commits.is_empty() => claimed,
        State::Present if later.luck.is_some() => Status::Flaky,
        State::Present if !did_not_hold.is_empty() => Status::NotFixed,
        State::Present => Status::NeedsFix,
        State::Unknown if later.on_base.is_some() => Status::ShouldBeFixed,
        State::Unknown => claimed,
    };
    let shared = if matches!(later.state, State::Gone | State::Changed) { share(&mut commits, later) } else { false };
    Judged { status, commits, did_not_hold, shared }
}

/// Divides the credit of a fix that a run has shown among the commits that can have brought it.
fn share(commits: &mut Vec<Credit>, later: &Later) -> bool {
    let Some(between) = later.between.clone() else {
        // Gone without a commit of the branch: what was written there afterwards has no part in it. A pull request's run tests its merge with the
        // base of that day, so what came there may have.
        let merged = |place| matches!(place, CommitPlace::Base | CommitPlace::Pull { merged: true, .. });
        commits.retain(|credit| later.luck.is_none() && merged(credit.place));
        return false;
    };
    commits.retain(|credit| between.contains(&credit.commit));
    if commits.is_empty() && between.len() <= FEW {
        commits.extend(between.rev().map(|commit| Credit {
            commit,
            credit: SILENT,
            signals: vec![Signal::LiesBetween],
            status: Status::ShouldBeFixed,
            place: CommitPlace::Branch,
        }));
    }
    let shares = shares(&commits.iter().map(|credit| credit.credit).collect::<Vec<_>>());
    for (credit, share) in commits.iter_mut().zip(shares) {
        credit.credit = share;
        if !credit.signals.contains(&Signal::LiesBetween) {
            credit.signals.push(Signal::LiesBetween);
        }
    }
    commits.sort_by(|a, b| b.credit.total_cmp(&a.credit).then(a.commit.cmp(&b.commit)));
    commits.len() > 1
}
