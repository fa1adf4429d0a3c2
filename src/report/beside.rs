//! What stands beside a cause: what separates its jobs from those that passed, and what changed since they last did.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::redact::redact;
use crate::diagnose;

/// What all red jobs of a cause have and no green one, so that chance is ruled out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Separation {
    /// E.g. ``6 of 6 with `windows-latest` × `3.13`, 0 of 12 elsewhere``. Markdown.
    pub text: String,
    /// One trait, or two.
    pub by: Vec<SeparatedBy>,
    /// Jobs with the traits and the cause.
    pub red: usize,
    /// Jobs with the traits.
    pub of: usize,
    /// Jobs without them, none of which has the cause.
    pub elsewhere: usize,
    /// Fisher's exact test, one-sided.
    pub p: f64,
}

/// Something by which jobs differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SeparatedBy {
    /// `matrix`, `label`, `image`, `image-version`, `runner`, `name`, or, of runs, `event`.
    pub axis: String,
    /// Raw text.
    pub value: String,
}

/// What changed since the job last passed, beside the code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChangedSinceGreen {
    /// The run in which it passed.
    pub run: u64,
    /// That run's page.
    pub url: Option<String>,
    /// The commit that it tested.
    pub head_sha: Option<String>,
    /// The job. Raw text.
    pub job: String,
    /// What moved: first what the failure names, then what a job is built upon, then packages, if they are few.
    pub moved: Vec<MovedPart>,
    /// How many more moved of each kind, e.g. `npm packages`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub more: BTreeMap<String, usize>,
}

/// A part of the set-up that is not what it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MovedPart {
    /// What. Raw text.
    pub what: String,
    /// Before. Raw text.
    pub from: Option<String>,
    /// Now. Raw text.
    pub to: Option<String>,
    /// Whether the failure names it. What it does not name moved in the same window, which is no more than that.
    #[serde(default)]
    pub named: bool,
    /// All of it in a sentence. Markdown.
    pub text: String,
}

pub(super) fn separation(of: &diagnose::Separation) -> Separation {
    let by = |by: &diagnose::Trait| SeparatedBy { axis: by.axis.as_str().to_owned(), value: redact(&by.value).into_owned() };
    Separation {
        text: redact(&of.sentence()).into_owned(),
        by: of.by.iter().map(by).collect(),
        red: of.red,
        of: of.of,
        elsewhere: of.elsewhere,
        // More digits would differ between machines.
        p: (of.p * 1e6).round() / 1e6,
    }
}

/// None where nothing moved: that is no news.
pub(super) fn changed(of: &diagnose::SinceGreen) -> Option<ChangedSinceGreen> {
    let clean = |text: &Option<String>| text.as_deref().map(|text| redact(text).into_owned());
    let part = |moved: &diagnose::Moved| MovedPart {
        what: redact(&moved.what()).into_owned(),
        from: clean(&moved.from),
        to: clean(&moved.to),
        named: moved.named,
        text: redact(&moved.sentence()).into_owned(),
    };
    (!of.moved.is_empty() || !of.more.is_empty()).then(|| ChangedSinceGreen {
        run: of.run.id,
        url: of.run.url.clone(),
        head_sha: of.run.head_sha.clone(),
        job: of.job.clone(),
        moved: of.moved.iter().map(part).collect(),
        more: of.more.iter().map(|(part, count)| (part.words().to_owned(), *count)).collect(),
    })
}
