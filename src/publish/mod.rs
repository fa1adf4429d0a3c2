//! What is posted where: comments, check runs, issues, as functions of what GitHub holds now. Nothing is read back from what was posted but
//! whose it is.

mod body;
mod cause_issues;
mod check;
mod comment;
mod digest;
mod digest_issue;
mod marker;
mod prepared;
mod worth;

pub use body::{Content, comment_body};
pub use cause_issues::{IssueChange, post_issues};
pub use check::post_check;
pub use comment::{Posted, Settled, post_comment};
pub use digest::state_digest;
pub use digest_issue::post_digest;
pub use prepared::{Prepared, PreparedError};
pub use worth::adds;
