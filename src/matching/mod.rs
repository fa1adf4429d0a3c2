//! Rules over lines: a literal prefilter over the raw bytes, then the candidate's regex on the cleaned line, then its scope and its windows.

mod finding;
mod hits;
mod matcher;
mod prefilter;
mod scope;
mod window;

pub use finding::{Finding, Reading, Source};
pub use hits::Hit;
pub use matcher::Matcher;
pub use scope::where_failed;
