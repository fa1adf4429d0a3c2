//! The examples of rules, run as tests: each against the whole catalog, since a rule that matches and loses is no use.

use super::controls::Controls;
use super::job::read_job;
use super::rank::rank;
use crate::log::read_text;
use crate::matching::Matcher;
use crate::model::{Conclusion, Job};
use crate::rules::{Catalog, Example, Expect, Kind, Rule};

/// How an example came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As it should.
    Held,
    /// A known miss, still missed.
    KnownMiss,
    /// Not as it should; why.
    Broken(String),
}

/// Runs one example of a rule.
pub fn prove(rule: &Rule, example: &Example, matcher: &Matcher<'_>, catalog: &Catalog) -> Outcome {
    let name = &example.name;
    let logs = match read_text(name, example.log.clone().into_bytes()) {
        Ok(logs) => logs,
        Err(error) => return Outcome::Broken(format!("failed to {error}")),
    };
    let Some(log) = logs.first() else { return Outcome::Broken("the example holds no log".to_owned()) };
    let job = Job { name: name.clone(), conclusion: Some(Conclusion::Failure), ..Job::default() };
    let found = read_job(&job, log, matcher, catalog);
    let ranked = rank(&found, catalog, &Controls::default());
    let own = found.findings.iter().position(|finding| finding.rule(catalog).is_some_and(|other| other.id == rule.id));
    match example.expect {
        Expect::NoMatch => match own {
            None => Outcome::Held,
            Some(own) => Outcome::Broken(format!(
                "it must not match, but does at line {}: {}",
                found.findings[own].evidence.log_line, found.findings[own].evidence.text
            )),
        },
        Expect::Todo if own.is_some_and(|own| ranked.primary == Some(own)) => {
            Outcome::Broken("a known miss that is now found: take `todo` away".to_owned())
        }
        Expect::Todo => Outcome::KnownMiss,
        Expect::Match => {
            let Some(own) = own else { return Outcome::Broken("it does not match".to_owned()) };
            let symptom = ranked.symptoms.iter().any(|symptom| symptom.finding == own);
            if ranked.primary != Some(own) && !(rule.kind == Kind::Wrapper && symptom) {
                let winner = ranked.primary.map_or_else(
                    || "nothing".to_owned(),
                    |index| found.findings[index].rule(catalog).map_or_else(|| "the unusual line".to_owned(), Rule::path),
                );
                return Outcome::Broken(format!("it matches, but {winner} is the primary cause"));
            }
            captures(example, &found.findings[own].captures)
        }
    }
}

fn captures(example: &Example, taken: &crate::rules::Captures) -> Outcome {
    let Some(wanted) = &example.captures else { return Outcome::Held };
    let wrong = wanted.iter().find(|(name, value)| taken.get(name) != Some(value.as_str()));
    match wrong {
        None => Outcome::Held,
        Some((name, value)) => Outcome::Broken(format!("capture {name} should be {value:?}, is {:?}", taken.get(name).unwrap_or_default())),
    }
}
