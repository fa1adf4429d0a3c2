//! What a step lets pass: commands whose failure its script tolerates, and errands that nothing depends on.

mod errand;
mod script;

pub use errand::is_errand;
pub use script::{falls_back, lets_pass};
