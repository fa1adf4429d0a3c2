//! `GET /repos/{o}/{r}/check-runs/{id}/annotations`, a page of it, or all pages in one.

use serde::Deserialize;

use super::ApiError;
use super::error::read;
use super::time::word;
use crate::model::Annotation;

#[derive(Deserialize)]
struct AnnotationJson {
    path: Option<String>,
    start_line: Option<u32>,
    annotation_level: Option<String>,
    title: Option<String>,
    message: Option<String>,
}

#[derive(Deserialize)]
struct CheckRunsJson {
    check_runs: Option<Vec<CheckRunJson>>,
}

#[derive(Deserialize)]
struct CheckRunJson {
    id: Option<u64>,
}

/// The ids of a list of check runs, `GET /repos/{o}/{r}/check-suites/{id}/check-runs`.
pub fn check_runs(bytes: &[u8]) -> Result<Vec<u64>, ApiError> {
    let list: CheckRunsJson = read("list of check runs", bytes)?;
    Ok(list.check_runs.unwrap_or_default().into_iter().filter_map(|run| run.id).collect())
}

/// The annotations of a check run, in GitHub's order; those that say nothing are left out.
pub fn annotations(bytes: &[u8]) -> Result<Vec<Annotation>, ApiError> {
    let all: Vec<AnnotationJson> = read("list of annotations", bytes)?;
    Ok(all.into_iter().filter_map(annotation).collect())
}

fn annotation(json: AnnotationJson) -> Option<Annotation> {
    Some(Annotation {
        level: word(json.annotation_level),
        title: word(json.title),
        message: word(json.message)?,
        path: word(json.path),
        line: json.start_line,
    })
}
