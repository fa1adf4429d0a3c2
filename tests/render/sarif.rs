//! SARIF against the schema that OASIS publishes with version 2.1.0; the copy beside this file is that of `serde-sarif` 0.8.0 (MIT).

use std::sync::OnceLock;

use serde_json::Value;
use triage::render::sarif;
use triage::report::Report;

struct Schema {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let text = include_str!("sarif-schema-2.1.0.json");
        let mut compiler = boon::Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource("https://example.org/sarif.json", serde_json::from_str(text).unwrap()).unwrap();
        let mut schemas = boon::Schemas::new();
        let index = compiler.compile("https://example.org/sarif.json", &mut schemas).unwrap();
        Schema { schemas, index }
    })
}

pub(crate) fn holds_to_its_schema(report: &Report) {
    let log: Value = serde_json::from_str(&sarif(report)).unwrap();
    let schema = schema();
    if let Err(error) = schema.schemas.validate(&log, schema.index) {
        panic!("{error:#}");
    }
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), report.causes.len());
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let mut log: Value = serde_json::from_str(&sarif(&crate::seed::report())).unwrap();
    let schema = schema();
    assert!(schema.schemas.validate(&log, schema.index).is_ok());
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(schema.schemas.validate(&log, schema.index).is_err());
}
