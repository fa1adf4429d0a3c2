use super::{named_in, read_matched};
use crate::log::read_text;
use crate::matching::Source;

/// `path:line:column code message` of each problem.
fn found(matchers: &[&str], output: &str) -> Vec<String> {
    let text = format!("##[group]Run check\ncheck\nshell: bash\n##[endgroup]\n{output}\n##[error]Process completed with exit code 1.\n");
    let log = &read_text("x.log", text.into_bytes()).expect("a log")[0];
    let findings = read_matched(log, matchers);
    let problems = findings.iter().flat_map(|finding| match &finding.source {
        Source::Extractor(reading) => reading.details.problems.clone(),
        Source::Rule(_) => Vec::new(),
    });
    problems
        .map(|problem| {
            let number = |number: Option<u64>| number.map_or("-".to_owned(), |number| number.to_string());
            let place = problem.place;
            format!(
                "{}:{}:{} {} {}",
                place.path.unwrap_or_default(),
                number(place.line),
                number(place.column),
                problem.code.unwrap_or_default(),
                problem.message
            )
        })
        .collect()
}

const ONE: &str = r#"{"problemMatcher":[{"owner":"shop","pattern":[{"regexp":"^([^:]+)@(\\d+)@(\\d+) (error|warning) (\\w+) (.*)$","file":1,"line":2,"column":3,"severity":4,"code":5,"message":6}]}]}"#;
const LOOP: &str = r#"{"problemMatcher":[{"owner":"list","pattern":[{"regexp":"^== (\\S+)$","file":1},{"regexp":"^ +(\\d+) (.*)$","line":1,"message":2,"loop":true}]}]}"#;

#[test]
fn a_line_a_problem() {
    let output = "x.shop@3@4 error S12 price is missing\nx.shop@4@1 warning S13 odd\n##[error]y.shop@5@6 error S12 again";
    assert_eq!(found(&[ONE], output), ["x.shop:3:4 S12 price is missing", "y.shop:5:6 S12 again"]);
}

#[test]
fn lines_that_repeat_below_their_file() {
    let output = "== a.shop\n  1 no price\n  2 no name\n== b.shop\n  7 no price\ndone\n  9 nothing above";
    assert_eq!(found(&[LOOP], output), ["a.shop:1:-  no price", "a.shop:2:-  no name", "b.shop:7:-  no price"]);
}

#[test]
fn what_cannot_be_used_is_left_out() {
    let ahead = r#"{"problemMatcher":[{"owner":"a","pattern":[{"regexp":"^(?!x)(.*)$","message":1}]}]}"#;
    let huge = r#"{"problemMatcher":[{"owner":"a","pattern":[{"regexp":"((\\w{90}){90}){90}","message":1}]}]}"#;
    let silent = r#"{"problemMatcher":[{"owner":"a","pattern":[{"regexp":"(.*)","file":1}]}]}"#;
    for file in [
        ahead,
        huge,
        silent,
        "{",
        "[]",
        r#"{"problemMatcher":[{"owner":"a","pattern":[]}]}"#,
        r#"{"problemMatcher":[{"pattern":[{"regexp":"x","message":9}]}]}"#,
    ] {
        assert_eq!(found(&[file], "x"), Vec::<String>::new(), "{file}");
    }
    assert_eq!(found(&[ahead, ONE], "x.shop@3@4 error S12 price is missing").len(), 1);
}

#[test]
fn files_are_named_by_commands() {
    assert_eq!(named_in("echo \"::add-matcher::.github/gcc.json\"").as_deref(), Some(".github/gcc.json"));
    assert_eq!(named_in("##[add-matcher]/home/runner/work/a/a/.github/x.json").as_deref(), Some("/home/runner/work/a/a/.github/x.json"));
    assert_eq!(named_in("::remove-matcher owner=x::"), None);
}
