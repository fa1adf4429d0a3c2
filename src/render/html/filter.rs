//! Which parts of the page are shown: by job, by category. Without a script, all are.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::render::escape::{bounded, html};
use crate::report::Report;

/// Hides the parts that are about none of the chosen causes.
pub(super) const SCRIPT: &str = include_str!("filter.js");

/// The script's hash, by which the page allows it and no other.
pub(super) fn hash() -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(SCRIPT)))
}

/// Two lists to choose from; empty where there is nothing to choose.
pub(super) fn form(report: &Report) -> String {
    if report.causes.len() < 2 {
        return String::new();
    }
    let number = |id: &str| report.causes.iter().position(|cause| cause.id == id).map(|index| index + 1);
    let jobs: Vec<(String, Vec<usize>)> = report
        .jobs
        .iter()
        .map(|job| {
            let name = job.label.as_deref().filter(|label| !label.trim().is_empty()).unwrap_or(&job.name);
            (name.to_owned(), job.causes.iter().filter_map(|part| number(&part.id)).collect::<Vec<_>>())
        })
        .filter(|(_, causes)| !causes.is_empty())
        .collect();
    let mut categories: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, cause) in report.causes.iter().enumerate() {
        categories.entry(cause.category.clone()).or_default().push(index + 1);
    }
    format!(
        "<form class=\"filter\" hidden>\n{}{}<button type=\"reset\">Show all</button>\n<output></output>\n</form>\n",
        select("Job", "all jobs", jobs.into_iter()),
        select("Category", "all categories", categories.into_iter())
    )
}

fn select(label: &str, all: &str, options: impl Iterator<Item = (String, Vec<usize>)>) -> String {
    let options: String = options
        .map(|(name, causes)| {
            let causes: Vec<String> = causes.iter().map(ToString::to_string).collect();
            format!("<option value=\"{}\">{}</option>", causes.join(" "), html(&bounded(&name, 60)))
        })
        .collect();
    format!("<label>{label} <select><option value=\"\">{all}</option>{options}</select></label>\n")
}
