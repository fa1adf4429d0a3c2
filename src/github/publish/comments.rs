//! Comments of issues and pull requests.

use http::Method;
use serde::Deserialize;
use serde_json::json;

use super::json::parsed;
use crate::github::cache::Keep;
use crate::github::client::{JSON_LIMIT, Order, Question};
use crate::github::{Client, Error, Reason, Repo};

const PER_PAGE: usize = 100;
/// Comments that are looked through: more stand under no pull request.
const PAGES: usize = 50;

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// GitHub's id; those of later comments are higher.
    pub id: u64,
    /// The id of the account that wrote it; none for one that is gone.
    pub author: Option<u64>,
    /// Markdown.
    pub body: String,
}

#[derive(Deserialize)]
struct CommentJson {
    id: u64,
    user: Option<AuthorJson>,
    body: Option<String>,
}

#[derive(Deserialize)]
struct AuthorJson {
    id: u64,
}

impl From<CommentJson> for Comment {
    fn from(json: CommentJson) -> Self {
        Self { id: json.id, author: json.user.map(|user| user.id), body: json.body.unwrap_or_default() }
    }
}

impl Client {
    /// All comments of an issue or a pull request as they are now, the oldest first.
    pub async fn comments(&self, repo: &Repo, number: u64) -> Result<Vec<Comment>, Error> {
        let what = format!("the comments of {repo}#{number}");
        let mut comments = Vec::new();
        for page in 1..=PAGES {
            let path = format!("/repos/{repo}/issues/{number}/comments?per_page={PER_PAGE}&page={page}");
            let question = Question { what: &what, path: &path, limit: JSON_LIMIT, keep: Keep::Not };
            let read = |body: &[u8]| parsed::<Vec<CommentJson>>("list of comments", body).map_err(Reason::Json);
            let (_, some) = self.ask(question, read).await?;
            let last = some.len() < PER_PAGE;
            comments.extend(some.into_iter().map(Comment::from));
            if last {
                break;
            }
        }
        comments.sort_by_key(|comment| comment.id);
        Ok(comments)
    }

    /// `POST /repos/{o}/{r}/issues/{n}/comments`, once, whatever comes of it.
    pub async fn create_comment(&self, repo: &Repo, number: u64, body: &str) -> Result<Comment, Error> {
        let what = format!("a comment on {repo}#{number}");
        let path = format!("/repos/{repo}/issues/{number}/comments");
        let sent = self.send(&Order { what: &what, method: Method::POST, path: &path, body: Some(&json!({"body": body})) }).await?;
        let read = |error| Error::Read { what, reason: Reason::Json(error) };
        Ok(parsed::<CommentJson>("comment", &sent).map_err(read)?.into())
    }

    /// `PATCH /repos/{o}/{r}/issues/comments/{id}`; nobody is notified.
    pub async fn update_comment(&self, repo: &Repo, id: u64, body: &str) -> Result<(), Error> {
        let path = format!("/repos/{repo}/issues/comments/{id}");
        let what = format!("comment {id} of {repo}");
        self.send(&Order { what: &what, method: Method::PATCH, path: &path, body: Some(&json!({"body": body})) }).await.map(drop)
    }

    /// `DELETE /repos/{o}/{r}/issues/comments/{id}`.
    pub async fn delete_comment(&self, repo: &Repo, id: u64) -> Result<(), Error> {
        let path = format!("/repos/{repo}/issues/comments/{id}");
        self.send(&Order { what: &format!("comment {id} of {repo}"), method: Method::DELETE, path: &path, body: None }).await.map(drop)
    }
}
