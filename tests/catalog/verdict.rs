//! What the program makes of a few lines that a failed step printed.

use triage::bundle::{Parts, World};
use triage::diagnose::{Controls, JobFindings, rank, read, read_job};
use triage::log::read_text;
use triage::matching::{Finding, Source};
use triage::model::{Annotation, Conclusion, Job, Run};
use triage::rules::Kind;

use super::matcher;
use super::table::Answer;

/// The primary cause of a step that printed these lines, and what it explains.
pub(crate) struct Verdict {
    found: JobFindings,
    primary: Option<usize>,
}

impl Verdict {
    pub(crate) fn of(lines: &str) -> Self {
        let (catalog, matcher) = matcher();
        let exit = if lines.contains("##[error]") { "" } else { "##[error]Process completed with exit code 1.\n" };
        let log = format!("##[group]Run ./ci.sh\n./ci.sh\nshell: /usr/bin/bash -e {{0}}\n##[endgroup]\n{lines}\n{exit}");
        let job = Job { name: "row".to_owned(), conclusion: Some(Conclusion::Failure), ..Job::default() };
        let found = read_job(&job, &read_text("row", log.into_bytes()).unwrap()[0], matcher, catalog);
        let primary = rank(&found, catalog, &Controls::default()).primary;
        Self { found, primary }
    }

    /// Of a job that printed nothing, and of which its check run says this, or not even that.
    pub(crate) fn beside(annotation: Option<&str>) -> Self {
        let (catalog, matcher) = matcher();
        let said = |message: &str| Annotation { level: Some("failure".to_owned()), message: message.to_owned(), ..Annotation::default() };
        let job = Job {
            id: Some(1),
            name: "row".to_owned(),
            conclusion: Some(Conclusion::Failure),
            annotations: annotation.map(said).into_iter().collect(),
            ..Job::default()
        };
        let world = World::open(Parts { run: Some(Run::default()), jobs: vec![job], ..Parts::default() }).unwrap();
        let found = read(&world, matcher, catalog).unwrap().jobs.remove(0);
        let primary = rank(&found, catalog, &Controls::default()).primary;
        Self { found, primary }
    }

    pub(crate) fn primary(&self) -> Option<&Finding> {
        self.primary.map(|index| &self.found.findings[index])
    }

    /// The line that the cause rests on.
    pub(crate) fn line(&self) -> Option<&str> {
        self.primary().map(|finding| finding.evidence.text.as_str())
    }

    /// Who answers: the cause's rule or extractor, else the wrapper that says most, else nobody. The unusual line is no answer.
    pub(crate) fn answer(&self) -> Answer {
        let catalog = matcher().0;
        match self.primary().map(|finding| (&finding.source, finding.rule(catalog))) {
            Some((Source::Extractor(reading), _)) if reading.extractor != "unusual" => {
                return Answer::Extractor(reading.extractor.to_owned());
            }
            Some((_, Some(rule))) => return Answer::Rule(rule.path()),
            _ => {}
        }
        // The runner's own boilerplate stands under every script.
        let boilerplate = |path: &String| path == "runner/process-exit-code";
        let mut wrappers = self.wrappers();
        let own = wrappers.iter().position(|path| !boilerplate(path));
        own.map_or(Answer::Pending, |at| Answer::Wrapper(wrappers.swap_remove(at)))
    }

    /// The wrappers that match, by line.
    pub(crate) fn wrappers(&self) -> Vec<String> {
        let rules = self.found.findings.iter().filter_map(|finding| finding.rule(matcher().0));
        rules.filter(|rule| rule.kind == Kind::Wrapper).map(triage::rules::Rule::path).collect()
    }
}
