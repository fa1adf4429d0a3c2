//! The causes of a report.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::beside;
use super::build::Findings;
use super::place::evidence;
use super::redact::redact;
use super::{Cause, Ownership, SourceRef, Verdict};
use crate::diagnose::{Guard, Needs, RunCause, Whose, in_repository, job_line, without_workspace};
use crate::extract::reproduce;
use crate::matching::{Finding, Reading, Source};
use crate::model::{Actor, Severity, code, repository_page};
use crate::rules::{CaptureType, Captures, Prose, Rule, Variant};

pub(super) fn causes(findings: &Findings<'_>) -> Vec<Cause> {
    findings.diagnosis.causes.iter().enumerate().map(|(at, cause)| Writer { findings, cause }.write(at)).collect()
}

/// One cause and what it is written from.
pub(super) struct Writer<'a> {
    pub(super) findings: &'a Findings<'a>,
    pub(super) cause: &'a RunCause,
}

impl Writer<'_> {
    pub(super) fn finding(&self) -> Option<&Finding> {
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

    pub(super) fn rule(&self) -> Option<&Rule> {
        self.finding()?.rule(self.findings.catalog)
    }

    pub(super) fn variant(&self) -> Option<&Variant> {
        self.rule()?.variants.get(self.cause.variant?)
    }

    /// A section of the runbook: the variant's, where it has one.
    pub(super) fn prose<'r>(&'r self, of: impl Fn(&'r crate::rules::Runbook) -> Option<&'r Prose>) -> Option<&'r Prose> {
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
            title: title.map_or_else(|| "unexplained".to_owned(), |title| redact(&without_workspace(&title)).into_owned()),
            root_cause,
            explanation,
            severity: finding.map_or(Severity::Error, |finding| finding.severity(catalog)),
            confidence: self.cause.confidence,
            because: self.cause.because.clone(),
            actor,
            ownership: ownership(&self.cause.ownership),
            separation: self.cause.separation.as_ref().map(beside::separation),
            changed_since_green: self.cause.since_green.as_ref().and_then(beside::changed),
            fingerprint: self.cause.fingerprint.clone(),
            captures: captures.iter().map(|(name, _, value)| (name.to_owned(), redact(value).into_owned())).collect::<BTreeMap<_, _>>(),
            details: reading.map(|reading| relative(reading.details.to_json())).unwrap_or_default(),
            evidence: lines.collect(),
            source: self
                .cause
                .guard
                .iter()
                .flat_map(|guard| self.guard_lines(guard))
                .chain(self.unset_line())
                .chain(self.printed_lines())
                .collect(),
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
            let said = guard.into_iter().chain(self.printed_sentence());
            let whole = said.fold(whole, |whole, more| format!("{whole}\n\n{more}"));
            return (prose.first_sentence(captures), whole);
        }
        let text = without_workspace(read.unwrap_or("Nothing in its log says why it failed.")).into_owned();
        let whole = self.printed_sentence().map_or(text.clone(), |printed| format!("{text}\n\n{printed}"));
        (text, whole)
    }

    /// Who prints the message: of an answer of a service, the end that was called.
    fn printed_sentence(&self) -> Option<String> {
        let first = self.cause.printed.first()?;
        let place = code(&format!("{}:{}", first.path, first.line));
        let called = self.rule().is_some_and(|rule| rule.category == "http");
        Some(if called {
            format!("{place} prints the message: that is the service that was called. What lacks is at the caller, the other end.")
        } else {
            format!("{place} prints the message.")
        })
    }

    /// The job in the workflow file, where nothing in that file names the variable that a guard tests.
    fn unset_line(&self) -> Option<SourceRef> {
        let guard = self.cause.guard.as_ref().filter(|_| self.variant().is_some())?;
        let (job, _) = self.cause.lead?;
        let path = self.findings.world.run.as_ref()?.path.as_deref()?;
        let text = self.findings.world.files.get(path).filter(|text| !text.contains(&guard.variable))?;
        let needs = Needs::parse(text);
        let (line, own) = job_line(text, needs.key(&self.findings.world.jobs[job].name)?)?;
        Some(SourceRef {
            path: path.to_owned(),
            line,
            text: redact(own.trim()).into_owned(),
            url: self.permalink(path, line),
            what: format!("the job; nothing in this file sets {}", guard.variable),
        })
    }

    fn printed_lines(&self) -> impl Iterator<Item = SourceRef> {
        self.cause.printed.iter().map(|printed| SourceRef {
            path: printed.path.clone(),
            line: printed.line,
            text: redact(&printed.text).into_owned(),
            url: self.permalink(&printed.path, printed.line),
            what: "printed here".to_owned(),
        })
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
        let site = repository_page(run.url.as_deref()?)?;
        Some(format!("{site}/blob/{}/{}#L{line}", run.head_sha.as_deref()?, path.replace(' ', "%20")))
    }

    /// How to see it again.
    fn reproduce(&self) -> Option<String> {
        let finding = self.finding()?;
        let (job, _) = self.cause.lead?;
        let step = self.findings.reading.jobs[job].step_of(finding)?;
        let read = self.reading().map(|reading| (reading.extractor, &reading.details));
        // A secret that GitHub did not mask makes it no command.
        reproduce(&step.script, read).filter(|command| redact(command) == *command)
    }
}

/// Captures as prose shows them: paths as the repository knows them.
fn shown(captures: &Captures) -> Captures {
    let mut shown = Captures::new();
    for (name, kind, value) in captures.iter() {
        let value = match kind {
            CaptureType::Path => in_repository(value),
            CaptureType::Text => without_workspace(value).into_owned(),
            _ => value.to_owned(),
        };
        shown.insert(name, kind, value);
    }
    shown
}

/// Details with each path in them as the repository knows it.
fn relative(mut details: Map<String, Value>) -> Map<String, Value> {
    fn walk(value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Cow::Owned(shorter) = without_workspace(text) {
                    *text = shorter;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(walk),
            Value::Object(fields) => fields.values_mut().for_each(walk),
            _ => {}
        }
    }
    details.values_mut().for_each(walk);
    details
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
