//! Cases of one project: `dev.jsonl`, `dev-links.jsonl` (cases and commits that were to fix them, with whether they did) and
//! `commits.jsonl.xz` (every commit of the time), as pairs to learn from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use triage::fix::{Signal, Symptoms, features, inner_name, signals};
use triage::model::{ChangedFile, Commit};

use super::learn::{Pair, left_out, precision};

/// A failed job and its cause.
struct Case {
    id: String,
    run: Option<u64>,
    job: String,
    class: String,
    told: DateTime<Utc>,
    lines: Vec<String>,
    /// How many jobs of its run the cases name.
    broken: usize,
}

/// What a directory holds.
pub(crate) struct Cases {
    all: Vec<Case>,
    commits: Vec<Commit>,
    links: Vec<(usize, usize, bool)>,
}

impl Cases {
    pub(crate) fn read(directory: &Path) -> Self {
        let lines = |text: &str| text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>();
        let read = |name: &str| lines(&std::fs::read_to_string(directory.join(name)).expect(name));
        let packed = Command::new("xz").arg("-dc").arg(directory.join("commits.jsonl.xz")).output().expect("xz");
        let told = lines(&String::from_utf8(packed.stdout).unwrap());
        let named = told.iter().enumerate().flat_map(|(at, json)| {
            let aliases = json["aliases"].as_array().unwrap().iter().chain([&json["sha"]]);
            aliases.map(move |sha| (sha.as_str().unwrap().to_owned(), at))
        });
        let named: BTreeMap<String, usize> = named.collect();
        let mut cases: Vec<Case> = read("dev.jsonl").iter().map(case).collect();
        let mut broken: BTreeMap<u64, BTreeSet<String>> = BTreeMap::new();
        for case in &cases {
            broken.entry(case.run.unwrap_or_default()).or_default().insert(case.job.clone());
        }
        for case in &mut cases {
            case.broken = case.run.map_or(1, |run| broken[&run].len());
        }
        let links = read("dev-links.jsonl")
            .iter()
            .filter(|link| link["role"] != "self")
            .map(|link| {
                let case = cases.iter().position(|case| link["case"] == case.id.as_str()).unwrap();
                (case, named[link["commit"].as_str().unwrap()], link["role"] == "fix")
            })
            .collect();
        Self { all: cases, commits: told.iter().map(commit).collect(), links }
    }

    /// Each case with each commit that somebody called its fix; the last feature is whether the failure was seen again.
    pub(crate) fn pairs(&self) -> Vec<Pair> {
        let pair = |(case, commit, fixed): &(usize, usize, bool)| {
            let (case, commit) = (&self.all[*case], &self.commits[*commit]);
            let mut features = features(&fired(case, commit), Some(case.told), case.broken, commit).to_vec();
            features.push(f64::from(u8::from(seen_again(case, commit, &self.all))));
            Pair { run: of_run(case), features, fixed: *fixed }
        };
        self.links.iter().map(pair).collect()
    }

    /// Every commit of the time as a candidate for every case, in words.
    pub(crate) fn window(&self) -> String {
        window(&self.all, &self.commits, &self.links)
    }
}

fn of_run(case: &Case) -> String {
    case.run.map_or_else(|| case.id.clone(), |run| run.to_string())
}

fn commit(json: &Value) -> Commit {
    let text = |name: &str| json[name].as_str().unwrap_or_default();
    let patches = json["patches"].as_array().unwrap();
    let files = json["files"].as_array().unwrap().iter().map(|path| {
        let patch = patches.iter().find(|patch| patch["path"] == *path).and_then(|patch| patch["hunks"].as_str());
        ChangedFile { path: path.as_str().unwrap().to_owned(), patch: patch.map(str::to_owned) }
    });
    Commit {
        sha: text("sha").to_owned(),
        message: format!("{}\n\n{}", text("subject"), text("body")),
        authored_at: Some(time(text("author_date"))),
        files: Some(files.collect()),
        ..Commit::default()
    }
}

fn case(json: &Value) -> Case {
    let digits: String = json["run_id"].as_str().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    Case {
        id: json["case"].as_str().unwrap().to_owned(),
        run: digits.parse().ok(),
        job: json["job"].as_str().unwrap_or_default().to_owned(),
        class: json["class"].as_str().unwrap_or_default().to_owned(),
        told: time(json["doc_date"].as_str().unwrap()),
        lines: json["evidence"].as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect(),
        broken: 1,
    }
}

fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// The signals of a commit, for any line that a case quotes; the cases do not tell the job's id.
fn fired(case: &Case, commit: &Commit) -> Vec<Signal> {
    let names: Vec<String> = inner_name(&case.job).into_iter().chain([case.job.clone()]).filter(|name| name.len() > 3).collect();
    let mut found: BTreeSet<Signal> = BTreeSet::new();
    for line in &case.lines {
        let symptoms = Symptoms {
            run_id: case.run,
            began: Some(case.told),
            job_ids: Vec::new(),
            broken: case.broken,
            names: names.clone(),
            line,
            captures: Vec::new(),
            trusted: true,
            ..Symptoms::default()
        };
        found.extend(signals(commit, &symptoms));
    }
    if case.run.is_some_and(|run| commit.message.contains(&format!("runs/{run}/job/"))) {
        found.insert(Signal::CitesJob);
    }
    found.into_iter().collect()
}

/// Whether another run's report has the same kind of failure in the same job, within a week after the commit.
fn seen_again(case: &Case, commit: &Commit, cases: &[Case]) -> bool {
    let written = commit.authored_at.unwrap();
    cases.iter().any(|other| {
        let after = other.told - written;
        other.run != case.run
            && other.class == case.class
            && other.job.to_lowercase() == case.job.to_lowercase()
            && after > TimeDelta::minutes(10)
            && after < TimeDelta::days(7)
    })
}

/// Every commit of the time as a candidate for every case.
fn window(cases: &[Case], commits: &[Commit], links: &[(usize, usize, bool)]) -> String {
    let mut pairs: Vec<(usize, Pair)> = Vec::new();
    let fixes: BTreeSet<(usize, usize)> = links.iter().filter(|link| link.2).map(|link| (link.0, link.1)).collect();
    let has_fix: BTreeSet<usize> = fixes.iter().map(|fix| fix.0).collect();
    let mut silent = 0;
    for (at, case) in cases.iter().enumerate().filter(|(at, _)| has_fix.contains(at)) {
        for (of, commit) in commits.iter().enumerate() {
            let fired = fired(case, commit);
            let fixed = fixes.contains(&(at, of));
            // A job's name alone is in every other subject.
            if fired.iter().all(|signal| *signal == Signal::NamesJob) {
                silent += usize::from(fixed);
                continue;
            }
            let mut features = features(&fired, Some(case.told), case.broken, commit).to_vec();
            // Before the report or long after it is not the same as at once.
            let hours = (commit.authored_at.unwrap() - case.told).num_minutes() as f64 / 60.0;
            features.extend([f64::from(u8::from(hours < -8.0)), f64::from(u8::from(hours > 72.0))]);
            pairs.push((at, Pair { run: of_run(case), features, fixed }));
        }
    }
    let (of, pairs): (Vec<usize>, Vec<Pair>) = pairs.into_iter().unzip();
    let given = left_out(&pairs);
    let mut told = format!(
        "all {} commits for each of {} cases: {} pairs fire more than a job's name, {} of {} fixes among them, {silent} fire nothing\n",
        commits.len(),
        has_fix.len(),
        pairs.len(),
        pairs.iter().filter(|pair| pair.fixed).count(),
        fixes.len(),
    );
    let fired = pairs.iter().filter(|pair| pair.fixed).count() as f64;
    for recall in [0.1, 0.2, 0.25] {
        let whole: Vec<usize> = (0..given.len()).collect();
        let within = recall * fixes.len() as f64 / fired;
        if within <= 1.0 {
            told.push_str(&format!("precision at a recall of {recall}: {:.2}\n", precision(&given, &whole, within)));
        }
    }
    for best in [1, 3] {
        let hit = has_fix.iter().filter(|case| {
            let mut own: Vec<usize> = (0..of.len()).filter(|at| of[*at] == **case).collect();
            own.sort_by(|a, b| given[*b].0.total_cmp(&given[*a].0));
            own.iter().take(best).any(|at| given[*at].2)
        });
        told.push_str(&format!("cases with a true fix among the best {best}: {} of {}\n", hit.count(), has_fix.len()));
    }
    told
}
