//! Rules over lines: a literal prefilter over the raw bytes, then the candidate's regex on the cleaned line, then its scope and its windows.

mod finding;
mod hits;
mod matcher;
mod prefilter;
mod scope;
mod window;

pub use finding::{Depth, Finding, Reading, Source, UNUSUAL};
pub use hits::{Hit, Scan};
pub use matcher::{Found, Matcher};
pub use scope::where_failed;
