//! The endpoints of the API that a bundle can answer.

use std::io::{Cursor, Read as _};

use base64::Engine as _;
use serde_json::{Value, json};

use super::Fake;
use super::http::{Request, Response};
use super::state::State;

const JSON: &str = "application/json; charset=utf-8";

pub(super) fn answer(state: &State, request: &Request, authorization: Option<&str>) -> Response {
    let token = authorization.map(|value| value.trim_start_matches("Bearer ").trim_start_matches("token "));
    if token.is_some_and(|token| token != Fake::TOKEN) {
        return error(401, "Bad credentials");
    }
    if request.method != "GET" {
        return error(404, "Not Found");
    }
    let path = decoded(&request.path);
    let repo = state.run["repository"]["full_name"].as_str().unwrap_or("o/r");
    let Some(rest) = path.strip_prefix(&format!("/repos/{repo}/")) else { return error(404, "Not Found") };
    if rest.ends_with("/logs") && token.is_none() {
        return error(403, "Must have admin rights to Repository.");
    }
    route(state, request, rest).unwrap_or_else(|| error(404, "Not Found"))
}

fn route(state: &State, request: &Request, rest: &str) -> Option<Response> {
    if let Some(run) = rest.strip_prefix("actions/runs/") {
        return one_run(state, request, run);
    }
    if let Some(job) = rest.strip_prefix("actions/jobs/") {
        return one_job(state, job);
    }
    if let Some(range) = rest.strip_prefix("compare/") {
        return compare(state, range);
    }
    if let Some(sha) = rest.strip_prefix("commits/") {
        return state.file(&format!("commits/{sha}.json")).map(|body| Response::new(200, JSON, body));
    }
    if let Some(sha) = rest.strip_prefix("git/trees/") {
        return (state.run["head_sha"] == sha).then(|| tree(state));
    }
    let path = rest.strip_prefix("contents/")?;
    match request.parameter("ref") {
        None => state.file(&format!("config/{path}")),
        Some(sha) => state.file(&format!("source/{path}")).filter(|_| state.run["head_sha"] == sha),
    }
    .map(|bytes| contents(path, &bytes))
}

/// `ID`, `ID/jobs`, `ID/logs`, and the same of `ID/attempts/N`.
fn one_run(state: &State, request: &Request, rest: &str) -> Option<Response> {
    let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let attempt = state.run["run_attempt"].as_u64().unwrap_or(1);
    let rest = match rest.strip_prefix("attempts/") {
        Some(rest) => {
            let (number, rest) = rest.split_once('/').unwrap_or((rest, ""));
            (number == attempt.to_string()).then_some(rest)?
        }
        None => rest,
    };
    // A run that cannot be read has any id: it is there to be read wrongly.
    if state.run["id"].as_u64().is_some_and(|run| run.to_string() != id) {
        return None;
    }
    match rest {
        "" => state.file("run.json").map(|body| Response::new(200, JSON, body)),
        "jobs" => jobs(state, request),
        "logs" => state.file("logs.zip").map(|archive| redirect(state, "application/zip", archive)),
        _ => None,
    }
}

/// One page; `Link` names the next, at the fake's own address.
fn jobs(state: &State, request: &Request) -> Option<Response> {
    let number = |name: &str, otherwise: usize| request.parameter(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (size, page) = (number("per_page", 30).clamp(1, 100), number("page", 1).max(1));
    let all = all_jobs(state)?;
    let some: Vec<&Value> = all.iter().skip((page - 1) * size).take(size).collect();
    let response = Response::new(200, JSON, json!({"total_count": all.len(), "jobs": some}).to_string());
    if page * size >= all.len() {
        return Some(response);
    }
    let link = format!("<{}{}?per_page={size}&page={}>; rel=\"next\"", state.api_url, request.path, page + 1);
    Some(response.header("link", &link))
}

fn one_job(state: &State, rest: &str) -> Option<Response> {
    let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let job = all_jobs(state)?.into_iter().find(|job| job["id"].as_u64().is_some_and(|job| job.to_string() == id))?;
    match rest {
        "" => Some(Response::new(200, JSON, job.to_string())),
        "logs" => Some(redirect(state, "text/plain", job_text(state, job["name"].as_str()?)?)),
        _ => None,
    }
}

fn all_jobs(state: &State) -> Option<Vec<Value>> {
    let jobs: Value = serde_json::from_slice(&state.file("jobs.json")?).ok()?;
    jobs["jobs"].as_array().cloned()
}

/// `0_<job>.txt` at the root of the archive; its names leave out `/` and `:`.
fn job_text(state: &State, name: &str) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(state.file("logs.zip")?)).unwrap();
    let wanted = format!("{}.txt", name.replace(['/', ':'], ""));
    let ours = |entry: &str| entry.split_once('_').is_some_and(|(_, name)| name == wanted);
    let entry = archive.file_names().filter_map(Result::ok).find(|entry| ours(entry))?.into_owned();
    let mut text = Vec::new();
    archive.by_name(&entry).unwrap().read_to_end(&mut text).unwrap();
    Some(text)
}

/// `HEAD...BRANCH`, or `HEAD...OWNER:BRANCH` for a fork's; any other range is not in the bundle.
fn compare(state: &State, range: &str) -> Option<Response> {
    let (base, head) = range.split_once("...")?;
    let owner = state.run["head_repository"]["full_name"].as_str().or(state.run["repository"]["full_name"].as_str())?;
    let (owner, branch) = (owner.split('/').next()?, state.run["head_branch"].as_str()?);
    let known = state.run["head_sha"] == base && (head == branch || head == format!("{owner}:{branch}"));
    known.then(|| state.file("compare.json").map(|body| Response::new(200, JSON, body)))?
}

fn tree(state: &State) -> Response {
    let blobs = state.list("source").into_iter().map(|path| json!({"path": path, "mode": "100644", "type": "blob"}));
    // GitHub lists folders, too.
    let entries: Vec<Value> = std::iter::once(json!({"path": "a-folder", "mode": "040000", "type": "tree"})).chain(blobs).collect();
    Response::new(200, JSON, json!({"sha": state.run["head_sha"], "tree": entries, "truncated": false}).to_string())
}

fn contents(path: &str, bytes: &[u8]) -> Response {
    let packed = base64::engine::general_purpose::STANDARD.encode(bytes);
    let lines: Vec<&str> = packed.as_bytes().chunks(60).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    let content = format!("{}\n", lines.join("\n"));
    Response::new(200, JSON, json!({"type": "file", "path": path, "encoding": "base64", "content": content}).to_string())
}

fn redirect(state: &State, kind: &'static str, body: Vec<u8>) -> Response {
    Response::new(302, "text/html", "").header("location", &state.sign(kind, body))
}

fn error(status: u16, message: &str) -> Response {
    let body = json!({"message": message, "documentation_url": "https://docs.github.com/rest", "status": status.to_string()});
    Response::new(status, JSON, body.to_string())
}

fn decoded(path: &str) -> String {
    let (mut out, mut rest) = (Vec::new(), path.as_bytes());
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok()).and_then(|code| u8::from_str_radix(code, 16).ok());
        let escaped = code.filter(|_| byte == b'%');
        out.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&out).into_owned()
}
