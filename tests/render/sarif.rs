//! SARIF holds to its schema.

use serde_json::Value;
use triage::render::sarif;
use triage::report::Report;

use crate::sarif_schema::problem;

pub(crate) fn holds_to_its_schema(report: &Report) {
    let log: Value = serde_json::from_str(&sarif(report)).unwrap();
    assert_eq!(problem(&log), None);
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), report.causes.len());
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let mut log: Value = serde_json::from_str(&sarif(&crate::seed::report())).unwrap();
    assert_eq!(problem(&log), None);
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(problem(&log).is_some());
}
