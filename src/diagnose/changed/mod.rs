//! What changed since a job last passed, beside the code.

mod moved;
mod own;
mod since;
mod tied;

pub use moved::{Moved, Part};
pub use since::SinceGreen;
pub(super) use since::since_green;
