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
    /// A word of the job's name, where it is no value of a matrix.
    Word,
    /// What started the run; it separates runs, not jobs.
    Event,
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
/// Words of a name that are compared.
const NAMED: usize = 12;

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
        best = search(&members, &red, |at| family_traits(at, case));
    } else if red.len() > 1 {
        let related = related(&all, &red, case);
        best = search(&related, &red, |at| name_traits(at, case));
    }
    // Machines are shared by all jobs.
    let machine = search(&all, &red, |at| machine_traits(at, case));
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

/// What started the runs in which a cause stood, and not those in which its jobs passed: each with the cause or not.
pub(super) fn by_event(runs: &[(&str, bool)]) -> Option<Separation> {
    let red: BTreeSet<usize> = (0..runs.len()).filter(|&at| runs[at].1).collect();
    let all: Vec<usize> = (0..runs.len()).collect();
    search(&all, &red, |at| vec![Trait { axis: Axis::Event, value: runs[at].0.to_owned() }])
}

/// The jobs with which those of a cause can be compared by name: they have the word that most jobs have of those that all red ones share. A
/// word that only red jobs have says what they do.
fn related(all: &[usize], red: &BTreeSet<usize>, case: &Case<'_>) -> Vec<usize> {
    let mut shared = red.iter().map(|at| words(&case.jobs[*at].name));
    let Some(first) = shared.next() else { return Vec::new() };
    let shared = shared.fold(first, |shared, own| shared.intersection(&own).cloned().collect());
    let with = |word: &str| -> Vec<usize> { all.iter().copied().filter(|at| words(&case.jobs[*at].name).contains(word)).collect() };
    shared.iter().map(|word| with(word)).max_by_key(Vec::len).unwrap_or_default()
}

/// The words of a job's name, in lower case.
fn words(name: &str) -> BTreeSet<String> {
    let parts = name.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|part| !part.is_empty());
    parts.take(NAMED).map(str::to_lowercase).collect()
}

fn search(jobs: &[usize], red: &BTreeSet<usize>, traits: impl Fn(usize) -> Vec<Trait>) -> Option<Separation> {
    let traits: Vec<(usize, Vec<Trait>)> = jobs.iter().map(|at| (*at, traits(*at))).collect();
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

/// What jobs of one matrix differ by.
fn family_traits(at: usize, case: &Case<'_>) -> Vec<Trait> {
    let values = split(&case.jobs[at].name).1.into_iter().enumerate();
    let matrix = values.map(|(place, value)| Trait { axis: Axis::Matrix(place), value: value.to_owned() });
    matrix.chain(image_traits(at, case)).chain(machine_traits(at, case)).collect()
}

/// What jobs with a word in common differ by.
fn name_traits(at: usize, case: &Case<'_>) -> Vec<Trait> {
    let words = words(&case.jobs[at].name).into_iter().map(|value| Trait { axis: Axis::Word, value });
    words.chain(image_traits(at, case)).chain(machine_traits(at, case)).collect()
}

fn image_traits(at: usize, case: &Case<'_>) -> Vec<Trait> {
    let job = &case.jobs[at];
    let label = (!job.labels.is_empty()).then(|| Trait { axis: Axis::Label, value: job.labels.join(", ") });
    let setup = case.setups.get(at);
    let image = setup.and_then(|setup| setup.image.clone()).map(|value| Trait { axis: Axis::Image, value });
    let version = setup.and_then(|setup| setup.image_version.clone()).map(|value| Trait { axis: Axis::ImageVersion, value });
    label.into_iter().chain(image).chain(version).collect()
}

fn machine_traits(at: usize, case: &Case<'_>) -> Vec<Trait> {
    own_machine(&case.jobs[at]).map(|runner| Trait { axis: Axis::Runner, value: runner.to_owned() }).into_iter().collect()
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
        let what = if self.by.iter().any(|of| of.axis == Axis::Event) { " runs" } else { "" };
        format!("{} of {}{what} with {}, 0 of {} elsewhere", self.red, self.of, by.join(" × "), self.elsewhere)
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
            Self::Word => "name",
            Self::Event => "event",
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Matrix(_) => "",
            Self::Label => "label ",
            Self::Image => "image ",
            Self::ImageVersion => "image version ",
            Self::Runner => "runner ",
            Self::Word => "a name with ",
            Self::Event => "event ",
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
