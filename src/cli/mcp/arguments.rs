//! What each tool is told, and how it describes itself.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What to look at: in every tool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Target {
    /// A path, a run, a job or a pull request; none: the newest failed run of the branch that is checked out.
    pub(super) named: Option<String>,
    /// OWNER/NAME.
    pub(super) repo: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TriageArguments {
    pub(super) target: Option<String>,
    pub(super) repo: Option<String>,
    pub(super) budget: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExplainArguments {
    pub(super) target: Option<String>,
    pub(super) repo: Option<String>,
    pub(super) cause: String,
    pub(super) budget: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvidenceArguments {
    pub(super) target: Option<String>,
    pub(super) repo: Option<String>,
    pub(super) id: String,
    pub(super) before: Option<usize>,
    pub(super) after: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckArguments {
    pub(super) target: Option<String>,
    pub(super) repo: Option<String>,
    pub(super) quote: String,
}

/// The arguments of a tool, or what is wrong with them.
pub(super) fn read<T: DeserializeOwned>(arguments: Value) -> Result<T, String> {
    serde_json::from_value(arguments).map_err(|error| format!("failed to read the arguments: {error}"))
}

/// The tools as `tools/list` tells them.
pub(super) fn list() -> Value {
    let target = json!({ "type": "string", "description":
        "A run's id or address, a job's address, a pull request as #24 or by its address, or a path: a log, a directory of logs, a log archive, a bundle. \
         Without it, the newest failed run of the branch that is checked out" });
    let repo = json!({ "type": "string", "description": "OWNER/NAME, where neither the target nor the git remote says it" });
    let budget = |usual: usize| json!({ "type": "integer", "minimum": 200, "maximum": MOST_TOKENS, "description": format!("Most tokens of the answer; {usual} if left out") });
    let lines = |usual: usize| json!({ "type": "integer", "minimum": 0, "maximum": MOST_LINES, "description": format!("Lines of the log; {usual} if left out") });
    let tool = |name: &str, title: &str, description: &str, more: Value, required: &[&str]| {
        let mut properties = json!({ "target": target, "repo": repo });
        if let (Some(all), Value::Object(more)) = (properties.as_object_mut(), more) {
            all.extend(more);
        }
        json!({
            "name": name, "title": title, "description": description,
            "inputSchema": { "type": "object", "properties": properties, "required": required, "additionalProperties": false },
            "annotations": { "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": true },
        })
    };
    json!([
        tool(
            "triage",
            "Why did the run fail?",
            "Says why a GitHub Actions run failed: its causes, whose they are, what may be done about each, the lines that show it with ids, the command that \
             shows it again, and whether a later commit fixed it",
            json!({ "budget": budget(crate::render::BUDGET) }),
            &[],
        ),
        tool(
            "explain",
            "All about one cause",
            "Tells one cause at length, with the log around its line. For a cause that is unexplained, start here",
            json!({ "cause": { "type": "string", "description": "Its id, e.g. C1" }, "budget": budget(EXPLAINED) }),
            &["cause"],
        ),
        tool(
            "evidence",
            "The log around a line",
            "Shows the log of the step around a line of evidence, credentials masked",
            json!({ "id": { "type": "string", "description": "The line's id, e.g. C1.E1" }, "before": lines(BEFORE), "after": lines(AFTER) }),
            &["id"],
        ),
        tool(
            "check_answer",
            "Does this line exist?",
            "Tells whether a line that an explanation rests on stands in the logs; one that ends every failed step says nothing and is refused",
            json!({ "quote": { "type": "string", "description": "One line of the log, verbatim" } }),
            &["quote"],
        ),
    ])
}

/// Tokens of an explanation.
pub(super) const EXPLAINED: usize = 4_000;
pub(super) const MOST_TOKENS: usize = 50_000;
/// Lines around a line of evidence.
pub(super) const BEFORE: usize = 30;
pub(super) const AFTER: usize = 10;
pub(super) const MOST_LINES: usize = 500;
