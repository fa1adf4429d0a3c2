//! What tools print when they fail, read without a rule; and, for what nothing knows, the unusual line.

mod unusual;

pub use unusual::unusual;
