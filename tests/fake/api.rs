//! The endpoints of the API that a bundle can answer.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{Cursor, Read as _};

use base64::Engine as _;
use serde_json::{Value, json};

use super::Fake;
use super::http::{Request, Response};
use super::state::State;

const JSON: &str = "application/json; charset=utf-8";
/// For objects whose hash nobody asks for.
const NO_SHA: &str = "0000000000000000000000000000000000000000";

pub(super) fn answer(state: &State, request: &Request, authorization: Option<&str>) -> Response {
    let token = authorization.map(|value| value.trim_start_matches("Bearer ").trim_start_matches("token "));
    if token.is_some_and(|token| token != Fake::TOKEN) {
        return error(401, "Bad credentials");
    }
    let viewer = || Response::new(200, JSON, json!({"data": {"viewer": {"databaseId": Fake::ACCOUNT}}}).to_string());
    if request.path == "/api/graphql" {
        return if token.is_some() { viewer() } else { error(401, "Requires authentication") };
    }
    let Some(path) = request.path.strip_prefix(state.prefix) else { return error(404, "Not Found") };
    let path = decoded(path);
    let repo = state.run["repository"]["full_name"].as_str().unwrap_or("o/r");
    match path.as_str() {
        // As a workflow's token has it.
        "/user" => return error(403, "Resource not accessible by integration"),
        // Beside the API, not below it.
        "/graphql" if !state.prefix.is_empty() => return error(404, "Not Found"),
        "/graphql" => return viewer(),
        path if path == format!("/repos/{repo}") => {
            return Response::new(200, JSON, json!({"full_name": repo, "default_branch": "main"}).to_string());
        }
        _ => {}
    }
    let Some(rest) = path.strip_prefix(&format!("/repos/{repo}/")) else { return error(404, "Not Found") };
    if request.method != "GET" && token.is_none() {
        return error(401, "Requires authentication");
    }
    let written = state.board.lock().unwrap().answer(request, rest, Fake::ACCOUNT);
    if let Some(response) = written {
        return response;
    }
    if request.method != "GET" {
        return error(404, "Not Found");
    }
    if rest.ends_with("/logs") && token.is_none() {
        return error(403, "Must have admin rights to Repository.");
    }
    tagged(route(state, request, rest).unwrap_or_else(|| error(404, "Not Found")), request)
}

/// JSON has an `ETag`; who has that answer already gets none.
fn tagged(response: Response, request: &Request) -> Response {
    if response.status != 200 {
        return response;
    }
    let mut hasher = DefaultHasher::new();
    response.body.hash(&mut hasher);
    let etag = format!("W/\"{:x}\"", hasher.finish());
    if request.if_none_match.as_ref() == Some(&etag) {
        return Response::new(304, JSON, "").header("etag", &etag);
    }
    response.header("etag", &etag)
}

fn route(state: &State, request: &Request, rest: &str) -> Option<Response> {
    if let Some(login) = rest.strip_prefix("collaborators/").and_then(|rest| rest.strip_suffix("/permission")) {
        let permission = if login == "maintainer" { "write" } else { "read" };
        return Some(Response::new(200, JSON, json!({"permission": permission}).to_string()));
    }
    if rest == "actions/runs" {
        return Some(list_runs(state, request));
    }
    if let Some(run) = rest.strip_prefix("actions/runs/") {
        return one_run(state, request, run);
    }
    if let Some(job) = rest.strip_prefix("actions/jobs/") {
        return one_job(state, job);
    }
    if let Some(id) = rest.strip_prefix("actions/workflows/") {
        return match id.strip_suffix("/runs") {
            Some(file) => Some(list_runs_of(state, request, Some(file))),
            None => workflow(state, id),
        };
    }
    if let Some(check) = rest.strip_prefix("check-runs/") {
        return annotations(state, check.strip_suffix("/annotations")?);
    }
    if let Some(suite) = rest.strip_prefix("check-suites/") {
        let checks = state
            .json("check-runs.json")
            .filter(|_| suite.strip_suffix("/check-runs").is_some_and(|id| is_number(&state.run["check_suite_id"], id)))?;
        return Some(Response::new(200, JSON, checks.to_string()));
    }
    if rest == "pulls" {
        return Some(list_pulls(state, request));
    }
    if let Some(number) = rest.strip_prefix("pulls/").and_then(|rest| rest.strip_suffix("/files")) {
        return state.file(&format!("pulls/{number}/files.json")).map(|body| Response::new(200, JSON, body));
    }
    if let Some(number) = rest.strip_prefix("pulls/") {
        let pull = state.json("pull.json").filter(|pull| is_number(&pull["number"], number))?;
        return Some(Response::new(200, JSON, pull.to_string()));
    }
    if let Some(range) = rest.strip_prefix("compare/") {
        return compare(state, range);
    }
    if rest == "commits" {
        return Some(Response::new(200, JSON, state.file("base-commits.json").unwrap_or_else(|| b"[]".to_vec())));
    }
    if let Some(sha) = rest.strip_prefix("commits/") {
        return state.file(&format!("commits/{sha}.json")).map(|body| Response::new(200, JSON, body));
    }
    if let Some(sha) = rest.strip_prefix("git/trees/") {
        return (state.run["head_sha"] == sha).then(|| tree(state));
    }
    let path = rest.strip_prefix("contents/")?;
    if request.parameter("ref").is_none()
        && let Some(listed) = directory(state, path)
    {
        return Some(listed);
    }
    match request.parameter("ref") {
        None => state.file(&format!("config/{path}")),
        Some(sha) => state.file(&format!("source/{path}")).filter(|_| state.run["head_sha"] == sha),
    }
    .map(|bytes| contents(path, &bytes))
}

fn list_runs(state: &State, request: &Request) -> Response {
    list_runs_of(state, request, None)
}

/// `<=TIME`, or `FROM..TO`.
fn is_within(time: &str, range: &str) -> bool {
    match (range.strip_prefix("<="), range.split_once("..")) {
        (Some(until), _) => time <= until,
        (None, Some((from, to))) => (from..=to).contains(&time),
        (None, None) => true,
    }
}

/// By branch, commit, event, or the latest time of creation, newest first; of one workflow, or of all.
fn list_runs_of(state: &State, request: &Request, file: Option<&str>) -> Response {
    let asked = |name: &str| request.parameter(name).map(decoded);
    let (branch, sha, event, created) = (asked("branch"), asked("head_sha"), asked("event"), asked("created"));
    let size = request.parameter("per_page").and_then(|size| size.parse().ok()).unwrap_or(30);
    let fits = |run: &Value| {
        branch.as_ref().is_none_or(|branch| run["head_branch"] == *branch)
            && sha.as_ref().is_none_or(|sha| run["head_sha"] == *sha)
            && event.as_ref().is_none_or(|event| run["event"] == *event)
            && file.is_none_or(|file| run["path"].as_str().is_some_and(|path| path.ends_with(&format!("/{file}"))))
            && created.as_ref().is_none_or(|range| is_within(run["created_at"].as_str().unwrap_or_default(), range))
    };
    let mut runs: Vec<Value> =
        state.run_folders().iter().filter_map(|folder| state.json(&format!("{folder}run.json"))).filter(fits).collect();
    runs.sort_by_key(|run| std::cmp::Reverse(run["id"].as_u64()));
    let count = runs.len();
    runs.truncate(size);
    Response::new(200, JSON, json!({"total_count": count, "workflow_runs": runs}).to_string())
}

/// `ID`, `ID/jobs`, `ID/logs`, and the same of `ID/attempts/N`.
fn one_run(state: &State, request: &Request, rest: &str) -> Option<Response> {
    let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
    // A run that cannot be read has any id: it is there to be read wrongly.
    let is = |folder: &String| state.json(&format!("{folder}run.json")).is_none_or(|run| is_number(&run["id"], id));
    // Attempts of one run may lie in several folders: the newest is the run.
    let attempt = |folder: &String| state.json(&format!("{folder}run.json")).and_then(|run| run["run_attempt"].as_u64()).unwrap_or(1);
    let mut folders: Vec<String> = state.run_folders().into_iter().filter(is).collect();
    folders.sort_by_key(|folder| std::cmp::Reverse(attempt(folder)));
    let wanted = rest.strip_prefix("attempts/").and_then(|rest| rest.split('/').next()?.parse().ok());
    let held = wanted.and_then(|wanted: u64| folders.iter().find(|folder| attempt(folder) == wanted));
    let mut folder = held.or(folders.first())?.clone();
    let mut run = state.json(&format!("{folder}run.json")).unwrap_or_default();
    let rest = match rest.strip_prefix("attempts/") {
        Some(rest) => {
            let (number, rest) = rest.split_once('/').unwrap_or((rest, ""));
            if run["run_attempt"].as_u64().unwrap_or(1).to_string() != number {
                folder = format!("{folder}attempts/{number}/");
                state.file(&format!("{folder}jobs.json"))?;
                run["run_attempt"] = number.parse::<u64>().ok()?.into();
            }
            rest
        }
        None => rest,
    };
    let all = request.parameter("filter") == Some("all");
    match rest {
        "" if run.is_null() => state.file(&format!("{folder}run.json")).map(|body| Response::new(200, JSON, body)),
        "" => Some(Response::new(200, JSON, run.to_string())),
        "artifacts" => Some(Response::new(200, JSON, r#"{"total_count":0,"artifacts":[]}"#)),
        "jobs" => Some(page(state, request, &if all { state.jobs_of_all_attempts(&folder) } else { state.jobs(&folder) }?)),
        "logs" if run["status"].as_str().is_some_and(|status| status != "completed") => None,
        "logs" => state.file(&format!("{folder}logs.zip")).map(|archive| redirect(state, "application/zip", archive)),
        _ => None,
    }
}

/// The workflow of the bundle's run.
fn workflow(state: &State, id: &str) -> Option<Response> {
    let run = &state.run;
    is_number(&run["workflow_id"], id).then(|| {
        let page = format!("{}/actions/workflows/{id}", run["repository"]["html_url"].as_str().unwrap_or_default());
        let workflow = json!({
            "id": run["workflow_id"], "node_id": "W_1", "name": run["name"], "path": run["path"], "state": "active",
            "created_at": run["created_at"], "updated_at": run["created_at"], "url": run["workflow_url"], "html_url": page,
            "badge_url": format!("{page}/badge.svg"),
        });
        Response::new(200, JSON, workflow.to_string())
    })
}

/// One page of jobs; `Link` names the next, at the fake's own address.
fn page(state: &State, request: &Request, all: &[Value]) -> Response {
    let number = |name: &str, otherwise: usize| request.parameter(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (size, page) = (number("per_page", 30).clamp(1, 100), number("page", 1).max(1));
    let some: Vec<&Value> = all.iter().skip((page - 1) * size).take(size).collect();
    let response = Response::new(200, JSON, json!({"total_count": all.len(), "jobs": some}).to_string());
    if page * size >= all.len() {
        return response;
    }
    let link =
        format!("<{}{}?per_page={size}&page={}>; rel=\"next\"", state.api_url.trim_end_matches(state.prefix), request.path, page + 1);
    response.header("link", &link)
}

fn is_number(value: &Value, text: &str) -> bool {
    value.as_u64().is_some_and(|number| number.to_string() == text)
}

fn one_job(state: &State, rest: &str) -> Option<Response> {
    let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let (folder, job) = state.find_job(id)?;
    match rest {
        "" => Some(Response::new(200, JSON, job.to_string())),
        // The storage knows nothing of a job that runs, behind a redirect like any other.
        "logs" if job["status"].as_str().is_some_and(|status| status != "completed") => {
            let link = format!("{}/actions-results/none/logs?se=x", state.blob_url);
            Some(Response::new(302, "text/html", "").header("location", &link))
        }
        "logs" => Some(redirect(state, "text/plain", job_text(state, &folder, id, job["name"].as_str()?)?)),
        _ => None,
    }
}

/// `jobs/<id>.txt`, else `0_<job>.txt` at the root of the archive; its names leave out `/` and `:`.
fn job_text(state: &State, folder: &str, id: &str, name: &str) -> Option<Vec<u8>> {
    if let Some(text) = state.file(&format!("{folder}jobs/{id}.txt")) {
        return Some(text);
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(state.file(&format!("{folder}logs.zip"))?)).unwrap();
    let wanted = format!("{}.txt", name.replace(['/', ':'], ""));
    let ours = |entry: &str| entry.split_once('_').is_some_and(|(_, name)| name == wanted);
    let entry = archive.file_names().filter_map(Result::ok).find(|entry| ours(entry))?.into_owned();
    let mut text = Vec::new();
    archive.by_name(&entry).unwrap().read_to_end(&mut text).unwrap();
    Some(text)
}

/// Every job has a check run of its id.
fn annotations(state: &State, id: &str) -> Option<Response> {
    let folder = match state.find_job(id) {
        Some((folder, _)) => folder,
        None => state.file(&format!("annotations/{id}.json")).map(|_| String::new())?,
    };
    let body = state.file(&format!("{folder}annotations/{id}.json")).unwrap_or_else(|| b"[]".to_vec());
    Some(Response::new(200, JSON, body))
}

fn list_pulls(state: &State, request: &Request) -> Response {
    if request.parameter("state") == Some("all") {
        return Response::new(200, JSON, state.file("pulls.json").unwrap_or_else(|| b"[]".to_vec()));
    }
    let head = request.parameter("head").map(decoded);
    let label = |pull: &Value| {
        format!(
            "{}:{}",
            pull["head"]["repo"]["owner"]["login"].as_str().unwrap_or_default(),
            pull["head"]["ref"].as_str().unwrap_or_default()
        )
    };
    let pulls: Vec<Value> =
        state.json("pull.json").into_iter().filter(|pull| head.as_ref().is_none_or(|head| label(pull) == *head)).collect();
    Response::new(200, JSON, Value::from(pulls).to_string())
}

/// A comparison of its own; else `HEAD...BRANCH`, or `HEAD...OWNER:BRANCH` for a fork's: what came after; else `BASE...HEAD`: what the head
/// brings. No other is in the bundle.
fn compare(state: &State, range: &str) -> Option<Response> {
    if let Some(own) = state.file(&format!("compare/{range}.json")) {
        return Some(Response::new(200, JSON, own));
    }
    let (base, head) = range.split_once("...")?;
    let owner = state.run["head_repository"]["full_name"].as_str().or(state.run["repository"]["full_name"].as_str())?;
    let (owner, branch) = (owner.split('/').next()?, state.run["head_branch"].as_str()?);
    if state.run["head_sha"] == base && (head == branch || head == format!("{owner}:{branch}")) {
        return state.file("compare.json").map(|body| Response::new(200, JSON, body));
    }
    // What a head brings to its base.
    let of = |folder: &String| state.json(&format!("{folder}run.json")).is_some_and(|run| run["head_sha"] == head);
    let folder = state.run_folders().into_iter().find(of)?;
    state.file(&format!("{folder}base.json")).map(|body| Response::new(200, JSON, body))
}

fn tree(state: &State) -> Response {
    let entry = |path: &str, mode: &str, kind: &str| {
        let url = format!("{}/git/{kind}s/{NO_SHA}", state.run["repository"]["url"].as_str().unwrap_or_default());
        json!({"path": path, "mode": mode, "type": kind, "sha": NO_SHA, "url": url})
    };
    // GitHub lists folders, too.
    let mut entries = vec![entry("a-folder", "040000", "tree")];
    entries.extend(state.list("source").iter().map(|path| entry(path, "100644", "blob")));
    let url = format!(
        "{}/git/trees/{}",
        state.run["repository"]["url"].as_str().unwrap_or_default(),
        state.run["head_sha"].as_str().unwrap_or_default()
    );
    Response::new(200, JSON, json!({"sha": state.run["head_sha"], "url": url, "tree": entries, "truncated": false}).to_string())
}

/// What lies in a directory of the default branch.
fn directory(state: &State, path: &str) -> Option<Response> {
    let below = state.list(&format!("config/{path}"));
    let names: std::collections::BTreeMap<&str, bool> =
        below.iter().map(|file| file.split_once('/').map_or((file.as_str(), false), |(directory, _)| (directory, true))).collect();
    let entry = |(name, inner): (&str, bool)| {
        let link = format!("https://api.github.com/repos/o/r/contents/{path}/{name}");
        let download = if inner { Value::Null } else { link.clone().into() };
        json!({
            "type": if inner { "dir" } else { "file" }, "name": name, "path": format!("{path}/{name}"), "sha": NO_SHA, "size": 0,
            "url": link, "git_url": link, "html_url": link, "download_url": download, "_links": {"self": link, "git": link, "html": link},
        })
    };
    let entries: Vec<Value> = names.into_iter().map(entry).collect();
    (!entries.is_empty()).then(|| Response::new(200, JSON, Value::from(entries).to_string()))
}

fn contents(path: &str, bytes: &[u8]) -> Response {
    let packed = base64::engine::general_purpose::STANDARD.encode(bytes);
    let lines: Vec<&str> = packed.as_bytes().chunks(60).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    let content = format!("{}\n", lines.join("\n"));
    let name = path.rsplit('/').next().unwrap_or(path);
    let link = format!("https://api.github.com/repos/o/r/contents/{path}");
    let file = json!({
        "type": "file", "name": name, "path": path, "sha": NO_SHA, "size": bytes.len(), "encoding": "base64", "content": content,
        "url": link, "git_url": link, "html_url": link, "download_url": link, "_links": {"self": link, "git": link, "html": link},
    });
    Response::new(200, JSON, file.to_string())
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
