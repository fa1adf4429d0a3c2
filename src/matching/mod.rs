//! Rules over lines: a literal prefilter over the raw bytes, then the candidate's regex on the cleaned line, then its scope and its windows.

mod annotation;
mod doubt;
mod finding;
mod grams;
mod hits;
mod literal_lines;
mod literal_search;
mod marks;
mod matcher;
mod prefilter;
mod rarity;
mod scope;
mod window;

pub use annotation::in_annotation;
pub use doubt::Doubt;
pub use finding::{Depth, Finding, Reading, SKIPPED, STOPPED, Source, UNUSUAL};
pub use hits::{Hit, Scan};
pub use literal_lines::{LiteralLines, Scratch};
pub use literal_search::LiteralSearch;
pub use matcher::{Found, Matcher, PassedOver};
pub use scope::where_failed;
