//! `triage mcp`: what a coding agent's client says to it, and hears.

use serde_json::{Value, json};

use super::fake::Fake;
use super::program::{root, triage_with};

/// Sends messages, closes the input, and reads all answers.
fn talk(messages: &[Value], env: &[(&str, &str)]) -> Vec<Value> {
    let lines: String = messages.iter().map(|message| format!("{message}\n")).collect();
    heard(&lines, env)
}

fn heard(lines: &str, env: &[(&str, &str)]) -> Vec<Value> {
    let ended = triage_with(&["mcp"], env, lines.as_bytes());
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn call(id: u32, tool: &str, arguments: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": { "name": tool, "arguments": arguments } })
}

/// The text of a tool's answer, and whether it is an error.
fn said(answer: &Value) -> (&str, bool) {
    (answer["result"]["content"][0]["text"].as_str().unwrap(), answer["result"]["isError"].as_bool().unwrap())
}

#[test]
fn it_says_what_it_is_and_can_do() {
    let hello = |version: &str| {
        json!({ "jsonrpc": "2.0", "id": "a", "method": "initialize",
                "params": { "protocolVersion": version, "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } } })
    };
    let answers = talk(
        &[
            hello("2025-03-26"),
            json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
            hello("2031-01-01"),
            json!({ "jsonrpc": "2.0", "id": 2, "method": "ping" }),
            json!({ "jsonrpc": "2.0", "id": 3, "method": "tools/list" }),
            json!({ "jsonrpc": "2.0", "id": 4, "method": "resources/list" }),
        ],
        &[],
    );
    assert_eq!(answers.len(), 5, "a notification is not answered: {answers:#?}");
    assert_eq!((&answers[0]["id"], &answers[0]["result"]["protocolVersion"]), (&json!("a"), &json!("2025-03-26")));
    assert_eq!(answers[0]["result"]["serverInfo"]["name"], "triage");
    assert_eq!(answers[1]["result"]["protocolVersion"], "2025-06-18", "a version that is not known gets one that is");
    assert_eq!(answers[2]["result"], json!({}));
    let tools = answers[3]["result"]["tools"].as_array().unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["triage", "explain", "evidence", "check_answer"]);
    for tool in tools {
        says_what_it_takes(&tool["inputSchema"]);
        assert_eq!(tool["annotations"]["readOnlyHint"], true);
    }
    assert_eq!(answers[4]["error"]["code"], -32_601);
}

/// An object with known properties, and those that must be there among them.
fn says_what_it_takes(schema: &Value) {
    assert_eq!((&schema["type"], &schema["additionalProperties"]), (&json!("object"), &json!(false)));
    let properties = schema["properties"].as_object().unwrap();
    let required = schema["required"].as_array().unwrap();
    assert!(required.iter().all(|name| properties.contains_key(name.as_str().unwrap())), "{schema}");
}

#[test]
fn from_the_cause_to_the_line_that_shows_it() {
    let target = "samples/seed-run";
    let answers = talk(
        &[
            call(1, "triage", &json!({ "target": target })),
            call(2, "evidence", &json!({ "target": target, "id": "C1.E1", "before": 2, "after": 1 })),
            call(3, "explain", &json!({ "target": target, "cause": "c3" })),
            call(4, "check_answer", &json!({ "target": target, "quote": "Error: invalid status code from registry 403 (Forbidden)" })),
            call(5, "check_answer", &json!({ "target": target, "quote": "Error: the moon is full" })),
        ],
        &[],
    );
    let (report, wrong) = said(&answers[0]);
    assert!(!wrong && report.starts_with("# triage: why this CI run failed\n") && report.contains("\nnext: "), "{report}");
    assert!(triage::render::tokens(report) <= triage::render::BUDGET, "{}", triage::render::tokens(report));
    let (log, wrong) = said(&answers[1]);
    let shown: Vec<&str> = log.lines().filter(|line| line.starts_with("| ")).collect();
    assert!(!wrong && shown.len() == 5 && shown[3].starts_with("| >") && shown[3].contains("Error: statfs "), "{log}");
    let (all, wrong) = said(&answers[2]);
    assert!(!wrong && all.contains("## C3 · ") && !all.contains("## C1 · ") && all.contains("\n# C3.E1: the log around it\n"), "{all}");
    assert!(said(&answers[3]).0.starts_with("accepted: ") && said(&answers[4]).0.starts_with("refused: no such line: "), "{answers:#?}");
}

#[test]
fn what_is_wrong_is_said_and_ends_nothing() {
    let long = format!("{{\"jsonrpc\": \"2.0\", \"id\": 1, \"x\": \"{}\"}}", "x".repeat(2_000_000));
    let lines = [
        "{".to_owned(),
        "[]".to_owned(),
        String::new(),
        long,
        call(1, "no_such_tool", &json!({})).to_string(),
        call(2, "triage", &json!({ "target": "no/such/log.txt" })).to_string(),
        call(3, "triage", &json!({ "target": "samples/seed-run", "tokens": 3 })).to_string(),
        call(4, "evidence", &json!({ "target": "samples/green-run", "id": "C1.E1" })).to_string(),
        call(5, "evidence", &json!({ "target": "samples/seed-run", "id": "C1.E999" })).to_string(),
        json!({ "jsonrpc": "2.0", "id": 6, "method": "ping" }).to_string(),
    ];
    let answers = heard(&lines.map(|line| line + "\n").concat(), &[]);
    let codes: Vec<i64> = answers.iter().filter_map(|answer| answer["error"]["code"].as_i64()).collect();
    assert_eq!(codes, [-32_700, -32_600, -32_700, -32_602], "{answers:#?}");
    for (at, part) in
        [(4, "failed to "), (5, "unknown field `tokens`"), (6, "no cause is called so; there is none"), (7, "C1.E1 is the first")]
    {
        let (text, wrong) = said(&answers[at]);
        assert!(wrong && text.contains(part), "{part}: {text}");
    }
    assert_eq!(answers[8], json!({ "jsonrpc": "2.0", "id": 6, "result": {} }));
}

#[test]
fn a_run_on_github() {
    let fake = Fake::start(&root().join("samples/seed-run"));
    let named = json!({ "target": "21565516978", "repo": "jordigilh/kubernaut" });
    let mut evidence = named.clone();
    evidence["id"] = "C1".into();
    let env = [("GITHUB_API_URL", fake.api_url.as_str()), ("GH_TOKEN", Fake::TOKEN), ("XDG_CACHE_HOME", "/nonexistent")];
    let answers = talk(&[call(1, "triage", &named), call(2, "evidence", &evidence)], &env);
    assert!(said(&answers[0]).0.contains("run 21565516978, attempt 1"), "{answers:#?}");
    assert!(said(&answers[1]).0.contains("coverdata: no such file"), "{answers:#?}");
    let mut asked: Vec<String> = fake.journal().into_iter().map(|request| request.path).filter(|path| path.ends_with("/logs")).collect();
    let all = asked.len();
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), all, "the second question is about what the first has read: {asked:?}");
}
