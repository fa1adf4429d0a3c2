//! A cause's fix: what commits claim, what later runs show, and what the runbook advises.

use super::causes::Writer;
use super::redact::redact;
use super::verify::word;
use super::{CommitCredit, Fix, FixStatus, LaterRun};
use crate::fix::{self, Attribution, Condition, Credit, Judged, Later, State, Status, Symptoms, Wanted};
use crate::model::{Actor, Commit, Run, code, short_sha};
use crate::rules::{Captures, Prose};

impl Writer<'_> {
    pub(super) fn fix(&self, captures: &Captures) -> Fix {
        let commits = self.findings.world.commits.as_deref().unwrap_or_default();
        let later = self.later(commits);
        let judged = fix::judge(self.attribution(), &later);
        let runbook = |of: fn(&crate::rules::Runbook) -> Option<&Prose>| self.prose(of).map(|prose| prose.render(captures));
        let steps = self
            .variant()
            .map(|variant| &variant.runbook.investigate)
            .filter(|steps| !steps.is_empty())
            .or_else(|| Some(&self.rule()?.runbook.investigate));
        Fix {
            status: match judged.status {
                Status::Verified => FixStatus::Verified,
                Status::Fixed => FixStatus::Fixed,
                Status::ShouldBeFixed => FixStatus::ShouldBeFixed,
                Status::NotFixed => FixStatus::NotFixed,
                Status::Flaky => FixStatus::Flaky,
                Status::NeedsFix => FixStatus::NeedsFix,
                Status::Unknown => FixStatus::Unknown,
            },
            probability: probability(&judged, &later),
            state: word(later.state),
            commits: judged.commits.iter().map(|credit| credited(credit, commits)).collect(),
            did_not_hold: judged.did_not_hold.iter().map(|credit| credited(credit, commits)).collect(),
            later: later.seen.iter().map(|sighting| self.seen(sighting.other, sighting.state)).collect(),
            because: self.because(&judged, &later, commits),
            base_fixed_by: later.on_base.and_then(|at| self.findings.others[at].run.head_sha.clone()),
            suggestion: runbook(|runbook| runbook.fix.as_ref()),
            investigate: steps.into_iter().flatten().map(|step| step.render(captures)).collect(),
            verify: runbook(|runbook| runbook.verify.as_ref()),
        }
    }

    fn later(&self, commits: &[Commit]) -> Later {
        let findings = self.findings;
        let step = self.cause.lead.and_then(|(job, finding)| {
            let evidence = &findings.reading.jobs[job].findings[finding].evidence;
            evidence.step.as_deref()
        });
        let wanted = Wanted {
            run: findings.world.run.as_ref(),
            fingerprint: self.cause.lead.map(|_| self.cause.fingerprint.as_str()),
            jobs: self.cause.jobs.iter().map(|(job, _)| findings.world.jobs[*job].name.as_str()).collect(),
            step,
            transient: self.finding().is_some_and(|finding| finding.actor(findings.catalog) == Actor::Nobody),
        };
        fix::later(&wanted, findings.others, commits)
    }

    fn seen(&self, other: usize, state: State) -> LaterRun {
        let run = &self.findings.others[other].run;
        LaterRun {
            id: run.id,
            attempt: run.attempt,
            number: run.number,
            url: run.url.clone(),
            head_sha: run.head_sha.clone(),
            state: word(state),
        }
    }

    /// Why that status: runs first, then commits. Markdown.
    fn because(&self, judged: &Judged, later: &Later, commits: &[Commit]) -> Vec<String> {
        let run = |at: usize| named(&self.findings.others[at].run);
        let mut because = Vec::new();
        if let Some(newest) = later.seen.last() {
            because.push(match newest.state {
                State::Present => format!("{} has it again", run(newest.other)),
                State::Changed if newest.past => format!("in {} its step passes, and the job fails by another cause", run(newest.other)),
                State::Changed => format!("in {} the job fails by another cause, which may stand before this one", run(newest.other)),
                State::Gone | State::Unknown => format!("in {} what it broke passes", run(newest.other)),
            });
        }
        if let Some(luck) = later.luck {
            let greens = later.seen.iter().rev().take_while(|seen| seen.state != State::Present && seen.holds > later.in_vain).count();
            if greens > 0 {
                let runs = if greens == 1 { "1 run".to_owned() } else { format!("{greens} runs") };
                because.push(format!("it comes and goes: {runs} without it may be luck, with a chance of {luck:.2}"));
            } else if later.state == State::Gone {
                because.push("the same commit passed when it ran again".to_owned());
            }
        }
        if judged.shared {
            let named: Vec<String> = judged.commits.iter().map(|credit| code(short_sha(&commits[credit.commit].sha))).collect();
            because.push(format!("the credit is shared: {} lie between the last run with it and the first without", named.join(" and ")));
        } else if matches!(later.state, State::Gone | State::Changed) && judged.commits.is_empty() && later.luck.is_none() {
            because.push(match &later.between {
                Some(between) if !between.is_empty() => {
                    format!("{} commits lie between the last run with it and the first without, and none speaks of it", between.len())
                }
                _ => "no commit of the branch lies between the two: its base, its environment or chance did it".to_owned(),
            });
        }
        match judged.did_not_hold.len() {
            0 => {}
            1 => because.push("1 earlier fix did not hold".to_owned()),
            several => because.push(format!("{several} earlier fixes did not hold")),
        }
        if let Some(at) = later.on_base {
            because.push(format!("the base branch had it too, and {} no longer does", run(at)));
        }
        because
    }

    fn attribution(&self) -> Attribution {
        let world = self.findings.world;
        let Some(finding) = self.finding() else {
            return if world.commits.is_some() { Attribution::none() } else { Attribution::unknown() };
        };
        let jobs: Vec<_> = self.cause.jobs.iter().map(|(job, _)| &world.jobs[*job]).collect();
        let names = jobs
            .iter()
            .flat_map(|job| self.findings.config.labels.get(&job.name).cloned().into_iter().chain(fix::inner_name(&job.name)))
            .collect();
        fix::attribute(
            &Symptoms {
                run_id: jobs.iter().find_map(|job| job.run).or_else(|| world.run.as_ref().map(|run| run.id)),
                began: world.run.as_ref().and_then(|run| run.created_at),
                job_ids: jobs.iter().filter_map(|job| job.id).collect(),
                broken: self.findings.diagnosis.jobs.iter().filter(|job| !job.causes.is_empty()).count(),
                names,
                line: &finding.matched,
                captures: finding.captures.iter().map(|(_, _, value)| value).collect(),
                trusted: world.run.as_ref().is_none_or(|run| run.fork != Some(true)),
                condition: self.cause.guard.as_ref().map(|guard| Condition { variable: &guard.variable, value: guard.value.as_deref() }),
            },
            world.commits.as_deref(),
        )
    }
}

/// How likely a push of the newest commit clears the cause: what a run has shown, else the best claim.
fn probability(judged: &Judged, later: &Later) -> Option<f64> {
    match (judged.status, later.luck) {
        (Status::Verified, None) => Some(0.99),
        (Status::Verified | Status::Flaky, Some(luck)) => Some(((1.0 - luck) * 100.0).round() / 100.0).filter(|likely| *likely > 0.0),
        (Status::NotFixed | Status::NeedsFix | Status::Unknown, _) => None,
        _ => judged.commits.first().map(|best| best.credit),
    }
}

fn credited(credit: &Credit, commits: &[Commit]) -> CommitCredit {
    let commit = &commits[credit.commit];
    CommitCredit {
        sha: commit.sha.clone(),
        subject: redact(commit.subject()).into_owned(),
        url: commit.url.clone(),
        credit: credit.credit,
        signals: credit.signals.iter().map(|signal| signal.as_str().to_owned()).collect(),
    }
}

/// A run by its id, with a link, and the commit that it tested. Markdown.
fn named(run: &Run) -> String {
    let name = format!("run {}", run.id);
    let name = run
        .url
        .as_deref()
        .filter(|url| url.starts_with("https://") && !url.contains([' ', ')', '<']))
        .map_or(name.clone(), |url| format!("[{name}]({url})"));
    match &run.head_sha {
        Some(sha) => format!("{name} of {}", code(short_sha(sha))),
        None => name,
    }
}
