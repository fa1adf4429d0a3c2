//! SARIF 2.1.0, for code scanning and for editors: a result a cause.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; what GitHub reads of it:
//! <https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning>.

use serde_json::{Value, json};

use super::escape::{bounded, visible, web_address};
use super::prose;
use super::spot::{Spot, spots};
use super::story::unexplained;
use crate::model::{Confidence, Severity, repository_page, workflow_file};
use crate::report::{Cause, Evidence, Report};

/// Characters of a line of a log.
const LINE: usize = 1_000;

/// The report as a SARIF log with one run, indented, with a newline at its end.
pub fn sarif(report: &Report) -> String {
    let mut rules: Vec<(String, Value)> = Vec::new();
    let mut results = Vec::new();
    for cause in &report.causes {
        let id = rule_id(cause);
        let index = rules.iter().position(|(known, _)| *known == id).unwrap_or_else(|| {
            rules.push((id.clone(), rule(&id, cause)));
            rules.len() - 1
        });
        results.push(result(report, cause, &id, index));
    }
    let rules: Vec<Value> = rules.into_iter().map(|(_, rule)| rule).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "triage", "semanticVersion": report.triage, "rules": rules } },
            "automationDetails": { "id": automation(report) },
            "columnKind": "utf16CodeUnits",
            "invocations": [invocation(report)],
            "versionControlProvenance": provenance(report),
            "results": results,
        }],
    });
    // Only a map with keys that are no strings could fail.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

/// `category/id` of the rule, else what read it.
fn rule_id(cause: &Cause) -> String {
    match (&cause.rule, &cause.extractor) {
        (Some(rule), _) => rule.clone(),
        _ if unexplained(cause) => "unexplained".to_owned(),
        (None, Some(extractor)) => format!("{}/{extractor}", cause.category),
        (None, None) => cause.category.clone(),
    }
}

fn rule(id: &str, cause: &Cause) -> Value {
    // What an extractor read differs from cause to cause: only a rule has a title of its own.
    let title = match (&cause.rule, &cause.extractor) {
        (Some(_), _) => visible(&cause.title),
        _ if unexplained(cause) => "A failure that nothing explains".to_owned(),
        (None, Some(extractor)) => format!("What {extractor} says failed"),
        (None, None) => "A failed job".to_owned(),
    };
    json!({
        "id": visible(id),
        "shortDescription": { "text": message(&bounded(&title, 300)) },
        "defaultConfiguration": { "level": level(cause) },
        "properties": { "category": visible(&cause.category) },
    })
}

fn level(cause: &Cause) -> &'static str {
    match (cause.severity, cause.confidence) {
        (Severity::Error, Confidence::Low) | (Severity::Warning, _) => "warning",
        (Severity::Error, _) => "error",
        (Severity::Notice, _) => "note",
    }
}

fn result(report: &Report, cause: &Cause, id: &str, index: usize) -> Value {
    let logs: Vec<Value> = cause.evidence.iter().take(10).enumerate().map(|(number, line)| log_line(number, line)).collect();
    let mut properties = json!({
        "id": cause.id,
        "confidence": cause.confidence,
        "actor": cause.actor,
        "ownership": cause.ownership.verdict,
        "fixStatus": cause.fix.status,
        "jobs": cause.jobs.iter().map(|job| visible(job)).collect::<Vec<_>>(),
    });
    if let (Some(properties), Some(command)) = (properties.as_object_mut(), &cause.reproduce) {
        properties.insert("reproduce".to_owned(), json!(visible(command)));
    }
    json!({
        "ruleId": visible(id),
        "ruleIndex": index,
        "level": level(cause),
        "message": { "text": message(&said(cause)) },
        "locations": locations(report, cause),
        "relatedLocations": logs,
        "partialFingerprints": { "triageCause/v1": cause.fingerprint },
        "properties": properties,
    })
}

/// Why, and the line that shows it.
fn said(cause: &Cause) -> String {
    let why = if unexplained(cause) {
        "Unexplained. The likeliest line:".to_owned()
    } else if cause.root_cause.trim().is_empty() {
        visible(&cause.title)
    } else {
        prose::plain_line(&cause.root_cause)
    };
    match cause.evidence.first() {
        Some(first) => format!("{why}\n{}: {}", visible(&first.job), visible(&bounded(first.text.trim(), LINE))),
        None => why,
    }
}

/// The places in the repository; where there is none, the workflow's file, as code scanning shows no result without a file.
fn locations(report: &Report, cause: &Cause) -> Vec<Value> {
    let mut spots = spots(cause);
    spots.truncate(10);
    if spots.is_empty()
        && let Some(path) = &report.run.path
    {
        let path = workflow_file(path).to_owned();
        if !path.is_empty() && !path.starts_with('/') && !path.split('/').any(|part| part == "..") {
            spots.push(Spot { path, line: Some(1), column: None, said: None });
        }
    }
    spots
        .iter()
        .map(|spot| {
            let mut physical = json!({ "artifactLocation": { "uri": uri(&spot.path), "uriBaseId": "%SRCROOT%" } });
            let mut region = json!({});
            for (name, value) in [("startLine", spot.line), ("startColumn", spot.column)] {
                if let (Some(value), Some(region)) = (value, region.as_object_mut()) {
                    region.insert(name.to_owned(), json!(value));
                }
            }
            if let Some(physical) = physical.as_object_mut().filter(|_| spot.line.is_some()) {
                physical.insert("region".to_owned(), region);
            }
            let mut location = json!({ "physicalLocation": physical });
            if let (Some(location), Some(said)) = (location.as_object_mut(), &spot.said) {
                location.insert("message".to_owned(), json!({ "text": message(&visible(&bounded(said, LINE))) }));
            }
            location
        })
        .collect()
}

/// A line of a log: no file of the repository, so that its job and step are named instead.
fn log_line(number: usize, line: &Evidence) -> Value {
    let step = line.step.as_deref().map(visible);
    let name = step.as_ref().map_or_else(|| visible(&line.job), |step| format!("{} / {step}", visible(&line.job)));
    let mut properties = json!({ "kind": line.kind });
    if let Some(properties) = properties.as_object_mut() {
        let web = line.url.as_deref().and_then(web_address);
        for (key, value) in
            [("line", line.line.map(Value::from)), ("logLine", line.log_line.map(Value::from)), ("url", web.map(Value::from))]
        {
            if let Some(value) = value {
                properties.insert(key.to_owned(), value);
            }
        }
    }
    json!({
        "id": number,
        "logicalLocations": [{ "fullyQualifiedName": name, "kind": "job" }],
        "message": { "text": message(&visible(&bounded(&line.text, LINE))) },
        "properties": properties,
    })
}

fn invocation(report: &Report) -> Value {
    let notes: Vec<Value> = report
        .missing
        .iter()
        .map(|part| json!({ "level": "note", "message": { "text": message(&format!("{}: {}", visible(&part.what), visible(&part.why))) } }))
        .collect();
    json!({ "executionSuccessful": true, "toolExecutionNotifications": notes })
}

/// `triage/CI/`: runs of one workflow replace each other, those of others stay.
fn automation(report: &Report) -> String {
    let workflow = report.run.path.as_deref().or(report.run.workflow.as_deref()).unwrap_or("logs");
    format!("triage/{}/", visible(workflow_file(workflow)))
}

fn provenance(report: &Report) -> Vec<Value> {
    let run = &report.run;
    let address = run.url.as_deref().and_then(repository_page).and_then(web_address);
    let Some(address) = address else { return Vec::new() };
    let mut of = json!({ "repositoryUri": address });
    if let Some(of) = of.as_object_mut() {
        for (key, value) in [("revisionId", &run.head_sha), ("branch", &run.branch)] {
            if let Some(value) = value {
                of.insert(key.to_owned(), json!(visible(value)));
            }
        }
    }
    vec![of]
}

/// A message's text: braces are doubled, as single ones are placeholders, and nothing in it is a link (§3.11).
fn message(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~' | b'+' | b'@') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{message, uri};

    #[test]
    fn texts_hold_neither_links_nor_placeholders() {
        assert_eq!(message("a {0} [b](javascript:c)"), "a {{0}} [b] (javascript:c)");
        assert_eq!(uri("src/a b#c?.rs"), "src/a%20b%23c%3F.rs");
    }
}
