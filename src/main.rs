//! The `triage` command.

fn main() {}
