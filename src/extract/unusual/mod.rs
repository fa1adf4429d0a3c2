//! The unusual line: for what no extractor knows, an honest place to start reading, never more. What a line says is read from its form, which
//! tools of all trades share; where it stands decides between lines that say as much.

mod automata;
mod choose;
mod form;
mod noise;
mod normal;
mod sift;
mod usual;

pub use choose::{LastWord, Sifted, Weighed, is_fatal, weigh, weigh_from, weigh_quiet};
pub use form::{Form, form, is_wrapper};
pub use normal::Usual;

#[cfg(test)]
mod tests;
