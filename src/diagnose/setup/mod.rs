//! What a job was set up with, beside the code.

mod kind;
mod printed;
mod read;
mod sieve;
mod versions;

pub use kind::Kind;
pub use read::Setup;
pub(super) use sieve::Sieve;
pub use versions::Versions;
