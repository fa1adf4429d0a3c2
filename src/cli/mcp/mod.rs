//! `triage mcp`: the same questions for coding agents, by the Model Context Protocol over standard input and output.

mod arguments;
mod message;
mod serve;
mod tools;

pub(crate) use serve::{McpArgs, run};
