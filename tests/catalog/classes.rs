//! Every literal line of the failure classes: matched by the right rule or extractor, or no failure for a reason that is given.

use super::matcher;
use super::table::{Answer, Row, read, write};
use super::verdict::Verdict;

/// Causes that nobody doubts, to stand beside what only goes with a cause.
const REAL: [&str; 3] = [
    "Error: statfs /home/runner/work/app/app/.pgdata: no such file or directory",
    "docker: Error response from daemon: pull access denied for acme/tools, repository does not exist or may require 'docker login': denied: requested access to the resource is denied.",
    "error[E0308]: mismatched types\n  --> src/lib.rs:3:5\n\nerror: could not compile `app` (lib) due to 1 previous error",
];

/// Who answers where nothing but an annotation says it, or nothing at all.
fn beside(row: &Row) -> Answer {
    let message = row.lines.trim_start_matches("##[error]");
    match Verdict::beside((!message.is_empty()).then_some(message)).answer() {
        Answer::Rule(path) => Answer::Annotation(path),
        Answer::Extractor(name) if message.is_empty() => Answer::Metadata(name),
        _ => Answer::Pending,
    }
}

/// Who answers for a row as things are.
fn answer(row: &Row) -> Answer {
    if row.lines.is_empty() {
        return beside(row);
    }
    match Verdict::of(&row.lines).answer() {
        // A wrapper says where to look, which is no answer for a cause.
        Answer::Wrapper(_) if !row.is_secondary() => Answer::Pending,
        Answer::Pending => beside(row),
        answer => answer,
    }
}

/// What is wrong with a row, if anything is.
fn wrong(row: &Row) -> Option<String> {
    let found = answer(row);
    let fault = match &row.answer {
        Answer::Pending => (found != Answer::Pending).then(|| {
            format!("is pending, and {found} answers for it: if that is right, `UPDATE_TABLE=1 cargo test --test catalog` fills it in")
        }),
        Answer::Rule(_) | Answer::Extractor(_) => (found != row.answer).then(|| format!("should be {}, is {found}", row.answer)),
        Answer::Wrapper(path) => {
            let verdict = Verdict::of(&row.lines);
            let led = verdict.primary().and_then(|finding| finding.rule(matcher().0)).is_some_and(|rule| rule.path() == *path);
            (led || !verdict.wrappers().contains(path)).then(|| format!("should be wrapped by {path}, is {found}"))
        }
        Answer::Annotation(_) | Answer::Metadata(_) => {
            let found = beside(row);
            (found != row.answer).then(|| format!("should be {}, is {found}", row.answer))
        }
        Answer::NotAFailure(reason) if reason.is_empty() => Some("is no failure without a reason".to_owned()),
        Answer::NotAFailure(_) => {
            matches!(found, Answer::Rule(_) | Answer::Extractor(_)).then(|| format!("is no failure, but {found} takes it for one"))
        }
    };
    fault.map(|fault| format!("row {} {fault}\n    {}", row.name, row.lines.replace('\n', "\n    ")))
}

#[test]
#[expect(clippy::print_stdout, reason = "the gap shall be seen: `-- --nocapture`")]
fn every_row_has_who_answers_for_it() {
    let (head, mut rows) = read();
    if std::env::var_os("UPDATE_TABLE").is_some() {
        for row in rows.iter_mut().filter(|row| row.answer == Answer::Pending) {
            row.answer = answer(row);
        }
        write(&head, &rows);
    }
    let wrong: Vec<String> = rows.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} rows of tests/catalog/failure-classes.tsv\n{}", wrong.len(), wrong.join("\n"));
    let pending: Vec<&str> = rows.iter().filter(|row| row.answer == Answer::Pending).map(|row| row.name.as_str()).collect();
    println!("{} of {} rows are pending: {}", pending.len(), rows.len(), pending.join(" "));
}

#[test]
fn the_table_has_every_class() {
    let mut numbers: Vec<u32> = read().1.iter().map(Row::number).collect();
    numbers.dedup();
    assert_eq!(numbers, (1..=246).collect::<Vec<_>>());
}

#[test]
fn what_only_goes_with_a_cause_is_never_the_cause_beside_one() {
    let known: Vec<&str> = REAL.into_iter().filter(|real| Verdict::of(real).answer() != Answer::Pending).collect();
    assert!(known.len() >= 2, "nothing knows the causes that nobody doubts");
    let mut wrong = Vec::new();
    for row in read().1.iter().filter(|row| row.is_secondary()) {
        for real in &known {
            for log in [format!("{real}\n{}", row.lines), format!("{}\n{real}", row.lines)] {
                let verdict = Verdict::of(&log);
                let line = verdict.line().unwrap_or_default();
                if !real.lines().any(|real| real == line) {
                    wrong.push(format!(
                        "row {}: {} wins by\n    {line}\n  over\n    {}",
                        row.name,
                        verdict.answer(),
                        real.lines().next().unwrap()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n"));
}
