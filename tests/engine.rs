//! The engine finds what a naive loop finds: every regex on every cleaned line.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

#[path = "engine/corpus.rs"]
mod corpus;
#[path = "engine/exact.rs"]
mod exact;
#[path = "engine/large.rs"]
mod large;
#[path = "engine/naive.rs"]
mod naive;
#[path = "engine/windows.rs"]
mod windows;
