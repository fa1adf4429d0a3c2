//! Who we are: only what we wrote ourselves is ever changed.

use http::Method;
use serde::Deserialize;
use serde_json::json;

use super::json::parsed;
use crate::bundle::api::ApiError;
use crate::github::cache::Keep;
use crate::github::client::{JSON_LIMIT, Order, Question};
use crate::github::{Client, ClientOptions, Error, Reason, Repo};
use crate::model::encoded;

#[derive(Deserialize)]
struct UserJson {
    id: u64,
}

#[derive(Deserialize)]
struct ViewerJson {
    data: Option<DataJson>,
}

#[derive(Deserialize)]
struct DataJson {
    viewer: Option<AccountJson>,
}

#[derive(Deserialize)]
struct AccountJson {
    #[serde(rename = "databaseId")]
    database_id: Option<u64>,
}

#[derive(Deserialize)]
struct RepositoryJson {
    default_branch: Option<String>,
}

#[derive(Deserialize)]
struct PermissionJson {
    permission: Option<String>,
}

impl Client {
    /// The id of the account that the token speaks for. `GET /user` is for people alone; a workflow's token is refused there, and
    /// answered by GraphQL's `viewer`.
    pub async fn own_account(&self) -> Result<u64, Error> {
        let question = Question { what: "the token's own account", path: "/user", limit: JSON_LIMIT, keep: Keep::Not };
        match self.ask(question, |body| parsed::<UserJson>("account", body).map_err(Reason::Json)).await {
            Ok((_, user)) => Ok(user.id),
            Err(Error::Read { reason: Reason::Forbidden { .. } | Reason::NotFound { .. } | Reason::Unauthorized, .. }) => {
                self.viewer().await
            }
            Err(error) => Err(error),
        }
    }

    async fn viewer(&self) -> Result<u64, Error> {
        let what = "the token's own account";
        // GitHub Enterprise Server has it beside the REST API, not below it, where octocrab would look for it.
        let beside = match self.options().api_url.strip_suffix("/v3") {
            Some(base) => Some(Client::new(ClientOptions { api_url: base.to_owned(), cache: None, ..self.options().clone() })?),
            None => None,
        };
        let client = beside.as_ref().unwrap_or(self);
        let query = json!({"query": "query { viewer { databaseId } }"});
        let body = client.send(&Order { what, method: Method::POST, path: "/graphql", body: Some(&query) }).await?;
        let read = |reason| Error::Read { what: what.to_owned(), reason };
        let answer: ViewerJson = parsed("account", &body).map_err(|error| read(Reason::Json(error)))?;
        let id = answer.data.and_then(|data| data.viewer).and_then(|viewer| viewer.database_id);
        id.ok_or_else(|| read(Reason::Status { status: 200, message: "GraphQL names no viewer".to_owned() }))
    }

    /// The repository's default branch.
    pub async fn default_branch(&self, repo: &Repo) -> Result<Option<String>, Error> {
        let read = |body: &[u8]| -> Result<_, ApiError> { Ok(parsed::<RepositoryJson>("repository", body)?.default_branch) };
        self.read(&format!("repository {repo}"), &format!("/repos/{repo}"), read).await
    }

    /// Whether a person may write to the repository: `GET /repos/{o}/{r}/collaborators/{login}/permission`.
    pub async fn may_write(&self, repo: &Repo, login: &str) -> Result<bool, Error> {
        let path = format!("/repos/{repo}/collaborators/{}/permission", encoded(login));
        let read = |body: &[u8]| -> Result<_, ApiError> { Ok(parsed::<PermissionJson>("permission", body)?.permission) };
        let permission = self.read(&format!("the permission of {login} in {repo}"), &path, read).await?;
        Ok(matches!(permission.as_deref(), Some("admin" | "write")))
    }
}
