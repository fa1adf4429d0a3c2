//! The program, with nothing of our own environment.

use std::path::Path;

use super::fake::Fake;
pub(crate) use super::scene::Ended;
use super::scene::triage_in;

/// Runs it from a directory that is no checkout, with this directory as its home.
pub(crate) fn triage_at(home: &Path, fake: Option<&Fake>, arguments: &[&str]) -> Ended {
    let mut env = vec![("HOME", home.to_str().unwrap())];
    env.extend(fake.map(|_| ("GH_TOKEN", Fake::TOKEN)));
    triage_in(home, fake, arguments, &env)
}
