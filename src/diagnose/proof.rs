//! The examples of rules, run as tests: each against the whole catalog, since a rule that matches and loses is no use.

use std::collections::BTreeMap;

use super::beside;
use super::controls::Controls;
use super::job::{JobFindings, StepFacts, read_job};
use super::rank::rank;
use super::run::Case;
use super::variant::{self, Scene};
use super::workflow::Needs;
use crate::log::{JobLog, LogError, read_text};
use crate::matching::{Finding, Matcher, Source};
use crate::model::{Annotation, Conclusion, Job, Run, Step};
use crate::rules::{Catalog, Example, Expect, Kind, Permissions, Rule, RunScene};

/// How an example came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As it should.
    Held,
    /// A known miss, still missed.
    KnownMiss,
    /// Not as it should; why.
    Broken(String),
}

/// Runs one example of a rule.
pub fn prove(rule: &Rule, example: &Example, matcher: &Matcher<'_>, catalog: &Catalog) -> Outcome {
    let stage = match Stage::set(example, matcher, catalog) {
        Ok(stage) => stage,
        Err(error) => return Outcome::Broken(format!("failed to {error}")),
    };
    let found = &stage.findings[0];
    let ranked = rank(found, catalog, &stage.controls);
    let is_own = |finding: &Finding| finding.rule(catalog).is_some_and(|other| other.id == rule.id);
    // Of several matches in several steps, the one that wins.
    let own = ranked.primary.filter(|&index| is_own(&found.findings[index])).or_else(|| found.findings.iter().position(is_own));
    match example.expect {
        Expect::NoMatch => match own {
            None => Outcome::Held,
            Some(own) => Outcome::Broken(format!(
                "it must not match, but does at line {}: {}",
                found.findings[own].evidence.log_line, found.findings[own].evidence.text
            )),
        },
        Expect::Todo if own.is_some_and(|own| ranked.primary == Some(own)) => {
            Outcome::Broken("a known miss that is now found: take `todo` away".to_owned())
        }
        Expect::Todo => Outcome::KnownMiss,
        Expect::Match => {
            let Some(own) = own else { return Outcome::Broken("it does not match".to_owned()) };
            let symptom = ranked.symptoms.iter().any(|symptom| symptom.finding == own);
            if ranked.primary != Some(own) && !(rule.kind == Kind::Wrapper && symptom) {
                let winner = ranked.primary.map_or_else(|| "nothing".to_owned(), |index| name(&found.findings[index], catalog));
                return Outcome::Broken(format!("it matches, but {winner} is the primary cause"));
            }
            let taken = &found.findings[own];
            captures(example, &taken.captures).and(|| stage.variant(rule, taken, example, catalog))
        }
    }
}

/// Who found it: `category/id` of a rule, or the extractor's name.
fn name(finding: &Finding, catalog: &Catalog) -> String {
    match &finding.source {
        Source::Extractor(reading) => format!("the {} extractor", reading.extractor),
        Source::Rule(_) => finding.rule(catalog).map(Rule::path).unwrap_or_default(),
    }
}

/// The run that an example tells of: its one job, and the job that it waits for, where it says that there is one.
struct Stage {
    run: Run,
    jobs: Vec<Job>,
    findings: Vec<JobFindings>,
    controls: Controls,
    files: BTreeMap<String, String>,
    needs: Needs,
}

/// The job that an example's job waits for.
const PRODUCER: &str = "the job before";

impl Stage {
    fn set(example: &Example, matcher: &Matcher<'_>, catalog: &Catalog) -> Result<Self, LogError> {
        let scene = &example.run;
        let step = Step { number: 2, name: "Run".to_owned(), conclusion: Some(Conclusion::Failure), started_at: None, completed_at: None };
        let job = |name: &str, no_steps: bool| Job {
            name: name.to_owned(),
            conclusion: Some(Conclusion::Failure),
            id: Some(1),
            steps: if no_steps { Vec::new() } else { vec![step.clone()] },
            ..Job::default()
        };
        let mut own = job(&example.name, scene.no_steps);
        let annotation =
            |message: &String| Annotation { level: Some("failure".to_owned()), message: message.clone(), ..Annotation::default() };
        own.annotations.extend(example.annotation.as_ref().map(annotation));
        let mut found = if example.log.trim().is_empty() {
            beside::without_log(&own, matcher, catalog)
        } else {
            let logs = read_text(&example.name, example.log.clone().into_bytes())?;
            let mut found = logs.first().map(|log| read_job(&own, log, matcher, catalog)).unwrap_or_default();
            beside::add_annotations(&own, &mut found, logs.first().map_or(0, JobLog::len), matcher);
            found
        };
        arrange(&mut found, example);
        let (mut jobs, mut findings) = (vec![own], vec![found]);
        if scene.needs_failed {
            jobs.push(job(PRODUCER, false));
            findings.push(JobFindings { failed: true, ..JobFindings::default() });
        }
        let run =
            Run { event: scene.event.clone(), branch: scene.branch.clone(), fork: scene.fork, attempt: scene.attempt, ..Run::default() };
        let needs = Needs::parse(&workflow(&example.name, scene));
        Ok(Self { run, jobs, findings, controls: Controls::default(), files: example.source.iter().cloned().collect(), needs })
    }

    /// Whether the variant that an example states is the one that holds.
    fn variant(&self, rule: &Rule, finding: &Finding, example: &Example, catalog: &Catalog) -> Outcome {
        let Some(wanted) = &example.variant else { return Outcome::Held };
        let case = Case {
            run: Some(&self.run),
            jobs: &self.jobs,
            findings: &self.findings,
            controls: &self.controls,
            files: &self.files,
            needs: &self.needs,
            others: &[],
            change: None,
            tree: None,
            setups: &[],
            catalog,
        };
        let scene = Scene { case: &case, job: 0, step: self.findings[0].step_of(finding) };
        let held = variant::choose(rule, finding, &scene).0.map(|at| rule.variants[at].id.as_str());
        match held {
            Some(held) if held == wanted => Outcome::Held,
            Some(other) => Outcome::Broken(format!("variant {wanted} should hold, {other} does")),
            None => Outcome::Broken(format!("variant {wanted} should hold, none does")),
        }
    }
}

/// What an example says beside its log, where the log itself does not say it.
fn arrange(found: &mut JobFindings, example: &Example) {
    found.facts.runner = example.run.runner.or(found.facts.runner);
    if example.env.is_empty() {
        return;
    }
    if found.steps.is_empty() {
        found.steps.push(StepFacts::default());
    }
    for step in &mut found.steps {
        step.env = example.env.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    }
}

/// The workflow file of the run: which job waits for which, and what it may do. Without either there is none.
fn workflow(job: &str, scene: &RunScene) -> String {
    if scene.permissions.is_none() && !scene.needs_failed {
        return String::new();
    }
    // Names are quoted as JSON, which is YAML.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let needs = if scene.needs_failed { "    needs: producer\n" } else { "" };
    let mut text = format!("jobs:\n  producer:\n    name: {}\n  consumer:\n    name: {}\n{needs}", quoted(PRODUCER), quoted(job));
    match &scene.permissions {
        Some(Permissions::Absent) => {}
        Some(Permissions::AtMost(levels)) => {
            let levels: Vec<String> = levels.iter().map(|(scope, level)| format!("{}: {}", quoted(scope), level.as_str())).collect();
            text.push_str(&format!("    permissions: {{ {} }}\n", levels.join(", ")));
        }
        // There is a key, and what it says is not known.
        None => text.push_str("    permissions: unknown\n"),
    }
    text
}

fn captures(example: &Example, taken: &crate::rules::Captures) -> Outcome {
    let Some(wanted) = &example.captures else { return Outcome::Held };
    let wrong = wanted.iter().find(|(name, value)| taken.get(name) != Some(value.as_str()));
    match wrong {
        None => Outcome::Held,
        Some((name, value)) => Outcome::Broken(format!("capture {name} should be {value:?}, is {:?}", taken.get(name).unwrap_or_default())),
    }
}

impl Outcome {
    /// The first of two that is not as it should be.
    fn and(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Held { other() } else { self }
    }
}
