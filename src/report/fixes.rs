//! A cause's fix: what commits claim, what later runs show, and what the runbook advises.

use super::causes::Writer;
use super::redact::redact;
use super::verify::{time, word};
use super::{CommitCredit, CreditPlace, Fix, FixStatus, LaterRun};
use crate::fix::{self, Attribution, Condition, Credit, Judged, Later, NamedCommit, State, Status, Symptoms, Wanted};
use crate::model::{Actor, Commit, CommitPlace, Run, code, rfc3339, short_sha};
use crate::rules::{Captures, DeclaredFix, Prose};

impl Writer<'_> {
    pub(super) fn fix(&self, captures: &Captures) -> Fix {
        let world = self.findings.world;
        let own = world.commits.as_deref().unwrap_or_default();
        let all: Vec<Commit> = own.iter().chain(&world.beside).cloned().collect();
        let (later, commits) = (self.later(own), all.as_slice());
        let judged = fix::judge(self.attribution(commits), &later);
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
        because.extend(judged.commits.iter().take(2).filter_map(|credit| elsewhere(&commits[credit.commit])));
        because
    }

    /// The commits that the repository declares as this cause's fix.
    fn declared(&self) -> Vec<NamedCommit> {
        let rule = self.rule();
        let ours = |cause: &str| {
            rule.is_some_and(|rule| rule.id == cause || rule.path() == cause)
                || cause.len() >= DIGITS && self.cause.fingerprint.starts_with(&cause.to_ascii_lowercase())
        };
        let fixes = &self.findings.config.fixes;
        let named = |fix: &DeclaredFix| NamedCommit {
            sha: fix.commit.clone(),
            subject: fix.subject.clone(),
            authored_at: time(fix.date.as_deref()),
            patch_id: fix.patch_id.clone(),
        };
        fixes.iter().filter(|fix| ours(&fix.cause)).map(named).collect()
    }

    /// What the issues that the cause's rule links are called in messages.
    fn issues(&self) -> Vec<String> {
        let own = self.findings.world.run.as_ref().and_then(|run| run.repo.as_deref());
        let name = |page: &String| {
            let mut parts = page.strip_prefix("https://github.com/")?.split('/');
            let repo = format!("{}/{}", parts.next()?, parts.next()?);
            let number = parts.next().filter(|kind| matches!(*kind, "issues" | "pull")).and_then(|_| parts.next()?.parse::<u64>().ok())?;
            let short = own.is_some_and(|own| own.eq_ignore_ascii_case(&repo)).then(|| format!("#{number}"));
            Some([page.clone(), format!("{repo}#{number}")].into_iter().chain(short).collect::<Vec<_>>())
        };
        self.rule().into_iter().flat_map(|rule| &rule.references).filter_map(name).flatten().collect()
    }

    fn attribution(&self, commits: &[Commit]) -> Attribution {
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
                fingerprint: Some(&self.cause.fingerprint),
                issues: self.issues(),
                declared: self.declared(),
            },
            world.commits.as_ref().map(|_| commits),
            world.change.as_ref().map(|change| change.commits.as_slice()).unwrap_or_default(),
        )
    }
}

/// How likely a push of the newest commit clears the cause: what a run has shown, else the best claim.
fn probability(judged: &Judged, later: &Later) -> Option<f64> {
    match (judged.status, later.luck) {
        (Status::Verified, None) => Some(0.99),
        (Status::Verified | Status::Flaky, Some(luck)) => Some(((1.0 - luck) * 100.0).round() / 100.0).filter(|likely| *likely > 0.0),
        (Status::NotFixed | Status::NeedsFix | Status::Unknown, _) => None,
        _ => judged.commits.iter().find(|one| one.place == CommitPlace::Branch).map(|best| best.credit),
    }
}

/// Fewer digits of a fingerprint name too many causes.
const DIGITS: usize = 6;

/// What brings a commit that is not on the run's branch. Markdown.
fn elsewhere(commit: &Commit) -> Option<String> {
    match commit.place {
        CommitPlace::Branch => None,
        CommitPlace::Base => Some(format!("{} is on the base: a rebase brings it", code(short_sha(&commit.sha)))),
        CommitPlace::Pull { number, merged, .. } => {
            let name = linked(&format!("pull request #{number}"), commit.url.as_deref());
            Some(if merged { format!("{name} was merged: a rebase brings it") } else { format!("{name} is open, and may bring it") })
        }
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
        place: match commit.place {
            CommitPlace::Branch => None,
            CommitPlace::Base => Some(CreditPlace::Base),
            CommitPlace::Pull { merged: true, .. } => Some(CreditPlace::MergedPull),
            CommitPlace::Pull { merged: false, .. } => Some(CreditPlace::OpenPull),
        },
        pull: match commit.place {
            CommitPlace::Pull { number, .. } => Some(number),
            CommitPlace::Branch | CommitPlace::Base => None,
        },
        authored_at: commit.authored_at.map(rfc3339),
        patch_id: commit.files.as_deref().and_then(fix::patch_id),
    }
}

/// A run by its id, with a link, and the commit that it tested. Markdown.
fn named(run: &Run) -> String {
    let name = linked(&format!("run {}", run.id), run.url.as_deref());
    match &run.head_sha {
        Some(sha) => format!("{name} of {}", code(short_sha(sha))),
        None => name,
    }
}

/// A name of our own with a link, where that is one. Markdown.
fn linked(name: &str, url: Option<&str>) -> String {
    url.filter(|url| url.starts_with("https://") && !url.contains([' ', ')', '<']))
        .map_or(name.to_owned(), |url| format!("[{name}]({url})"))
}
