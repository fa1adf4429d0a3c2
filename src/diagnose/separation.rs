//! What separates red from green: a value of the matrix, or two, the image, or the machine that all red jobs have and no green one.

use std::collections::BTreeSet;

use super::run::{Case, RunCause};
use crate::model::{Conclusion, Job, code};

/// What a group of jobs has in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trait {
    /// What kind of thing it is.
    pub axis: Axis,
    /// Its value. Raw text.
    pub value: String,
}

/// Something by which jobs differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// A value in the parentheses of a matrix job's name, by its place, from 0.
    Matrix(usize),
    /// The labels that the job asked for.
    Label,
    /// The image that the machine was made from.
    Image,
    /// That image's version.
    ImageVersion,
    /// The machine itself, where it is somebody's own.
    Runner,
}

/// What separates the jobs with a cause from those that passed.
#[derive(Clone, Debug, PartialEq)]
pub struct Separation {
    /// One trait, or two.
    pub by: Vec<Trait>,
    /// Jobs with the traits and the cause.
    pub red: usize,
    /// Jobs with the traits.
    pub of: usize,
    /// Jobs without the traits, none of which has the cause.
    pub elsewhere: usize,
    /// How likely chance alone separates them so well: Fisher's exact test, one-sided.
    pub p: f64,
}

/// Chance is ruled out below this.
const UNLIKELY: f64 = 0.05;
/// A run has 256 jobs of a matrix; more are not compared.
const MOST: usize = 512;

/// Looks for what separates a cause's jobs from those that passed.
pub(super) fn separation(cause: &RunCause, case: &Case<'_>) -> Option<Separation> {
    let red: BTreeSet<usize> = cause.jobs.iter().map(|(job, _)| *job).collect();
    let (lead, _) = cause.jobs.first()?;
    let passed = |at: &usize| case.jobs[*at].conclusion == Some(Conclusion::Success);
    let all: Vec<usize> = (0..case.jobs.len()).filter(|at| red.contains(at) || passed(at)).take(MOST).collect();
    let (family, _) = split(&case.jobs[*lead].name);
    let of_family = red.iter().all(|at| split(&case.jobs[*at].name).0 == family);
    let members: Vec<usize> = all.iter().copied().filter(|at| split(&case.jobs[*at].name).0 == family).collect();
    let mut best: Option<Separation> = None;
    if of_family && members.len() > red.len() {
        best = search(&members, &red, case, true);
    }
    // Machines are shared by all jobs.
    let machine = search(&all, &red, case, false);
    if machine.as_ref().is_some_and(|machine| best.as_ref().is_none_or(|best| machine.p < best.p)) {
        best = machine;
    }
    best
}

/// Whether jobs of the same kinds passed on other machines: else the work may be what separates, and the machine only has it.
pub(super) fn exchangeable(cause: &RunCause, case: &Case<'_>) -> bool {
    let kind = |at: usize| {
        let name: String = split(&case.jobs[at].name).0.chars().filter(|c| !c.is_ascii_digit()).collect();
        (name, &case.jobs[at].labels)
    };
    let red = || cause.jobs.iter().map(|(job, _)| *job);
    let passed = |at: usize| case.jobs[at].conclusion == Some(Conclusion::Success);
    let elsewhere = |at: usize| red().all(|job| case.jobs[job].runner != case.jobs[at].runner);
    let green: BTreeSet<(String, &Vec<String>)> =
        (0..case.jobs.len()).filter(|&at| passed(at) && elsewhere(at)).take(MOST).map(kind).collect();
    red().all(|at| green.contains(&kind(at)))
}

fn search(jobs: &[usize], red: &BTreeSet<usize>, case: &Case<'_>, family: bool) -> Option<Separation> {
    let traits: Vec<(usize, Vec<Trait>)> = jobs.iter().map(|at| (*at, traits(*at, case, family))).collect();
    let first = traits.iter().find(|(at, _)| red.contains(at))?;
    let mut candidates: Vec<Vec<Trait>> = first.1.iter().map(|one| vec![one.clone()]).collect();
    for (at, one) in first.1.iter().enumerate() {
        candidates.extend(first.1[at + 1..].iter().map(|two| vec![one.clone(), two.clone()]));
    }
    let mut best: Option<Separation> = None;
    for by in candidates {
        let has = |own: &[Trait]| by.iter().all(|wanted| own.contains(wanted));
        let of = traits.iter().filter(|(_, own)| has(own)).count();
        let hit = traits.iter().filter(|(at, own)| red.contains(at) && has(own)).count();
        let elsewhere = jobs.len() - of;
        // All red jobs must have it, and few green ones may.
        if hit < red.len() || hit < 2 && elsewhere < 19 || elsewhere == 0 || (of - hit) * 4 > hit {
            continue;
        }
        let p = fisher(hit, of, red.len(), jobs.len());
        if p <= UNLIKELY && best.as_ref().is_none_or(|best| p < best.p * 0.999) {
            best = Some(Separation { by, red: hit, of, elsewhere, p });
        }
    }
    best
}

/// `test (windows-latest, 3.13)` → `test`, and the values.
fn split(name: &str) -> (&str, Vec<&str>) {
    match name.strip_suffix(')').and_then(|rest| rest.split_once(" (")) {
        Some((family, values)) => (family, values.split(", ").collect()),
        None => (name, Vec::new()),
    }
}

fn traits(at: usize, case: &Case<'_>, family: bool) -> Vec<Trait> {
    let job = &case.jobs[at];
    let mut traits = Vec::new();
    let mut add = |axis, value: String| traits.push(Trait { axis, value });
    if family {
        for (place, value) in split(&job.name).1.into_iter().enumerate() {
            add(Axis::Matrix(place), value.to_owned());
        }
        if !job.labels.is_empty() {
            add(Axis::Label, job.labels.join(", "));
        }
        if let Some(setup) = case.setups.get(at) {
            setup.image.iter().for_each(|image| add(Axis::Image, image.clone()));
            setup.image_version.iter().for_each(|version| add(Axis::ImageVersion, version.clone()));
        }
    }
    if let Some(runner) = own_machine(job) {
        add(Axis::Runner, runner.to_owned());
    }
    traits
}

/// GitHub's machines are new for each job; their names tell nothing.
fn own_machine(job: &Job) -> Option<&str> {
    let runner = job.runner.as_deref()?;
    let hosted = runner.starts_with("GitHub Actions") || runner.starts_with("GitHub-Actions") || runner == "Hosted Agent";
    (!hosted).then_some(runner)
}

/// The chance that of `red` red jobs among `all`, at least `hit` are among the `of` that have something in common.
fn fisher(hit: usize, of: usize, red: usize, all: usize) -> f64 {
    let choose = |n: usize, k: usize| -> f64 {
        if k > n {
            return f64::NEG_INFINITY;
        }
        (1..=k).map(|i| ((n - k + i) as f64).ln() - (i as f64).ln()).sum()
    };
    let whole = choose(all, red);
    (hit..=of.min(red)).map(|x| (choose(of, x) + choose(all - of, red - x) - whole).exp()).sum::<f64>().min(1.0)
}

impl Separation {
    /// Whether it is one machine.
    pub fn is_one_machine(&self) -> bool {
        self.by.len() == 1 && self.by[0].axis == Axis::Runner
    }

    /// ``6 of 6 with `windows-latest` × `3.13`, 0 of 12 elsewhere``. Markdown.
    pub fn sentence(&self) -> String {
        let by: Vec<String> = self.by.iter().map(|of| format!("{}{}", of.axis.prefix(), code(&of.value))).collect();
        format!("{} of {} with {}, 0 of {} elsewhere", self.red, self.of, by.join(" × "), self.elsewhere)
    }
}

impl Axis {
    /// The word in the report's JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Matrix(_) => "matrix",
            Self::Label => "label",
            Self::Image => "image",
            Self::ImageVersion => "image-version",
            Self::Runner => "runner",
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Matrix(_) => "",
            Self::Label => "label ",
            Self::Image => "image ",
            Self::ImageVersion => "image version ",
            Self::Runner => "runner ",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{fisher, split};

    #[test]
    fn exact_chances() {
        assert!((fisher(3, 3, 3, 12) - 1.0 / 220.0).abs() < 1e-12);
        assert!((fisher(0, 3, 3, 12) - 1.0).abs() < 1e-12);
        assert!((fisher(6, 6, 6, 18) - 1.0 / 18_564.0).abs() < 1e-12);
    }

    #[test]
    fn names_of_a_matrix() {
        assert_eq!(split("test (windows-latest, 3.13)"), ("test", vec!["windows-latest", "3.13"]));
        assert_eq!(split("lint"), ("lint", vec![]));
    }
}
