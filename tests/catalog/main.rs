//! The catalog as a whole: every known class of failure has somebody who answers for it.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

mod attested;
mod classes;
mod docs;
mod green;
mod table;
mod verdict;

use std::path::PathBuf;
use std::sync::OnceLock;

use triage::matching::Matcher;
use triage::rules::Catalog;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The built-in catalog, ready: prepared once for all tests.
fn matcher() -> (&'static Catalog, &'static Matcher<'static>) {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    static MATCHER: OnceLock<Matcher<'static>> = OnceLock::new();
    let catalog = CATALOG.get_or_init(|| Catalog::builtin().unwrap());
    (catalog, MATCHER.get_or_init(|| Matcher::new(catalog, &triage::extract::literals())))
}
