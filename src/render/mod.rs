//! A report as text: pure functions, one a format. Same report, same bytes.
//!
//! `story` says once what there is to say, as a page of blocks; each format only prints that page, and escapes it for where it
//! lands. What a log, a name or a commit supplied is text that a stranger wrote: the page carries it as raw, and no format may print
//! it otherwise than through `escape`.

mod agent;
mod annotations;
mod digest;
mod escape;
mod feedback;
mod history;
mod html;
mod json;
pub mod markdown;
mod one_job;
mod page;
mod prose;
mod runbook;
mod sarif;
mod spot;
mod story;
mod terminal;
mod verification;

pub use self::markdown::markdown;
pub use agent::{BUDGET, Window, agent, evidence_lines, prompt, prompt_line, tokens};
pub use annotations::github;
pub use digest::{digest_html, digest_markdown, digest_terminal};
pub(crate) use escape::visible;
pub use history::{causes_markdown, causes_terminal, history_markdown, history_terminal};
pub use html::html;
pub use json::json;
pub use one_job::{job_json, job_markdown, job_terminal};
pub use runbook::{rule_markdown, rule_terminal};
pub use sarif::sarif;
pub use story::unexplained;
pub use terminal::{Look, terminal};
pub use verification::{verification_html, verification_json, verification_markdown, verification_terminal};
