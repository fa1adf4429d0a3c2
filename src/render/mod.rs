//! A report as text: pure functions, one a format. Same report, same bytes.
//!
//! `story` says once what there is to say, as a page of blocks; each format only prints that page, and escapes it for where it
//! lands. What a log, a name or a commit supplied is text that a stranger wrote: the page carries it as raw, and no format may print
//! it otherwise than through `escape`.

mod escape;
mod html;
mod json;
pub mod markdown;
mod page;
mod prose;
mod runbook;
mod story;
mod terminal;

pub use self::markdown::markdown;
pub use html::html;
pub use json::json;
pub use runbook::{rule_markdown, rule_terminal};
pub use terminal::{Look, terminal};
