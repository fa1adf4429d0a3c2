//! The causes of a report.

use std::collections::BTreeMap;

use super::build::Findings;
use super::place::evidence;
use super::redact::redact;
use super::{Cause, CommitCredit, Fix, FixState, FixStatus, Ownership, SourceRef, Verdict};
use crate::diagnose::{Guard, RunCause, Whose, in_repository};
use crate::fix::{self, Attribution, Condition, Status, Symptoms};
use crate::matching::{Finding, Reading, Source};
use crate::model::{Actor, Severity, code};
use crate::rules::{CaptureType, Captures, Prose, Rule, Variant};

pub(super) fn causes(findings: &Findings<'_>) -> Vec<Cause> {
    findings.diagnosis.causes.iter().enumerate().map(|(at, cause)| Writer { findings, cause }.write(at)).collect()
}

/// One cause and what it is written from.
struct Writer<'a> {
    findings: &'a Findings<'a>,
    cause: &'a RunCause,
}

impl Writer<'_> {
    fn finding(&self) -> Option<&Finding> {
        self.cause.lead.map(|(job, finding)| &self.findings.reading.jobs[job].findings[finding])
    }

    /// What an extractor read, also where a rule names it.
    fn reading(&self) -> Option<&Reading> {
        let (job, finding) = self.cause.lead?;
        let findings = &self.findings.reading.jobs[job].findings;
        match &findings[self.cause.read.unwrap_or(finding)].source {
            Source::Extractor(reading) => Some(reading),
            Source::Rule(_) => None,
        }
    }

    fn rule(&self) -> Option<&Rule> {
        self.finding()?.rule(self.findings.catalog)
    }

    fn variant(&self) -> Option<&Variant> {
        self.rule()?.variants.get(self.cause.variant?)
    }

    /// A section of the runbook: the variant's, where it has one.
    fn prose<'r>(&'r self, of: impl Fn(&'r crate::rules::Runbook) -> Option<&'r Prose>) -> Option<&'r Prose> {
        self.variant().and_then(|variant| of(&variant.runbook)).or_else(|| of(&self.rule()?.runbook))
    }

    fn write(&self, at: usize) -> Cause {
        let jobs = &self.findings.world.jobs;
        let finding = self.finding();
        let captures = finding.map(|finding| finding.captures.clone()).unwrap_or_default();
        let reading = self.reading();
        let catalog = self.findings.catalog;
        let named: Vec<String> = self.cause.jobs.iter().map(|(job, _)| jobs[*job].shown().into_owned()).collect();
        let shown = shown(&captures);
        let (root_cause, explanation) = self.why(&shown, reading.map(|reading| reading.root_cause.as_str()));
        let lines = self
            .cause
            .jobs
            .iter()
            .filter_map(|(job, finding)| Some(evidence(&self.findings.reading.jobs[*job].findings[(*finding)?].evidence, &jobs[*job])));
        let actor = finding.map_or(Actor::Author, |finding| finding.actor(catalog));
        let title = self.variant().and_then(|variant| variant.title.clone()).or_else(|| finding.map(|finding| finding.title(catalog)));
        Cause {
            id: format!("C{}", at + 1),
            rule: self.rule().map(Rule::path),
            extractor: reading.filter(|_| self.rule().is_none()).map(|reading| reading.extractor.to_owned()),
            variant: self.variant().map(|variant| variant.id.clone()),
            category: self
                .rule()
                .map(|rule| rule.category.clone())
                .or_else(|| reading.map(|reading| reading.category.to_owned()))
                .unwrap_or_else(|| "unexplained".to_owned()),
            title: title.map_or_else(|| "unexplained".to_owned(), |title| redact(&title).into_owned()),
            root_cause,
            explanation,
            severity: finding.map_or(Severity::Error, |finding| finding.severity(catalog)),
            confidence: self.cause.confidence,
            because: self.cause.because.clone(),
            actor,
            ownership: ownership(&self.cause.ownership),
            fingerprint: self.cause.fingerprint.clone(),
            captures: captures.iter().map(|(name, _, value)| (name.to_owned(), redact(value).into_owned())).collect::<BTreeMap<_, _>>(),
            details: reading.map(|reading| reading.details.to_json()).unwrap_or_default(),
            evidence: lines.collect(),
            source: self.cause.guard.iter().flat_map(|guard| self.guard_lines(guard)).collect(),
            jobs: named,
            reproduce: self.reproduce(),
            fix: self.fix(&shown),
        }
    }

    /// The first sentence and all of why; behind it, what the repository says.
    fn why(&self, captures: &Captures, read: Option<&str>) -> (String, String) {
        if let Some(prose) = self.prose(|runbook| runbook.root_cause.as_ref()) {
            let guard = self.cause.guard.as_ref().filter(|_| self.variant().is_some()).map(guard_sentence);
            let whole = prose.render(captures);
            let whole = guard.map_or(whole.clone(), |guard| format!("{whole}\n\n{guard}"));
            return (prose.first_sentence(captures), whole);
        }
        let text = read.unwrap_or("Nothing in its log says why it failed.").to_owned();
        (text.clone(), text)
    }

    fn guard_lines(&self, guard: &Guard) -> [SourceRef; 2] {
        let line = |line: u32, text: &str, what: &str| SourceRef {
            path: guard.path.clone(),
            line,
            text: redact(text).into_owned(),
            url: self.permalink(&guard.path, line),
            what: what.to_owned(),
        };
        [line(guard.line, &guard.text, "guard"), line(guard.names_line, &guard.names_text, "names the path")]
    }

    /// A link to a line at the run's head.
    fn permalink(&self, path: &str, line: u32) -> Option<String> {
        let run = self.findings.world.run.as_ref()?;
        let (site, _) = run.url.as_deref()?.split_once("/actions/")?;
        Some(format!("{site}/blob/{}/{}#L{line}", run.head_sha.as_deref()?, path.replace(' ', "%20")))
    }

    fn fix(&self, captures: &Captures) -> Fix {
        let attribution = self.attribution();
        let commits = self.findings.world.commits.as_deref().unwrap_or_default();
        let credits = attribution.commits.iter().map(|credit| {
            let commit = &commits[credit.commit];
            CommitCredit {
                sha: commit.sha.clone(),
                subject: redact(commit.subject()).into_owned(),
                url: commit.url.clone(),
                credit: credit.credit,
                signals: credit.signals.iter().map(|signal| signal.as_str().to_owned()).collect(),
            }
        });
        let runbook = |of: fn(&crate::rules::Runbook) -> Option<&Prose>| self.prose(of).map(|prose| prose.render(captures));
        let steps = self
            .variant()
            .map(|variant| &variant.runbook.investigate)
            .filter(|steps| !steps.is_empty())
            .or_else(|| Some(&self.rule()?.runbook.investigate));
        Fix {
            status: match attribution.status {
                Status::Fixed => FixStatus::Fixed,
                Status::ShouldBeFixed => FixStatus::ShouldBeFixed,
                Status::NeedsFix => FixStatus::NeedsFix,
                Status::Unknown => FixStatus::Unknown,
            },
            probability: attribution.commits.first().map(|best| best.credit),
            state: FixState::Unknown,
            commits: credits.collect(),
            suggestion: runbook(|runbook| runbook.fix.as_ref()),
            investigate: steps.into_iter().flatten().map(|step| step.render(captures)).collect(),
            verify: runbook(|runbook| runbook.verify.as_ref()),
        }
    }

    fn attribution(&self) -> Attribution {
        let world = self.findings.world;
        let Some(finding) = self.finding() else {
            return Attribution { status: if world.commits.is_some() { Status::NeedsFix } else { Status::Unknown }, commits: Vec::new() };
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
                names,
                line: &finding.matched,
                captures: finding.captures.iter().map(|(_, _, value)| value).collect(),
                condition: self.cause.guard.as_ref().map(|guard| Condition { variable: &guard.variable, value: guard.value.as_deref() }),
            },
            world.commits.as_deref(),
        )
    }

    /// The step's own script, where it is one plain command.
    fn reproduce(&self) -> Option<String> {
        let finding = self.finding()?;
        let (job, _) = self.cause.lead?;
        let [command] = self.findings.reading.jobs[job].step_of(finding)?.script.as_slice() else { return None };
        let plain = |c: char| c.is_ascii_alphanumeric() || " _-./:=,@+%".contains(c);
        (command.len() < 200 && command.chars().all(plain) && !command.starts_with('-')).then(|| command.trim().to_owned())
    }
}

/// Captures as prose shows them: paths as the repository knows them.
fn shown(captures: &Captures) -> Captures {
    let mut shown = Captures::new();
    for (name, kind, value) in captures.iter() {
        let value = if kind == CaptureType::Path { in_repository(value) } else { value.to_owned() };
        shown.insert(name, kind, value);
    }
    shown
}

fn guard_sentence(guard: &Guard) -> String {
    let value = guard.value.as_ref().map_or_else(|| " is set".to_owned(), |value| format!(" is {}", code(value)));
    format!(
        "{} tests {}: only if it{value} does the code below it name the path. The step's `env:` does not set it so.",
        code(&format!("{}:{}", guard.path, guard.line)),
        code(&guard.variable)
    )
}

fn ownership(of: &crate::diagnose::Ownership) -> Ownership {
    let verdict = match of.verdict {
        Whose::Yours => Verdict::Yours,
        Whose::Base => Verdict::Base,
        Whose::Flaky => Verdict::Flaky,
        Whose::Infrastructure => Verdict::Infrastructure,
        Whose::Unknown => Verdict::Unknown,
    };
    Ownership { verdict, because: of.because.clone() }
}
