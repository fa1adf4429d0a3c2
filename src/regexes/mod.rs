//! Regexes that are made when a line first needs them, and cheaply: most are asked about a few lines only.

mod ascii;
mod groups;
mod pattern;
mod twin;

pub use groups::{Groups, Span};
pub use pattern::Pattern;

#[cfg(test)]
mod tests;
