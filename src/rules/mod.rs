//! Rules are runbooks: one Markdown file is detector, explanation, remedy and proof (`docs/rule-format.md`).

mod capture;
mod catalog;
mod diagnostic;
mod example;
mod front;
mod pattern;
mod prose;
mod rule;
mod runbook;
mod validate;

pub use capture::{CaptureType, Captures};
pub use catalog::{Catalog, LoadError};
pub use diagnostic::Diagnostic;
pub use example::{Example, Expect};
pub use pattern::Pattern;
pub use prose::Prose;
pub use rule::{Kind, Pick, Place, Rule, Scope, Status, Variant, When, Window};
pub use runbook::Runbook;
