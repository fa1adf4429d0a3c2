//! What people and programs write on GitHub: comments, issues, check runs.

use serde_json::{Value, json};

use super::http::{Request, Response};

const JSON: &str = "application/json; charset=utf-8";

/// Everything that was written, in the order of its ids.
#[derive(Default)]
pub(super) struct Board {
    pub(super) comments: Vec<Value>,
    pub(super) issues: Vec<Value>,
    pub(super) checks: Vec<Value>,
    ids: u64,
}

impl Board {
    fn id(&mut self) -> u64 {
        self.ids += 1;
        1000 + self.ids
    }

    pub(super) fn comment(&mut self, issue: u64, author: u64, body: &str) -> Value {
        let id = self.id();
        let comment = json!({"id": id, "issue": issue, "user": {"id": author, "login": "x"}, "body": body});
        self.comments.push(comment.clone());
        comment
    }

    pub(super) fn issue(&mut self, author: u64, fields: &Value) -> Value {
        let number = self.issues.len() as u64 + 100;
        let labels: Vec<Value> = fields["labels"].as_array().into_iter().flatten().map(|name| json!({"name": name})).collect();
        let issue = json!({
            "id": self.id(), "number": number, "user": {"id": author}, "state": "open", "title": fields["title"], "body": fields["body"],
            "labels": labels, "closed_at": null,
        });
        self.issues.push(issue.clone());
        issue
    }

    /// The endpoints below a repository; none for what is none of them.
    pub(super) fn answer(&mut self, request: &Request, rest: &str, me: u64) -> Option<Response> {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let text = body["body"].as_str().unwrap_or_default();
        let parts: Vec<&str> = rest.split('/').collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["issues", number, "comments"]) => {
                let of = |comment: &&Value| comment["issue"].as_u64().is_some_and(|of| of.to_string() == *number);
                Some(page(request, self.comments.iter().filter(of).collect()))
            }
            ("POST", ["issues", _, "comments"]) if text.is_empty() => Some(refused("body is blank")),
            ("POST", ["issues", _, "comments"]) if text.chars().count() > 65_536 => Some(refused("Body is too long")),
            ("POST", ["issues", number, "comments"]) => Some(made(&self.comment(number.parse().ok()?, me, text))),
            ("PATCH", ["issues", "comments", id]) => {
                let comment = find(&mut self.comments, "id", id)?;
                if comment["user"]["id"] != me {
                    return Some(forbidden());
                }
                comment["body"] = text.into();
                Some(Response::new(200, JSON, comment.to_string()))
            }
            ("DELETE", ["issues", "comments", id]) => {
                let before = self.comments.len();
                self.comments.retain(|comment| comment["id"].as_u64().is_none_or(|known| known.to_string() != *id));
                (self.comments.len() < before).then(|| Response::new(204, JSON, ""))
            }
            ("GET", ["issues"]) => {
                let label = request.parameter("labels").unwrap_or_default();
                let with =
                    |issue: &&Value| issue["labels"].as_array().is_some_and(|labels| labels.iter().any(|known| known["name"] == label));
                Some(page(request, self.issues.iter().filter(with).collect()))
            }
            ("POST", ["issues"]) => Some(made(&self.issue(me, &body))),
            ("PATCH", ["issues", number]) => {
                let issue = find(&mut self.issues, "number", number)?;
                for field in ["body", "title", "state"] {
                    if let Some(value) = body.get(field) {
                        issue[field] = value.clone();
                    }
                }
                let closed = issue["state"] == "closed";
                issue["closed_at"] = if closed { "2026-02-02T00:00:00Z".into() } else { Value::Null };
                Some(Response::new(200, JSON, issue.to_string()))
            }
            ("GET", ["commits", sha, "check-runs"]) => {
                let on = |check: &&Value| check["head_sha"] == *sha;
                let checks: Vec<&Value> = self.checks.iter().filter(on).collect();
                Some(Response::new(200, JSON, json!({"total_count": checks.len(), "check_runs": checks}).to_string()))
            }
            ("POST", ["check-runs"]) => Some(self.check(None, &body)),
            ("PATCH", ["check-runs", id]) => Some(self.check(Some(id), &body)),
            _ => None,
        }
    }

    fn check(&mut self, id: Option<&str>, body: &Value) -> Response {
        let new: Vec<Value> = body["output"]["annotations"].as_array().cloned().unwrap_or_default();
        if new.len() > 50 || body["output"]["summary"].as_str().is_some_and(|summary| summary.chars().count() > 65_535) {
            return refused("too much");
        }
        if let Some(check) = id.and_then(|id| find(&mut self.checks, "id", id)) {
            check["annotations"].as_array_mut().into_iter().for_each(|all| all.extend(new.clone()));
            return Response::new(200, JSON, check.to_string());
        }
        let mut check = body.clone();
        check["id"] = self.id().into();
        check["annotations"] = new.into();
        self.checks.push(check.clone());
        made(&check)
    }
}

fn find<'b>(all: &'b mut [Value], field: &str, number: &str) -> Option<&'b mut Value> {
    all.iter_mut().find(|one| one[field].as_u64().is_some_and(|known| known.to_string() == number))
}

fn page(request: &Request, all: Vec<&Value>) -> Response {
    let number = |name: &str, otherwise: usize| request.parameter(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (size, page) = (number("per_page", 30), number("page", 1).max(1));
    let some: Vec<&Value> = all.into_iter().skip((page - 1) * size).take(size).collect();
    Response::new(200, JSON, json!(some).to_string())
}

fn made(value: &Value) -> Response {
    Response::new(201, JSON, value.to_string())
}

fn refused(message: &str) -> Response {
    Response::new(422, JSON, json!({"message": message}).to_string())
}

fn forbidden() -> Response {
    Response::new(403, JSON, json!({"message": "Resource not accessible by integration"}).to_string())
}
