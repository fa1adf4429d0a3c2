//! Plain data in GitHub's own words: run, job, step, status, conclusion, annotation, commit, change; and the three scales a rule states.

mod address;
mod annotation;
mod change;
mod code;
mod commit;
mod conclusion;
mod details;
mod job;
mod missing;
mod origin;
mod run;
mod scale;
mod shown;
mod status;

pub use address::{encoded, encoded_path, home, repository_page};
pub use annotation::Annotation;
pub use change::Change;
pub use code::{code, is_bidi};
pub use commit::{ChangedFile, Commit, CommitPlace};
pub use conclusion::Conclusion;
pub use details::{Details, LISTED, Place, Problem, TestFailure};
pub use job::{Job, Step};
pub use missing::Missing;
pub use origin::Origin;
pub use run::{CalledWorkflow, PullRequest, Run, of_merge_queue, of_pull_request, workflow_file};
pub use scale::{Actor, Confidence, Severity};
pub use shown::{rfc3339, short_sha};
pub use status::Status;
