//! Bytes to lines: archives, cleaning, steps, markers, environment blocks.

mod archive;
mod buffers;
mod clean;
mod dirty;
mod entries;
mod error;
mod gh_text;
mod index;
mod inflate;
mod job_log;
mod limits;
mod log_file;
mod marker;
mod names;
mod own_lines;
mod positioned;
mod run_group;
mod spill;
mod split;
mod stamp;
mod stretches;
mod text;
mod verdict;

pub use archive::{Archive, ArchiveJob};
pub use clean::{Clean, clean, clean_onto, opening};
pub use dirty::dirty_lines;
pub use entries::Entries;
pub use error::LogError;
pub use gh_text::own_start;
pub use job_log::{Excerpt, JobLog, StepLog};
pub use limits::Limits;
pub use marker::{Marker, exit_code, marker};
pub use names::key as name_key;
pub use run_group::RunGroup;
pub use stamp::stamp;
pub use text::{read_file, read_job_text, read_stream, read_text};
