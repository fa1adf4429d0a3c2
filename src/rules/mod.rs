//! Rules are runbooks: one Markdown file is detector, explanation, remedy and proof (`docs/rule-format.md`).

mod capture;
mod catalog;
mod config;
mod diagnostic;
mod example;
mod file;
mod front;
mod links;
mod literals;
mod matches;
mod origin;
mod pattern;
mod placeholder;
mod prose;
mod rule;
mod runbook;
mod sections;
mod similar;
mod validate;
mod variants;
mod when;
mod word;

pub use capture::{CaptureType, Captures};
pub use catalog::{Catalog, LoadError};
pub use config::{Config, ConfigError};
pub use diagnostic::Diagnostic;
pub use example::{Example, Expect, RunScene};
pub use literals::required_literals;
pub use pattern::{Input, Pattern, PatternError};
pub use prose::Prose;
pub use rule::{Kind, Pick, Place, Rule, Scope, Status, Variant, Window};
pub use runbook::Runbook;
pub use when::{Level, Permissions, RunnerKind, Variable, When};
