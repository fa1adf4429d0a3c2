//! GitHub's `OpenAPI` description: operations by method and path, and JSON Schemas of what they take and answer.

use std::collections::HashMap;

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use serde_json::{Map, Value, json};

const ROOT: &str = "file:///api.github.com.json";

pub(crate) struct Description {
    paths: Map<String, Value>,
    parameters: Value,
    compiler: Compiler,
    schemas: Schemas,
    known: HashMap<String, SchemaIndex>,
}

/// An operation that a request asks for.
pub(crate) struct Operation {
    /// `/repos/{owner}/{repo}/actions/runs/{run_id}`.
    template: String,
    method: String,
}

impl Description {
    /// None where it is not here and cannot be fetched.
    pub(crate) fn read() -> Option<Self> {
        let mut api: Value = serde_json::from_slice(&std::fs::read(super::fetched::description()?).unwrap()).unwrap();
        let paths = api["paths"].as_object_mut().unwrap();
        paths.retain(|path, _| path.starts_with("/repos/{owner}/{repo}/") || path == "/repos/{owner}/{repo}");
        allow_null(&mut api);
        let paths = api["paths"].as_object().unwrap().clone();
        let parameters = api["components"]["parameters"].clone();
        let mut compiler = Compiler::new();
        // OpenAPI 3.0 is nearest to draft 4: `exclusiveMinimum` is a boolean there, too.
        compiler.set_default_draft(Draft::V4);
        compiler.add_resource(ROOT, api).unwrap();
        Some(Self { paths, parameters, compiler, schemas: Schemas::new(), known: HashMap::new() })
    }

    /// The operation for a request; none if GitHub has none. Of several templates that fit, the one with the most literal parts, and
    /// with the most parts at all.
    pub(crate) fn operation(&self, method: &str, path: &str) -> Option<Operation> {
        let parts: Vec<&str> = path.split('/').collect();
        let mut fits: Vec<&String> = self.paths.keys().filter(|template| fits(template, &parts)).collect();
        fits.sort_by_key(|template| (template.matches('{').count(), std::cmp::Reverse(template.matches('/').count())));
        let template = fits.into_iter().find(|template| self.paths[*template].get(method.to_lowercase()).is_some())?;
        Some(Operation { template: template.clone(), method: method.to_lowercase() })
    }

    fn at(&self, operation: &Operation) -> &Value {
        &self.paths[&operation.template][&operation.method]
    }

    /// The names of the parameters that a query may hold, with their schemas.
    pub(crate) fn query(&self, operation: &Operation) -> HashMap<String, Value> {
        let own = self.at(operation)["parameters"].as_array().cloned().unwrap_or_default();
        own.into_iter()
            .map(|parameter| self.resolved(parameter))
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| (parameter["name"].as_str().unwrap().to_owned(), parameter["schema"].clone()))
            .collect()
    }

    fn resolved(&self, value: Value) -> Value {
        match value["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/components/parameters/")) {
            Some(name) => self.parameters[name].clone(),
            None => value,
        }
    }

    /// Whether the operation may end in a status.
    pub(crate) fn may_answer(&self, operation: &Operation, status: u16) -> bool {
        self.at(operation)["responses"].get(status.to_string()).is_some()
    }

    /// What is wrong with a request's body.
    pub(crate) fn wrong_request(&mut self, operation: &Operation, body: &Value) -> Option<String> {
        let taken = &self.at(operation)["requestBody"]["content"]["application/json"]["schema"];
        if taken.is_null() {
            return (!body.is_null()).then(|| "GitHub takes no body".to_owned());
        }
        let pointer =
            format!("{ROOT}#/paths/{}/{}/requestBody/content/application~1json/schema", escaped(&operation.template), operation.method);
        let schema = self.compiled(pointer);
        self.schemas.validate(body, schema).err().map(|error| format!("{error:#}"))
    }

    /// What is wrong with an answer's body; nothing where it is as described.
    pub(crate) fn wrong(&mut self, operation: &Operation, status: u16, body: &Value) -> Option<String> {
        let response = &self.at(operation)["responses"][status.to_string()];
        if response.get("$ref").is_none() && response["content"]["application/json"].get("schema").is_none() {
            return None;
        }
        let pointer = match response["$ref"].as_str() {
            Some(reference) => format!("{ROOT}{reference}/content/application~1json/schema"),
            None => format!(
                "{ROOT}#/paths/{}/{}/responses/{status}/content/application~1json/schema",
                escaped(&operation.template),
                operation.method
            ),
        };
        let schema = self.compiled(pointer);
        self.schemas.validate(body, schema).err().map(|error| format!("{error:#}"))
    }

    fn compiled(&mut self, pointer: String) -> SchemaIndex {
        if let Some(known) = self.known.get(&pointer) {
            return *known;
        }
        let compiled = self.compiler.compile(&pointer, &mut self.schemas).unwrap_or_else(|error| panic!("{pointer}: {error:#}"));
        self.known.insert(pointer, compiled);
        compiled
    }
}

/// A template as part of a JSON pointer in an address.
fn escaped(template: &str) -> String {
    template.replace('~', "~0").replace('/', "~1").replace('{', "%7B").replace('}', "%7D")
}

/// Whether a path fits a template, part by part; `{path}`, `{ref}` and `{basehead}` at the end take the rest, as GitHub's do.
fn fits(template: &str, parts: &[&str]) -> bool {
    let wanted: Vec<&str> = template.split('/').collect();
    let rest = wanted.last().is_some_and(|last| matches!(*last, "{path}" | "{ref}" | "{basehead}"));
    if parts.len() != wanted.len() && !(rest && parts.len() > wanted.len()) {
        return false;
    }
    wanted.iter().zip(parts).all(|(wanted, part)| wanted.starts_with('{') && !part.is_empty() || wanted == part)
}

/// What `OpenAPI` calls `nullable: true` in JSON Schema's words.
fn allow_null(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(allow_null),
        Value::Object(map) => {
            map.values_mut().for_each(allow_null);
            if map.remove("nullable") == Some(Value::Bool(true)) {
                let plain = Value::Object(std::mem::take(map));
                map.insert("anyOf".to_owned(), json!([{"type": "null"}, plain]));
            }
        }
        _ => {}
    }
}
