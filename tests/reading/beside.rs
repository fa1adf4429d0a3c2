//! The last green log of the same job: what it prints too does not tell why this one failed.

use serde_json::json;

use super::log::{Log, run, scan, triage};

/// What the job prints on any day, with numbers that change; it looks worse than what matters.
fn usual(number: u32) -> String {
    format!("Error: cannot reach telemetry.example after {number} ms\nseeded {number} rows")
}

#[test]
fn the_line_that_only_the_red_one_prints_wins() {
    let directory = tempfile::tempdir().unwrap();
    let red = Log::new().fails("./nightly", &format!("cart 7 has no owner\n{}", usual(310)), 1).end("");
    let green = Log::new().step("./nightly", &usual(95)).end("");
    let bundle = directory.path();
    run(bundle, 12, "failure", &json!([]), &red, &json!([]));
    assert!(scan(bundle).line().contains("cannot reach telemetry"), "without a green log: {}", scan(bundle).line());

    run(&bundle.join("others/11"), 11, "success", &json!([]), &green, &json!([]));
    let first = scan(bundle);
    assert!(first.line().contains("cart 7 has no owner"), "{}", first.line());

    // A green job of another name says nothing.
    let other = std::fs::read_to_string(bundle.join("others/11/jobs.json")).unwrap().replace("\"build\"", "\"deploy\"");
    std::fs::write(bundle.join("others/11/jobs.json"), other).unwrap();
    assert!(scan(bundle).line().contains("cannot reach telemetry"));
}

#[test]
fn what_an_extractor_reads_in_green_logs_too_is_less_sure() {
    let directory = tempfile::tempdir().unwrap();
    let line = "src/cart.ts(6,3): error TS2322: Type 'string' is not assignable to type 'number'.";
    let bundle = directory.path();
    run(bundle, 12, "failure", &json!([]), &Log::new().fails("npx tsc -p . --noEmit", line, 2).end(""), &json!([]));
    assert_eq!(scan(bundle).get("confidence"), "high");
    run(&bundle.join("others/11"), 11, "success", &json!([]), &Log::new().step("npx tsc -p . --noEmit", line).end(""), &json!([]));
    assert_eq!(scan(bundle).get("confidence"), "medium");
    assert!(triage(&["--format", "markdown"], bundle).contains("build of run 11"));
}
