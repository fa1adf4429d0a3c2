//! How much is asked for, and how much of that one after another.

use std::collections::BTreeSet;
use std::path::Path;

use super::fake::{Fake, Host, Request};
use super::scene::triage;

/// What the logs of the run take, and what is asked beside them: commits, and the repository's files.
fn split(fake: &Fake) -> (Vec<Request>, Vec<Request>) {
    let own = |request: &Request| {
        request.host == Host::Blob || ["/actions/", "/check-runs/", "/check-suites/"].iter().any(|part| request.path.contains(part))
    };
    fake.journal().into_iter().partition(own)
}

fn rounds<'a>(requests: impl IntoIterator<Item = &'a Request>) -> usize {
    requests.into_iter().map(|request| request.round).collect::<BTreeSet<_>>().len()
}

/// 24 jobs, of which 5 failed.
#[test]
fn the_sample_takes_few_requests() {
    let fake = Fake::start(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/seed-run"));
    fake.in_rounds();
    let ended = triage(&fake, &["run", "21565516978", "-R", "jordigilh/kubernaut", "--format", "json"]);
    assert_eq!((ended.code, ended.missing()), (0, vec![]), "{}", ended.stderr);
    let (own, beside) = split(&fake);
    let paths = |requests: &[Request]| requests.iter().map(|request| format!("{} {}", request.round, request.path)).collect::<Vec<_>>();
    assert!(own.len() <= 12 && rounds(&own) <= 5, "{:#?}", paths(&own));
    assert!(beside.len() <= 20 && rounds(own.iter().chain(&beside)) <= 5, "{:#?}", paths(&beside));
}
