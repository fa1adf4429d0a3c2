//! SARIF against the schema that OASIS publishes with version 2.1.0; the copy beside this file is that of `serde-sarif` 0.8.0 (MIT).

use std::sync::OnceLock;

use serde_json::Value;

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

/// What the schema says against a log.
pub(crate) fn problem(log: &Value) -> Option<String> {
    let schema = schema();
    schema.schemas.validate(log, schema.index).err().map(|error| format!("{error:#}"))
}
