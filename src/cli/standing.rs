//! Why each job's cause won, and why everything else that was found did not.

use crate::bundle::World;
use crate::diagnose::{Diagnosis, JobDiagnosis, JobFindings, Outranked, Reading};
use crate::matching::{Finding, PassedOver, Source};
use crate::model::Job;
use crate::render::visible;
use crate::report::{Findings, redact};
use crate::rules::{Catalog, Rule};

/// What is told of.
pub(crate) struct Standing<'a> {
    world: &'a World,
    reading: &'a Reading,
    diagnosis: &'a Diagnosis,
    catalog: &'a Catalog,
}

/// So many findings that lost are told of, and so many matches that did not count.
const LOST: usize = 30;

impl<'a> Standing<'a> {
    /// Of all that was found.
    pub(crate) fn of(found: &Findings<'a>) -> Self {
        Self { world: found.world, reading: found.reading, diagnosis: found.diagnosis, catalog: found.catalog }
    }

    /// All failed jobs, as text for people.
    pub(crate) fn told(&self) -> String {
        let failed = (0..self.world.jobs.len()).filter(|&at| self.reading.jobs[at].failed);
        let text: Vec<String> = failed.map(|at| self.job(at)).collect();
        if text.is_empty() { "no job failed\n".to_owned() } else { text.join("\n") }
    }

    fn job(&self, at: usize) -> String {
        let (job, diagnosis, found) = (&self.world.jobs[at], &self.diagnosis.jobs[at], &self.reading.jobs[at]);
        let mut text = format!("{}\n", visible(&job.shown()));
        self.won(diagnosis, found, &mut text);
        for outranked in diagnosis.symptoms.iter().take(LOST) {
            let finding = &found.findings[outranked.finding];
            text.push_str(&self.line("lost", finding));
            text.push_str(&reason(&self.why(outranked, found)));
        }
        if diagnosis.symptoms.len() > LOST {
            text.push_str(&format!("  and {} more that lost\n", diagnosis.symptoms.len() - LOST));
        }
        text
    }

    fn won(&self, diagnosis: &JobDiagnosis, found: &JobFindings, text: &mut String) {
        if let Some(consequence) = &diagnosis.consequence {
            let causes: Vec<String> = consequence.of.iter().map(|cause| format!("C{}", cause + 1)).collect();
            text.push_str(&format!("  follows from {}\n", causes.join(", ")));
            text.push_str(&reason(&consequence.why));
        }
        for (rank, (cause, finding)) in diagnosis.causes.iter().enumerate() {
            let cause = &self.diagnosis.causes[*cause];
            let Some(finding) = finding.map(|finding| &found.findings[finding]) else {
                text.push_str("  nothing was found in it\n");
                continue;
            };
            text.push_str(&self.line(if rank == 0 { "won" } else { "also" }, finding));
            text.push_str(&reason(&format!("confidence {}", cause.confidence.as_str())));
            cause.because.iter().for_each(|because| text.push_str(&reason(because)));
            if let Some(read) = cause.read.filter(|_| rank == 0).and_then(|read| found.findings.get(read)) {
                text.push_str(&reason(&format!("it names what {} read at line {}", self.name(read), read.evidence.log_line)));
            }
            if let Some(variant) = cause.variant.and_then(|variant| finding.rule(self.catalog)?.variants.get(variant)) {
                text.push_str(&reason(&format!("its variant {} holds", variant.id)));
            }
        }
    }

    fn why(&self, outranked: &Outranked, found: &JobFindings) -> String {
        match outranked.by.and_then(|by| found.findings.get(by)) {
            Some(by) => format!("{}: {}, line {}", outranked.why, self.name(by), by.evidence.log_line),
            None => outranked.why.to_owned(),
        }
    }

    fn name(&self, finding: &Finding) -> String {
        match &finding.source {
            Source::Rule(_) => finding.rule(self.catalog).map(Rule::path).unwrap_or_default(),
            Source::Extractor(reading) => reading.extractor.to_owned(),
        }
    }

    fn line(&self, how: &str, finding: &Finding) -> String {
        let place = format!("{}:{}", visible(&finding.evidence.log), finding.evidence.log_line);
        format!("  {how:<5} {}  {place}\n        {}\n", self.name(finding), shown(&finding.evidence.text))
    }

    /// Matches that never were findings, with the reason.
    pub(crate) fn passed_over(&self, job: &Job, passed: &[PassedOver]) -> String {
        if passed.is_empty() {
            return String::new();
        }
        let mut text = format!("{}: matched, and does not count\n", visible(&job.shown()));
        for over in passed.iter().take(LOST) {
            let rule = self.catalog.rules().get(over.rule).map(Rule::path).unwrap_or_default();
            text.push_str(&format!("        {rule}  line {}\n        {}\n", over.log_line, shown(&over.text)));
            text.push_str(&reason(over.why));
        }
        text
    }
}

fn reason(why: &str) -> String {
    format!("        - {}\n", visible(why))
}

/// A line of a log: what is secret masked, nothing invisible, not too long.
fn shown(text: &str) -> String {
    const LONG: usize = 160;
    let text = visible(redact(text.trim()).as_ref());
    match text.char_indices().nth(LONG) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
