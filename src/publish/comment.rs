//! One comment a pull request, however many write it at once.

use super::body::Content;
use super::digest::state_digest;
use super::marker::{BLANK, ours, same};
use crate::github::{Client, Comment, Error, Reason, Repo};

/// What posting did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// There is a new comment.
    Created,
    /// The comment says something else now.
    Updated,
    /// It said that already.
    Unchanged,
    /// There is none, and none is needed.
    None,
}

/// Whether what was posted is still so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The pull request is as it was.
    Yes,
    /// It moved meanwhile: all is to be made again.
    Moved,
}

/// Brings a pull request's comment to this content, and looks afterwards whether that was still the pull request's state.
///
/// Of several comments of ours, made by writers who did not see each other, the oldest stays. Each writer looks again after its last write;
/// so the last of them leaves what is right, whatever the others wrote from older states.
pub async fn post_comment(client: &Client, repo: &Repo, number: u64, me: u64, content: &Content) -> Result<(Posted, Settled), Error> {
    let mut posted = write(client, repo, number, me, content).await?;
    if posted != Posted::None {
        posted = tidy(client, repo, number, me, content, posted).await?;
    }
    let now = client.pull_head(repo, number).await?;
    Ok((posted, if state_digest(&now) == content.digest { Settled::Yes } else { Settled::Moved }))
}

async fn write(client: &Client, repo: &Repo, number: u64, me: u64, content: &Content) -> Result<Posted, Error> {
    let comments = client.comments(repo, number).await?;
    match ours(&comments, me).first() {
        Some(oldest) => update(client, repo, oldest, content).await,
        None if !content.adds => Ok(Posted::None),
        None => create(client, repo, number, me, content).await,
    }
}

/// Creates it. After an error that may have come behind the deed, it is looked for first.
async fn create(client: &Client, repo: &Repo, number: u64, me: u64, content: &Content) -> Result<Posted, Error> {
    let error = match client.create_comment(repo, number, &content.body).await {
        Ok(_) => return Ok(Posted::Created),
        Err(error) if perhaps_done(&error) => error,
        Err(error) => return Err(error),
    };
    let comments = client.comments(repo, number).await?;
    if let Some(oldest) = ours(&comments, me).first() {
        update(client, repo, oldest, content).await?;
        return Ok(Posted::Created);
    }
    // It was not done. Once more, and should both turn up yet, the next to look removes one.
    match client.create_comment(repo, number, &content.body).await {
        Ok(_) => Ok(Posted::Created),
        Err(_) => Err(error),
    }
}

/// Whether GitHub may have done what it answered with an error.
fn perhaps_done(error: &Error) -> bool {
    match error.reason() {
        Some(Reason::Status { status, .. }) => *status >= 500,
        Some(Reason::Broken { .. } | Reason::Unreachable { .. } | Reason::Json(_)) => true,
        _ => false,
    }
}

async fn update(client: &Client, repo: &Repo, comment: &Comment, content: &Content) -> Result<Posted, Error> {
    if same(&comment.body, &content.body) {
        return Ok(Posted::Unchanged);
    }
    client.update_comment(repo, comment.id, &content.body).await.map(|()| Posted::Updated)
}

/// Lists again, and leaves the oldest of ours with this content.
async fn tidy(client: &Client, repo: &Repo, number: u64, me: u64, content: &Content, mut posted: Posted) -> Result<Posted, Error> {
    /// Each further round is another writer in between.
    const ROUNDS: usize = 5;
    for _ in 0..ROUNDS {
        let comments = client.comments(repo, number).await?;
        let ours = ours(&comments, me);
        let Some((oldest, others)) = ours.split_first() else {
            // Somebody deleted it meanwhile.
            if !content.adds {
                return Ok(posted);
            }
            posted = create(client, repo, number, me, content).await?;
            continue;
        };
        for other in others {
            // Another writer may have been quicker.
            let gone = client.delete_comment(repo, other.id).await;
            if gone.is_err_and(|error| !not_there(&error)) {
                match client.update_comment(repo, other.id, BLANK).await {
                    Err(error) if !not_there(&error) => return Err(error),
                    _ => {}
                }
            }
        }
        match update(client, repo, oldest, content).await {
            Ok(Posted::Unchanged) => break,
            Ok(_) => posted = if posted == Posted::Created { posted } else { Posted::Updated },
            Err(error) if not_there(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(posted)
}

fn not_there(error: &Error) -> bool {
    matches!(error.reason(), Some(Reason::NotFound { .. } | Reason::Gone))
}
