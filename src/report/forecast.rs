//! What the next run is expected to do, per remedy.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The next run's outcome if this is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Forecast {
    /// What is done.
    pub remedy: Remedy,
    /// The commit that must be in it; null for a re-run.
    pub commit: Option<String>,
    /// The commit of the base that the run was merged with, as its checkout printed it: what is newer there, it did not test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested_base: Option<String>,
    /// The causes it may clear.
    pub causes_gone: Vec<CauseGone>,
    /// The jobs, by name.
    pub jobs: ForecastJobs,
}

/// Something that starts a new run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// The same commit again; it keeps the code and the workflow of the original event.
    ReRun,
    /// A newer commit of the branch.
    Push,
    /// The branch on a newer base.
    Rebase,
    /// Into the merge queue again.
    ReQueue,
}

/// A cause and how likely it is gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CauseGone {
    /// The cause's id.
    pub id: String,
    /// 0 to 1.
    pub probability: f64,
}

/// Jobs by what is expected of them. `pass` means: if no further cause surfaces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ForecastJobs {
    /// Expected green.
    pub pass: Vec<String>,
    /// Expected red.
    pub fail: Vec<String>,
    /// No saying.
    pub unknown: Vec<String>,
    /// Of the red jobs whose causes may all go: how likely they are green, further causes that may surface included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub green: Vec<JobGreen>,
}

/// A job and how likely it is green.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JobGreen {
    /// Its name. Raw text.
    pub name: String,
    /// 0 to 1.
    pub probability: f64,
}
