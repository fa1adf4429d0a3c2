//! One command that shows a failure again: the failing step's own, narrowed to the test that failed. All of it comes from the log, whose writer may be
//! anyone, so that each word passes a strict pattern or there is no command.

mod aim;
mod call;
mod command;
mod runner;
mod runners;
mod word;

pub use command::reproduce;

#[cfg(test)]
mod tests;
