//! Issues.

use http::Method;
use serde::Deserialize;
use serde_json::Value;

use super::json::parsed;
use crate::github::cache::Keep;
use crate::github::client::{JSON_LIMIT, Order, Question};
use crate::github::{Client, Error, Reason, Repo};
use crate::model::encoded_path;

const PER_PAGE: usize = 100;
const PAGES: usize = 20;

/// An issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The `#24`.
    pub number: u64,
    /// The id of the account that wrote it.
    pub author: Option<u64>,
    /// Whether it is open.
    pub open: bool,
    /// Markdown.
    pub body: String,
    /// When it was closed, RFC 3339.
    pub closed_at: Option<String>,
}

#[derive(Deserialize)]
struct IssueJson {
    number: u64,
    user: Option<AuthorJson>,
    state: Option<String>,
    body: Option<String>,
    closed_at: Option<String>,
    pull_request: Option<Value>,
}

#[derive(Deserialize)]
struct AuthorJson {
    id: u64,
}

impl From<IssueJson> for Issue {
    fn from(json: IssueJson) -> Self {
        Self {
            number: json.number,
            author: json.user.map(|user| user.id),
            open: json.state.as_deref() == Some("open"),
            body: json.body.unwrap_or_default(),
            closed_at: json.closed_at,
        }
    }
}

impl Client {
    /// The issues with a label, open and closed, as they are now; the oldest first.
    pub async fn issues(&self, repo: &Repo, label: &str) -> Result<Vec<Issue>, Error> {
        let what = format!("the issues of {repo}");
        let mut issues = Vec::new();
        for page in 1..=PAGES {
            let path = format!(
                "/repos/{repo}/issues?labels={}&state=all&sort=created&direction=asc&per_page={PER_PAGE}&page={page}",
                encoded_path(label)
            );
            let question = Question { what: &what, path: &path, limit: JSON_LIMIT, keep: Keep::Not };
            let (_, some) = self.ask(question, |body| parsed::<Vec<IssueJson>>("list of issues", body).map_err(Reason::Json)).await?;
            let last = some.len() < PER_PAGE;
            // GitHub lists pull requests among them.
            issues.extend(some.into_iter().filter(|issue| issue.pull_request.is_none()).map(Issue::from));
            if last {
                break;
            }
        }
        issues.sort_by_key(|issue| issue.number);
        Ok(issues)
    }

    /// `POST /repos/{o}/{r}/issues`, once: its number.
    pub async fn create_issue(&self, repo: &Repo, issue: &Value) -> Result<u64, Error> {
        let what = format!("an issue in {repo}");
        let path = format!("/repos/{repo}/issues");
        let body = self.send(&Order { what: &what, method: Method::POST, path: &path, body: Some(issue) }).await?;
        let read = |error| Error::Read { what, reason: Reason::Json(error) };
        Ok(parsed::<IssueJson>("issue", &body).map_err(read)?.number)
    }

    /// `PATCH /repos/{o}/{r}/issues/{n}`.
    pub async fn update_issue(&self, repo: &Repo, number: u64, change: &Value) -> Result<(), Error> {
        let path = format!("/repos/{repo}/issues/{number}");
        self.send(&Order { what: &format!("issue {number} of {repo}"), method: Method::PATCH, path: &path, body: Some(change) })
            .await
            .map(drop)
    }
}
