//! What became of each job.

use super::model::{Held, JobCheck};
use super::score::Said;
use crate::report::{Forecast, JobReport, Report};

pub(super) fn jobs(report: &Report, next: &Report, forecast: Option<&Forecast>) -> (Vec<JobCheck>, Vec<Said>) {
    let (mut checks, mut said) = (Vec::new(), Vec::new());
    for job in &report.jobs {
        let now = next.jobs.iter().find(|now| now.name == job.name);
        let conclusion = now.and_then(|now| now.conclusion.clone());
        let skipped = |conclusion: Option<&str>| matches!(conclusion, None | Some("skipped" | "neutral"));
        if skipped(job.conclusion.as_deref()) && skipped(conclusion.as_deref()) {
            continue;
        }
        let listed = |names: &[String]| names.contains(&job.name);
        let predicted = match forecast {
            Some(forecast) if listed(&forecast.jobs.pass) => "pass",
            Some(forecast) if listed(&forecast.jobs.fail) => "fail",
            _ => "unknown",
        };
        let passes = match conclusion.as_deref() {
            Some("success") => Some(true),
            Some("failure" | "timed_out" | "startup_failure") => Some(false),
            _ => None,
        };
        let verdict = match (predicted, passes) {
            ("pass", Some(true)) | ("fail", Some(false)) => Held::Held,
            ("pass", Some(false)) if now.is_some_and(|now| broken_anew(job, now, report, next)) => Held::Changed,
            ("pass", Some(false)) | ("fail", Some(true)) => Held::Wrong,
            _ => Held::Unknown,
        };
        if let (Some(came), Some(forecast)) = (passes, forecast)
            && predicted != "unknown"
        {
            let likely = likely_green(job, report, forecast, predicted);
            said.push(Said { likely, otherwise: f64::from(u8::from(job.conclusion.as_deref() == Some("success"))), came });
        }
        checks.push(JobCheck { job: job.name.clone(), predicted: predicted.to_owned(), conclusion, verdict });
    }
    (checks, said)
}

/// How likely the report said the job would be green: the forecast's own number, else that its causes go.
fn likely_green(job: &JobReport, report: &Report, forecast: &Forecast, predicted: &str) -> f64 {
    if let Some(green) = forecast.jobs.green.iter().find(|green| green.name == job.name) {
        return green.probability;
    }
    let gone = |id: &str| forecast.causes_gone.iter().find(|gone| gone.id == id).map_or(0.0, |gone| gone.probability);
    let known = job.causes.iter().filter(|part| report.causes.iter().any(|cause| cause.id == part.id));
    if job.causes.is_empty() { f64::from(u8::from(predicted == "pass")) } else { known.map(|part| gone(&part.id)).product() }
}

/// Whether nothing of what broke the job breaks it now, and something else does.
fn broken_anew(job: &JobReport, now: &JobReport, report: &Report, next: &Report) -> bool {
    let fingerprints = |of: &JobReport, within: &Report| -> Vec<String> {
        let causes = of.causes.iter().filter_map(|part| within.causes.iter().find(|cause| cause.id == part.id));
        causes.map(|cause| cause.fingerprint.clone()).collect()
    };
    let (before, after) = (fingerprints(job, report), fingerprints(now, next));
    !before.is_empty() && !after.is_empty() && !after.iter().any(|now| before.contains(now))
}
