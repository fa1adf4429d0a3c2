//! Which job waits for which: the `needs:` of the workflow file at the run's head.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde::Deserialize;

use crate::bundle::yaml;

/// The `needs:` of a workflow.
#[derive(Debug, Default)]
pub struct Needs {
    jobs: Vec<NeedingJob>,
}

#[derive(Debug)]
struct NeedingJob {
    key: String,
    /// Matches the names that GitHub shows for it; matrix values are anything.
    shown: Option<Regex>,
    needs: Vec<String>,
}

#[derive(Deserialize)]
struct Workflow {
    jobs: BTreeMap<String, JobText>,
}

#[derive(Deserialize)]
struct JobText {
    name: Option<String>,
    #[serde(default)]
    needs: OneOrMany,
}

#[derive(Default, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

impl Needs {
    /// Reads a workflow file; one that does not parse has no needs we know of.
    pub fn parse(workflow: &str) -> Self {
        let Ok(workflow) = yaml::parse::<Workflow>(workflow) else { return Self::default() };
        let job = |(key, job): (String, JobText)| NeedingJob {
            shown: shown(&key, job.name.as_deref()),
            needs: match job.needs {
                OneOrMany::None => Vec::new(),
                OneOrMany::One(need) => vec![need],
                OneOrMany::Many(needs) => needs,
            },
            key,
        };
        Self { jobs: workflow.jobs.into_iter().map(job).collect() }
    }

    /// Whether a job, by the name GitHub shows, waits for another, directly or through others.
    pub fn waits_for(&self, job: &str, other: &str) -> bool {
        let (Some(job), Some(other)) = (self.find(job), self.find(other)) else { return false };
        let mut seen = BTreeSet::new();
        let mut open: Vec<&str> = job.needs.iter().map(String::as_str).collect();
        while let Some(key) = open.pop() {
            if key == other.key {
                return true;
            }
            if seen.insert(key)
                && let Some(next) = self.jobs.iter().find(|job| job.key == key)
            {
                open.extend(next.needs.iter().map(String::as_str));
            }
        }
        false
    }

    /// The job a shown name belongs to: the longest pattern that fits wins, as `build (a)` may fit both `build` and a templated name.
    fn find(&self, name: &str) -> Option<&NeedingJob> {
        let fits = self.jobs.iter().filter(|job| job.shown.as_ref().is_some_and(|shown| shown.is_match(name)));
        fits.max_by_key(|job| job.shown.as_ref().map_or(0, |shown| shown.as_str().len()))
    }
}

/// `E2E (${{ matrix.service }})` → names like `E2E (gateway)`; a job without a name is shown by its key, with matrix values or a called workflow's job behind it.
fn shown(key: &str, name: Option<&str>) -> Option<Regex> {
    let name = name.unwrap_or(key);
    let mut pattern = String::from("^");
    let mut rest = name;
    while let Some((text, tail)) = rest.split_once("${{") {
        pattern.push_str(&regex::escape(text));
        pattern.push_str(".*");
        rest = tail.split_once("}}").map_or("", |(_, tail)| tail);
    }
    pattern.push_str(&regex::escape(rest));
    pattern.push_str(r"(?: \(.*\))?(?: / .*)?$");
    Regex::new(&pattern).ok()
}

#[cfg(test)]
mod tests {
    use super::Needs;

    const WORKFLOW: &str = "
on: push
jobs:
  lint: { runs-on: x }
  build: { needs: lint, strategy: { matrix: { a: [1] } } }
  e2e:
    name: E2E (${{ matrix.service }})
    needs: [build]
  summary: { name: All done, needs: [lint, e2e], if: always() }
";

    #[test]
    fn shown_names_find_their_jobs() {
        let needs = Needs::parse(WORKFLOW);
        assert!(needs.waits_for("All done", "E2E (gateway)"));
        assert!(needs.waits_for("All done", "build (1)"));
        assert!(needs.waits_for("E2E (x)", "lint"));
        assert!(!needs.waits_for("lint", "All done"));
        assert!(!needs.waits_for("All done", "something else"));
        assert!(!Needs::parse("jobs: [").waits_for("a", "b"));
    }
}
