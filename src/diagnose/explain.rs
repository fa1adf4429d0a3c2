//! What explains what: a rule another rule, a tool's report what stands in it, a rule what a tool reported.

use super::job::JobFindings;
use super::rank::{depth, reading};
use crate::matching::{Depth, Finding, Source};
use crate::rules::{Catalog, Kind};

/// Where a finding stands before the ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Account {
    /// It may be the cause.
    Open,
    /// It is an unusual line that others read too.
    Again,
    /// It is not, why, and which finding shows it.
    Lost(&'static str, Option<usize>),
    /// A rule names what it read; its details are that finding's.
    DetailsOf(usize),
}

const WRAPPER: &str = "it only says where to look";
const SUPERSEDED: &str = "a more specific rule explains it";
const PART: &str = "it is part of what another tool reports";
const SHALLOW: &str = "another finding says why";

/// Accounts for each of a job's findings.
pub(super) fn account(job: &JobFindings, catalog: &Catalog) -> Vec<Account> {
    let findings = &job.findings;
    let mut accounts: Vec<Account> = findings.iter().map(|finding| by_itself(finding, job, catalog)).collect();
    // Readings among each other first: then rules meet those that are left.
    for inner in 0..findings.len() {
        for outer in (0..findings.len()).filter(|&outer| outer != inner) {
            if accounts[inner] == Account::Open && accounts[outer] == Account::Open && holds(&findings[outer], &findings[inner]) {
                settle(findings, inner, outer, &mut accounts);
            }
        }
    }
    for rule in 0..findings.len() {
        if accounts[rule] != Account::Open || !attested(&findings[rule], catalog) {
            continue;
        }
        for read in 0..findings.len() {
            if reading(&findings[read]).is_none() {
                continue;
            }
            match accounts[read] {
                Account::Open if takes_over(&findings[rule], &findings[read], catalog) => accounts[read] = Account::DetailsOf(rule),
                Account::Open if holds(&findings[read], &findings[rule]) => {
                    accounts[rule] = Account::Lost(PART, Some(read));
                    break;
                }
                _ => {}
            }
        }
    }
    for index in 0..findings.len() {
        if accounts[index] != Account::Open || reading(&findings[index]).is_some() || attested(&findings[index], catalog) {
            continue;
        }
        // What is not sure enough to name a failure is part of the report it stands in.
        let outer =
            (0..findings.len()).find(|&outer| outer != index && holds(&findings[outer], &findings[index]) && stands(accounts[outer]));
        if let Some(outer) = outer {
            accounts[index] = Account::Lost(PART, Some(outer));
        }
    }
    accounts
}

fn stands(account: Account) -> bool {
    matches!(account, Account::Open | Account::DetailsOf(_))
}

fn by_itself(finding: &Finding, job: &JobFindings, catalog: &Catalog) -> Account {
    let again =
        || job.findings.iter().any(|other| other.line == finding.line && !other.is_unusual() && other.kind(catalog) != Kind::Wrapper);
    if finding.is_unusual() && again() {
        Account::Again
    } else if finding.kind(catalog) == Kind::Wrapper {
        Account::Lost(WRAPPER, None)
    } else {
        superseded(finding, job, catalog).map_or(Account::Open, |winner| Account::Lost(SUPERSEDED, Some(winner)))
    }
}

/// Whether a reading's report holds another finding's line.
fn holds(outer: &Finding, inner: &Finding) -> bool {
    reading(outer).is_some_and(|reading| reading.span.contains(&inner.line))
}

/// Of two readings, one in the other: the deeper, else the outer one explains.
fn settle(findings: &[Finding], inner: usize, outer: usize, accounts: &mut [Account]) {
    let (Some(small), Some(large)) = (reading(&findings[inner]), reading(&findings[outer])) else { return };
    let (deep, wide) = (depth(&findings[inner]), depth(&findings[outer]));
    // A stack trace is how any program ends; who knows the program knows more.
    let specific = large.category == "crash" && small.category != "crash";
    if deep > wide || deep == wide && specific {
        accounts[outer] = Account::Lost(SHALLOW, Some(inner));
    } else if deep < wide || small.span.len() < large.span.len() || small.span.len() == large.span.len() && outer < inner {
        accounts[inner] = Account::Lost(PART, Some(outer));
    }
}

/// Whether a finding is a rule's whose word counts against a reading's.
fn attested(finding: &Finding, catalog: &Catalog) -> bool {
    finding.rule(catalog).is_some() && !finding.experimental(catalog)
}

/// Whether a rule names what was read: it matched the line that tells why, or one right below it or its like, where messages go on; or the
/// reading does not say why and the rule stands in its report. What only follows from a cause names nothing that says more.
fn takes_over(rule: &Finding, read: &Finding, catalog: &Catalog) -> bool {
    let same = rule.line == read.line || same_words(&rule.evidence.text, &read.evidence.text);
    let goes_on = || rule.evidence.before.iter().any(|above| same_words(above, &read.evidence.text));
    match rule.kind(catalog) {
        Kind::Cause => same || holds(read, rule) && (depth(read) < Depth::Why || goes_on()),
        Kind::Secondary => same && depth(read) == Depth::That,
        Kind::Wrapper => false,
    }
}

/// The same line again, perhaps as the runner repeats it.
fn same_words(one: &str, other: &str) -> bool {
    let bare = |text: &str| text.trim().trim_start_matches("##[error]").trim_start_matches("Error: ").trim().to_owned();
    let (one, other) = (bare(one), bare(other));
    one.len() > 12 && one == other
}

/// The finding of a rule that explains this one's away.
fn superseded(finding: &Finding, job: &JobFindings, catalog: &Catalog) -> Option<usize> {
    let rule = |finding: &Finding| match finding.source {
        Source::Rule(index) => Some(index),
        Source::Extractor(_) => None,
    };
    let loser = rule(finding)?;
    job.findings.iter().position(|other| rule(other).is_some_and(|winner| catalog.supersedes(winner, loser)))
}
