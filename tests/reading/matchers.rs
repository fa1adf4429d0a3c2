//! Problem matchers of the repository, tagged lines, and annotations with places.

use std::fs;

use serde_json::{Value, json};

use super::log::{First, Log, read, run, scan};

fn problem(first: &First, at: usize) -> (String, Value, String) {
    let problem = &first.get("details")["problems"][at];
    let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    (text("path"), problem["line"].clone(), text("message"))
}

#[test]
fn a_matcher_of_the_repository() {
    let directory = tempfile::tempdir().unwrap();
    let log = Log::new().step("echo \"::add-matcher::.github/shop-lint.json\"", "").fails(
        "./shop-lint",
        "== src/cart.shop\n  3 price is missing\n  9 name is missing\n2 complaints",
        1,
    );
    run(directory.path(), 12, "failure", &json!([]), &log.end(""), &json!([]));
    let source = directory.path().join("source/.github");
    fs::create_dir_all(&source).unwrap();
    let matcher = json!({"problemMatcher": [{"owner": "shop", "pattern": [{"regexp": r"^== (\S+)$", "file": 1}, {"regexp": r"^\s+(\d+) (.*)$", "line": 1, "message": 2, "loop": true}]}]});
    fs::write(source.join("shop-lint.json"), matcher.to_string()).unwrap();
    let first = scan(directory.path());
    assert_eq!(first.get("extractor"), "problem-matcher");
    assert_eq!(problem(&first, 0), ("src/cart.shop".to_owned(), json!(3), "price is missing".to_owned()));
    assert_eq!(problem(&first, 1).1, json!(9));
}

#[test]
fn lines_that_were_tagged_with_a_place() {
    let first = read(
        &Log::new()
            .fails("./shop-lint", "##[error]src/cart.shop#L12: price is missing\n##[error]src/till.shop:4:2: error S12: no till\ndone", 1)
            .end(""),
    );
    assert_eq!(problem(&first, 0), ("src/cart.shop".to_owned(), json!(12), "price is missing".to_owned()));
    assert_eq!(problem(&first, 1), ("src/till.shop".to_owned(), json!(4), "no till".to_owned()));
}

#[test]
fn a_place_that_only_the_annotation_has() {
    let directory = tempfile::tempdir().unwrap();
    let log = Log::new().fails("./shop-lint", "##[error]price is missing\ntwo carts looked at\nthree carts looked at", 1);
    let annotations = json!([{"path": "src/cart.shop", "start_line": 12, "annotation_level": "failure", "message": "price is missing"},
        {"path": ".github", "start_line": 9, "annotation_level": "failure", "message": "Process completed with exit code 1."}]);
    run(directory.path(), 12, "failure", &json!([]), &log.end(""), &annotations);
    let first = scan(directory.path());
    assert_eq!(first.line(), "##[error]price is missing");
    assert_eq!(problem(&first, 0), ("src/cart.shop".to_owned(), json!(12), "price is missing".to_owned()));
}
