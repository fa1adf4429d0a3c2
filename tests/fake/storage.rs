//! The log storage: links that are signed, work once, and allow no other authorization (as Azure's do).

use super::http::{Request, Response};
use super::state::State;

pub(super) fn answer(state: &State, request: &Request, authorization: Option<&str>) -> Response {
    if authorization.is_some() {
        return error(403, "AuthenticationFailed", "Server failed to authenticate the request.");
    }
    if request.parameter("sig").is_none() {
        return error(404, "BlobNotFound", "The specified blob does not exist.");
    }
    match state.redeem(&request.path) {
        Some((kind, body)) => Response::new(200, kind, body),
        None => error(403, "AuthenticationFailed", "Signature not valid in the specified time frame."),
    }
}

fn error(status: u16, code: &str, message: &str) -> Response {
    let body = format!("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>");
    Response::new(status, "application/xml", body)
}
