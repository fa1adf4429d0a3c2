//! Regexes that are made when a line first needs them, and cheaply: most are asked about a few lines only.

mod ascii;
mod bytes;
mod groups;
mod pattern;
mod prepared;
mod twin;

pub use groups::{Groups, Span};
pub use pattern::Pattern;
pub use prepared::{Automatic, Prepared, any};

#[cfg(test)]
mod tests;
