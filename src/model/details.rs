//! What an extractor reads besides its line: failed tests, problems with their places, counts.

use std::collections::BTreeMap;

use serde::Serialize;

/// How many tests or problems are kept; the rest is a number.
pub const LISTED: usize = 20;

/// Names, places and counts, all raw text. Parts that are empty are not printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Details {
    /// Tests that failed, in the order of the log; of many, those with different messages first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<TestFailure>,
    /// What a compiler, linter or resolver complains about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// How many tests or problems there are beyond those listed.
    #[serde(skip_serializing_if = "is_zero")]
    pub more: u64,
    /// As the tool counts them: `failed`, `passed`, `skipped`, `errors`, `warnings`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<&'static str, u64>,
    /// What else the tool names: `package`, `version`, `target`, `command`, `url`.
    #[serde(flatten)]
    pub named: BTreeMap<&'static str, String>,
}

/// A test that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TestFailure {
    /// As its runner takes it to run that test alone: `tests/test_x.py::test_y`, `pkg.Class.method`, `suite > name`.
    pub id: String,
    /// The assertion or exception.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Where it failed.
    #[serde(flatten)]
    pub place: Place,
}

/// A complaint about a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
    /// The tool's name for that kind of problem: `E0599`, `TS2353`, `no-unused-vars`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
}

/// A place in a file, as far as the tool tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    /// The file, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Counts from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Counts from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Details {
    /// Failed tests: one of each message first, then the others, and a count of what is left out.
    #[must_use]
    pub fn with_tests(mut self, tests: Vec<TestFailure>) -> Self {
        let (kept, more) = few(tests, |test| test.message.clone().unwrap_or_else(|| test.id.clone()));
        self.tests = kept;
        self.more = more;
        self
    }

    /// Problems, likewise.
    #[must_use]
    pub fn with_problems(mut self, problems: Vec<Problem>) -> Self {
        let (kept, more) = few(problems, |problem| problem.message.clone());
        self.problems = kept;
        self.more = more;
        self
    }

    /// A count.
    #[must_use]
    pub fn with_count(mut self, what: &'static str, count: u64) -> Self {
        self.counts.insert(what, count);
        self
    }

    /// Something named.
    #[must_use]
    pub fn with(mut self, what: &'static str, name: impl Into<String>) -> Self {
        self.named.insert(what, name.into());
        self
    }

    /// As the report carries it.
    pub fn to_json(&self) -> serde_json::Map<String, serde_json::Value> {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::Object(map)) => map,
            _ => serde_json::Map::new(),
        }
    }
}

/// The first is the one the evidence shows and stays first; behind it, new messages go before repeated ones.
fn few<T>(all: Vec<T>, message: impl Fn(&T) -> String) -> (Vec<T>, u64) {
    if all.len() <= LISTED {
        return (all, 0);
    }
    let more = (all.len() - LISTED) as u64;
    let mut seen = std::collections::HashSet::new();
    let (mut kept, again): (Vec<T>, Vec<T>) = all.into_iter().partition(|one| seen.insert(message(one)));
    kept.extend(again);
    kept.truncate(LISTED);
    (kept, more)
}

#[cfg(test)]
mod tests {
    use super::{Details, LISTED, TestFailure};

    #[test]
    fn many_tests_show_each_message_once() {
        let test = |number: usize, message: &str| TestFailure {
            id: format!("t{number}"),
            message: Some(message.to_owned()),
            ..TestFailure::default()
        };
        let tests = (0..1_000).map(|number| test(number, if number == 990 { "other" } else { "same" })).collect();
        let details = Details::default().with_tests(tests);
        assert_eq!((details.tests.len(), details.more), (LISTED, 980));
        assert_eq!([&details.tests[0].id, &details.tests[1].id, &details.tests[2].id], ["t0", "t990", "t1"]);
    }
}
