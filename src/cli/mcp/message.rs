//! JSON-RPC 2.0, a message a line: <https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#stdio>.

use serde_json::{Value, json};

/// The codes of JSON-RPC.
pub(super) const PARSE: i64 = -32_700;
pub(super) const INVALID: i64 = -32_600;
pub(super) const NO_METHOD: i64 = -32_601;
pub(super) const BAD_PARAMS: i64 = -32_602;

/// What a client sent.
#[derive(Debug, PartialEq)]
pub(super) enum Message {
    /// It waits for an answer.
    Request { id: Value, method: String, params: Value },
    /// It waits for none, or answers something that we never asked.
    Note,
    /// It is none of these.
    Wrong { id: Value, code: i64, why: String },
}

/// An error that the protocol knows.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) code: i64,
    pub(super) why: String,
}

impl Message {
    pub(super) fn parse(line: &[u8]) -> Self {
        let value: Value = match serde_json::from_slice(line) {
            Ok(value) => value,
            Err(error) => return Self::Wrong { id: Value::Null, code: PARSE, why: format!("not JSON: {error}") },
        };
        let id = value.get("id").cloned();
        let wrong = |why: &str| Self::Wrong {
            id: id.clone().filter(|id| id.is_string() || id.is_number()).unwrap_or_default(),
            code: INVALID,
            why: why.to_owned(),
        };
        if !value.is_object() {
            return wrong("not one JSON object: several at once are not taken");
        }
        if value["jsonrpc"] != "2.0" {
            return wrong("not JSON-RPC 2.0");
        }
        match (value["method"].as_str(), &id) {
            (Some(method), Some(Value::String(_) | Value::Number(_))) => Self::Request {
                id: id.clone().unwrap_or_default(),
                method: method.to_owned(),
                params: value.get("params").cloned().unwrap_or_else(|| json!({})),
            },
            (Some(_), Some(_)) => wrong("an id is a text or a number"),
            (Some(_), None) => Self::Note,
            (None, _) if value.get("result").is_some() || value.get("error").is_some() => Self::Note,
            (None, _) => wrong("no method"),
        }
    }
}

/// An answer on one line.
pub(super) fn answer(id: &Value, result: Result<Value, Refused>) -> String {
    let said = match result {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(refused) => json!({ "jsonrpc": "2.0", "id": id, "error": { "code": refused.code, "message": refused.why } }),
    };
    said.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages() {
        let parse = |text: &str| Message::parse(text.as_bytes());
        assert!(matches!(parse(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#), Message::Request { method, .. } if method == "ping"));
        assert_eq!(parse(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#), Message::Note);
        assert_eq!(parse(r#"{"jsonrpc":"2.0","id":1,"result":{}}"#), Message::Note);
        let code = |text: &str| match parse(text) {
            Message::Wrong { code, .. } => code,
            _ => 0,
        };
        assert_eq!(code("{"), PARSE);
        assert_eq!(code("\u{feff}{}"), PARSE);
        for text in ["[]", "1", "{}", r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#] {
            assert_eq!(code(text), INVALID, "{text}");
        }
    }
}
