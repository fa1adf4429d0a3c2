//! `triage` reads a red GitHub Actions run: its logs against a catalog of runbooks, its failures against the commits
//! that came after, and writes the report a senior engineer would write by hand.
//!
//! One way, values only: a [`bundle::World`] is matched ([`matching`]) and read ([`extract`]), diagnosed ([`diagnose`]),
//! weighed against later commits ([`fix`]), and becomes one [`report::Report`], which every renderer prints.
//! Modules stand here in layer order; each uses only those above it (`tests/layers.rs` holds it to that).

pub mod model;
pub mod regexes;

pub mod log;

pub mod bundle;

pub mod rules;

pub mod matching;

pub mod extract;

pub mod diagnose;

pub mod fix;

pub mod report;

pub mod render;

pub mod github;

pub mod publish;
pub mod store;

pub mod cli;
