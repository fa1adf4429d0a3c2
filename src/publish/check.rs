//! A check run: the report beside the run's own checks, with annotations in the diff.

use serde_json::{Value, json};

use super::digest::short;
use crate::github::{Client, Error, Repo};
use crate::render::markdown::{CHECK_RUN, within};
use crate::report::{Cause, Report};

/// The check run's name.
const NAME: &str = "triage";
/// Annotations that one request may bring.
const AT_ONCE: usize = 50;
/// Annotations altogether; a diff with more of them is not read.
const MOST: usize = 200;

/// Puts the report on a commit as a check run: `neutral` where something failed, since the failure is another check's, else `success`.
/// The same report again changes nothing. Whether it was new.
pub async fn post_check(client: &Client, repo: &Repo, sha: &str, report: &Report) -> Result<bool, Error> {
    let summary = within(report, CHECK_RUN, report.run.url.as_deref());
    let label = short(&summary);
    if client.check_labels(repo, sha, NAME).await?.contains(&label) {
        return Ok(false);
    }
    let all = annotations(report);
    let mut parts = all.chunks(AT_ONCE);
    let title = title(report);
    let output = |annotations: &[Value]| json!({"title": title, "summary": summary, "annotations": annotations});
    let conclusion = if report.causes.is_empty() { "success" } else { "neutral" };
    let mut check = json!({
        "name": NAME, "head_sha": sha, "external_id": label,
        "status": "completed", "conclusion": conclusion, "output": output(parts.next().unwrap_or_default()),
    });
    // GitHub refuses null.
    if let Some(url) = &report.run.url {
        check["details_url"] = url.as_str().into();
    }
    let id = client.create_check(repo, &check).await?;
    for more in parts {
        client.update_check(repo, id, &json!({"output": output(more)})).await?;
    }
    Ok(true)
}

fn title(report: &Report) -> String {
    match report.causes.as_slice() {
        [] => "Nothing failed".to_owned(),
        [one] => plain(&one.title, 200),
        [first, rest @ ..] => format!("{} (and {} more)", plain(&first.title, 180), rest.len()),
    }
}

/// The places in files that causes name: what the repository says of them, and where their tools point.
fn annotations(report: &Report) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    for cause in &report.causes {
        for (path, line, message) in places(cause) {
            let one = json!({
                "path": path, "start_line": line, "end_line": line, "annotation_level": "warning",
                "title": plain(&cause.title, 250), "message": message,
            });
            if all.len() < MOST && !all.contains(&one) {
                all.push(one);
            }
        }
    }
    all
}

fn places(cause: &Cause) -> Vec<(String, u64, String)> {
    let fact = |text: &str| if text.trim().is_empty() { plain(&cause.title, 1000) } else { plain(text, 1000) };
    let mut places: Vec<(String, u64, String)> =
        cause.source.iter().map(|source| (source.path.clone(), source.line.into(), fact(&source.text))).collect();
    for list in ["tests", "problems"] {
        for item in cause.details.get(list).and_then(Value::as_array).into_iter().flatten() {
            if let (Some(path), Some(line)) = (item["path"].as_str(), item["line"].as_u64()) {
                places.push((path.to_owned(), line, fact(item["message"].as_str().unwrap_or_default())));
            }
        }
    }
    places.retain(|(path, line, _)| *line > 0 && inside(path));
    places
}

/// Whether a path is one of a repository's, and no machine's.
fn inside(path: &str) -> bool {
    !path.contains(['\\', ':']) && !path.split('/').any(|part| matches!(part, "" | "." | ".."))
}

/// Text without control characters, of so many characters at most: GitHub shows annotations as plain text.
fn plain(text: &str, most: usize) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect()
}
