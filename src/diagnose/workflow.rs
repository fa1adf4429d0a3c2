//! Which job waits for which, and what its token may do: `needs:` and `permissions:` of the workflow file at the run's head.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde::Deserialize;

use crate::bundle::yaml;
use crate::rules::Level;

/// The `needs:` and the `permissions:` of a workflow.
#[derive(Debug, Default)]
pub struct Needs {
    jobs: Vec<NeedingJob>,
    permissions: Option<Permissions>,
}

#[derive(Debug)]
struct NeedingJob {
    key: String,
    /// Matches the names that GitHub shows for it; matrix values are anything.
    shown: Option<Regex>,
    needs: Vec<String>,
    permissions: Option<Permissions>,
    /// Whether its steps ask for nothing but the results of others; none where they are not written here.
    judges: Option<bool>,
    /// Whether its steps do nothing but to test the results of others, which they are handed.
    tests_results: bool,
    /// Whether one of its steps asks for more than what failed or was cancelled.
    minds_skips: bool,
    /// The names of artifacts that its steps upload; none where other files or actions may upload some, too.
    uploads: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Workflow {
    jobs: BTreeMap<String, JobText>,
    permissions: Option<Permissions>,
}

#[derive(Deserialize)]
struct JobText {
    name: Option<String>,
    #[serde(default)]
    needs: OneOrMany,
    permissions: Option<Permissions>,
    steps: Option<Vec<BTreeMap<String, Scalar>>>,
}

/// What a key of a step holds, as far as it is a text, or texts by name.
#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Texts(BTreeMap<String, OneText>),
    Other(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneText {
    Text(String),
    Other(serde::de::IgnoredAny),
}

/// `read-all`, `write-all`, or levels by scope; to list one is to refuse the rest.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Permissions {
    All(String),
    Scopes(BTreeMap<String, Level>),
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
            permissions: job.permissions,
            judges: job.steps.as_deref().map(|steps| steps.iter().all(asks_only_for_results)),
            tests_results: job.steps.as_deref().is_some_and(test_results),
            minds_skips: job.steps.iter().flatten().any(minds_skips),
            uploads: job.steps.as_deref().and_then(|steps| steps.iter().map(uploads).collect::<Option<Vec<_>>>()).map(|all| all.concat()),
            key,
        };
        Self { jobs: workflow.jobs.into_iter().map(job).collect(), permissions: workflow.permissions }
    }

    /// Whether a job, by the name GitHub shows, is one of the workflow's.
    pub fn knows(&self, job: &str) -> bool {
        self.find(job).is_some()
    }

    /// Whether neither a job, by the name GitHub shows, nor its workflow says what the token may do. Not, where the job is not known.
    pub fn states_no_permissions(&self, job: &str) -> bool {
        self.permissions.is_none() && self.find(job).is_some_and(|job| job.permissions.is_none())
    }

    /// What the workflow lets a job's token do in a scope; none where it does not say, and the repository's settings decide.
    pub fn permission(&self, job: &str, scope: &str) -> Option<Level> {
        let job = self.find(job)?;
        Some(match job.permissions.as_ref().or(self.permissions.as_ref())? {
            Permissions::All(word) if word == "write-all" => Level::Write,
            Permissions::All(word) if word == "read-all" => Level::Read,
            Permissions::All(_) => return None,
            Permissions::Scopes(levels) => levels.get(scope).copied().unwrap_or(Level::None),
        })
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

    /// Whether the conditions of a job's steps ask for nothing but the results of other jobs; none where its steps are not known.
    pub fn judges(&self, job: &str) -> Option<bool> {
        self.find(job)?.judges
    }

    /// Whether a job does nothing but to test the results of others, as far as its steps are written here.
    pub fn tests_results(&self, job: &str) -> bool {
        self.find(job).is_some_and(|job| job.tests_results)
    }

    /// Whether a job, as its steps are written, may fail where one that it waits for is skipped.
    pub fn minds_skips(&self, job: &str) -> bool {
        self.find(job).is_some_and(|job| job.minds_skips)
    }

    /// Whether a job, by the name GitHub shows, may upload an artifact of a name: it says so, or nobody knows and no job says so.
    pub fn may_upload(&self, job: &str, artifact: &str) -> bool {
        let states = |job: &NeedingJob| job.uploads.iter().flatten().any(|name| is_called(name, artifact));
        let Some(job) = self.find(job) else { return false };
        if self.jobs.iter().any(states) { states(job) } else { job.uploads.is_none() }
    }

    /// Whether a job waits for another one without others between them.
    pub fn names(&self, job: &str, other: &str) -> bool {
        matches!((self.find(job), self.find(other)), (Some(job), Some(other)) if job.needs.contains(&other.key))
    }

    /// The key of a job, by the name GitHub shows.
    pub fn key(&self, job: &str) -> Option<&str> {
        self.find(job).map(|job| job.key.as_str())
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

/// Whether a step's `if:` says nothing of the event, of other steps, of anything but how the jobs before it ended.
fn asks_only_for_results(step: &BTreeMap<String, Scalar>) -> bool {
    let Some(Scalar::Text(condition)) = step.get("if") else { return true };
    !["github.", "steps.", "env.", "inputs.", "vars.", "matrix.", "secrets.", ".outputs"].iter().any(|other| condition.contains(other))
}

/// Whether some step is handed the results of other jobs, or fails for them, and none does anything else.
fn test_results(steps: &[BTreeMap<String, Scalar>]) -> bool {
    const IDLE: [&str; 2] = ["actions/checkout@", "step-security/harden-runner@"];
    const EXITS: [&str; 4] = ["exit", "echo", "false", "#"];
    let told = |step: &BTreeMap<String, Scalar>| {
        let handed = ["run", "env", "with"].iter().any(|key| of_results(&text(step, key)));
        let run = text(step, "run");
        let exits = !run.is_empty() && run.lines().filter_map(|line| line.split_whitespace().next()).all(|word| EXITS.contains(&word));
        handed || exits && of_results(&text(step, "if"))
    };
    let idle = |step: &BTreeMap<String, Scalar>| {
        let (uses, run) = (text(step, "uses"), text(step, "run"));
        let says = !run.is_empty() && run.lines().all(|line| line.trim_start().starts_with("echo"));
        IDLE.iter().any(|action| uses.starts_with(action)) || says
    };
    steps.iter().any(told) && steps.iter().all(|step| told(step) || idle(step))
}

/// Whether a step asks for `success`, or for what was skipped, of other jobs, or is handed all that is known of them.
fn minds_skips(step: &BTreeMap<String, Scalar>) -> bool {
    ["if", "run", "env", "with"]
        .iter()
        .map(|key| text(step, key))
        .any(|text| of_results(&text) && ["skipped", "success", "toJSON(needs", "toJson(needs"].iter().any(|word| text.contains(word)))
}

/// The artifacts that a step uploads; none where another file, or an action that is not known, may upload some.
fn uploads(step: &BTreeMap<String, Scalar>) -> Option<Vec<String>> {
    let uses = text(step, "uses");
    if uses.starts_with("actions/upload-artifact") {
        let name = match step.get("with") {
            Some(Scalar::Texts(with)) => {
                with.get("name").and_then(|name| if let OneText::Text(name) = name { Some(name.clone()) } else { None })
            }
            _ => None,
        };
        return Some(vec![name.unwrap_or_else(|| "artifact".to_owned())]);
    }
    let local = uses.starts_with("./") || uses.contains("upload") || !uses.is_empty() && !uses.starts_with("actions/");
    (!local).then(Vec::new)
}

/// Whether a name as the workflow writes it may be this one: expressions are anything.
fn is_called(written: &str, name: &str) -> bool {
    let Some((start, rest)) = written.split_once("${{") else { return written == name };
    let end = rest.rsplit_once("}}").map_or("", |(_, end)| end);
    name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
}

/// What a key of a step holds, as text.
fn text(step: &BTreeMap<String, Scalar>, key: &str) -> String {
    match step.get(key) {
        Some(Scalar::Text(text)) => text.clone(),
        Some(Scalar::Texts(texts)) => {
            let texts = texts.values().filter_map(|text| if let OneText::Text(text) = text { Some(text.as_str()) } else { None });
            texts.collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}

/// Whether a text holds an expression over results: `needs.*.result`, `needs.build.result`, `toJSON(needs)`.
fn of_results(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("needs") && (text.contains(".result") || text.contains("tojson(needs"))
}

/// Where a workflow file begins a job, by the job's key: the line, from 1, and its text.
pub fn job_line<'t>(workflow: &'t str, key: &str) -> Option<(u32, &'t str)> {
    let mut lines = workflow.lines().enumerate().skip_while(|(_, line)| line.trim_end() != "jobs:").skip(1);
    let begins = |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
    let indent = |line: &str| line.len() - line.trim_start().len();
    let first = lines.clone().find(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
    let own = indent(first.1);
    lines.find(|(_, line)| indent(line) == own && begins(line)).map(|(at, line)| (u32::try_from(at + 1).unwrap_or(u32::MAX), line))
}

#[cfg(test)]
mod tests {
    use super::{Needs, job_line};
    use crate::rules::Level;

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

    #[test]
    fn what_the_conditions_of_steps_ask() {
        let needs = Needs::parse(
            "jobs:\n  a: { steps: [{ if: \"contains(needs.*.result, 'failure')\", run: exit 1 }] }\n  b: { steps: [{ if: github.event.pull_request.draft, run: exit 1 }] }\n  c: { uses: ./x.yml }\n  d: { steps: [{ if: false, run: a, with: { b: [c] } }] }\n",
        );
        assert_eq!(["a", "b", "c", "d", "e"].map(|job| needs.judges(job)), [Some(true), Some(false), None, Some(true), None]);
    }

    #[test]
    fn jobs_have_lines() {
        assert_eq!(job_line(WORKFLOW, "e2e"), Some((6, "  e2e:")));
        assert_eq!(job_line(WORKFLOW, "name"), None);
        assert_eq!(job_line("on: push", "e2e"), None);
    }

    #[test]
    fn permissions_of_the_job_replace_those_of_the_workflow() {
        let needs = Needs::parse(
            "permissions: { contents: read }\njobs:\n  a: {}\n  b: { permissions: { packages: write } }\n  c: { permissions: write-all }\n",
        );
        let level = |job: &str, scope: &str| needs.permission(job, scope);
        assert_eq!((level("a", "contents"), level("a", "packages")), (Some(Level::Read), Some(Level::None)));
        assert_eq!((level("b", "contents"), level("b", "packages")), (Some(Level::None), Some(Level::Write)));
        assert_eq!((level("c", "id-token"), level("other", "contents")), (Some(Level::Write), None));
        assert!(!needs.states_no_permissions("a"));
        let silent = Needs::parse("jobs:\n  a: {}\n  b: { permissions: {} }\n");
        assert!(silent.states_no_permissions("a") && !silent.states_no_permissions("b") && !silent.states_no_permissions("other"));
        assert_eq!(silent.permission("a", "contents"), None);
    }
}
