//! Bytes to lines: archives, cleaning, steps, markers, environment blocks.

mod archive;
mod clean;
mod dirty;
mod entries;
mod error;
mod gh_text;
mod job_log;
mod marker;
mod names;
mod run_group;
mod split;
mod stamp;
mod text;
mod verdict;

pub use archive::{Archive, ArchiveJob};
pub use clean::{Clean, clean};
pub use dirty::dirty_lines;
pub use entries::{Entries, Limits};
pub use error::LogError;
pub use gh_text::{is_gh_text, read_gh_text};
pub use job_log::{Excerpt, JobLog, LogFile, StepLog};
pub use marker::{Marker, exit_code, marker};
pub use names::key as name_key;
pub use run_group::RunGroup;
pub use stamp::stamp;
pub use text::{read_job_text, read_text};
