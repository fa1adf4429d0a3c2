//! The GitHub layer against a fake GitHub: what comes back, what is sent where, and every way it can fail.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene has failed")]

#[expect(dead_code, reason = "some of it is for other tests")]
mod fake;

#[path = "github/bundle.rs"]
mod bundle;
#[path = "github/errors.rs"]
mod errors;
#[path = "github/faithful.rs"]
mod faithful;
#[path = "github/fetch.rs"]
mod fetch;
#[path = "github/json.rs"]
mod json;
#[path = "github/names.rs"]
mod names;
#[path = "github/partly.rs"]
mod partly;
