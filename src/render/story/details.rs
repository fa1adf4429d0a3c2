//! What an extractor read: the tests that failed, the problems with their places, the counts. All of its text is a stranger's.

use serde_json::{Map, Value};

use crate::diagnose::in_repository;
use crate::render::escape::bounded;
use crate::render::page::{Block, Line, code, raw, words};

/// Tests or problems that are listed, by how much is told.
const MOST: usize = 10;
const FEW: usize = 3;
/// Tests that are named for one message.
const NAMED: usize = 4;

const ID: usize = 160;
const MESSAGE: usize = 240;
const VALUE: usize = 300;

/// In this order; others behind them.
const COUNTS: [&str; 6] = ["failed", "errors", "warnings", "passed", "skipped", "ignored"];

/// The blocks of a cause's details, below the line that shows it.
pub(super) fn blocks(details: &Map<String, Value>, shown: Option<&str>, short: bool) -> Vec<Block> {
    let most = if short { FEW } else { MOST };
    let tests = items(details, "tests", "id");
    let mut problems = items(details, "problems", "message");
    // A problem that is the line above, and has no place, says nothing more.
    problems
        .retain(|problem| place(problem).is_some() || shown.is_none_or(|shown| !shown.contains(text(problem, "message").unwrap_or("\n"))));
    let beyond = details.get("more").and_then(Value::as_u64).unwrap_or(0);
    let mut list = Vec::new();
    let mut left = tests_list(&tests, most, &mut list);
    left += problems_list(&problems, most, &mut list);
    if left > 0 && !list.is_empty() {
        list.push(vec![words(format!("… and {left} more"))]);
    }
    if beyond > 0 && !list.is_empty() {
        list.push(vec![words(format!("… and {beyond} more that were only counted"))]);
    }
    list.extend(named(details));
    let mut blocks: Vec<Block> = counts(details).map(Block::Para).into_iter().collect();
    if !list.is_empty() {
        blocks.push(Block::Bullets(list));
    }
    blocks
}

/// A list's items that say what they must; a bare text is that.
fn items(details: &Map<String, Value>, key: &str, needed: &str) -> Vec<Map<String, Value>> {
    let all = details.get(key).and_then(Value::as_array).into_iter().flatten();
    let item = |value: &Value| match value {
        Value::Object(item) => Some(item.clone()),
        Value::String(_) => Some(Map::from_iter([(needed.to_owned(), value.clone())])),
        _ => None,
    };
    all.filter_map(item).filter(|item| text(item, needed).is_some()).collect()
}

fn text<'a>(of: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    of.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// `path:12:5`
fn place(of: &Map<String, Value>) -> Option<String> {
    let mut place = in_repository(text(of, "path").or_else(|| text(of, "file"))?);
    for number in ["line", "column"].iter().map_while(|key| of.get(*key)?.as_u64()) {
        place.push_str(&format!(":{number}"));
    }
    Some(place)
}

/// The tests by what they say, and how many are not named.
fn tests_list(tests: &[Map<String, Value>], most: usize, list: &mut Vec<Line>) -> usize {
    let mut groups: Vec<(Option<&str>, Vec<_>)> = Vec::new();
    for test in tests {
        let message = text(test, "message");
        match groups.iter_mut().find(|(known, _)| *known == message && message.is_some()) {
            Some((_, group)) => group.push(test),
            None => groups.push((message, vec![test])),
        }
    }
    let left = groups.iter().skip(most).map(|(_, group)| group.len()).sum();
    for (message, group) in groups.into_iter().take(most) {
        let mut line = Vec::new();
        let shared = place(group[0]).filter(|first| group.iter().all(|test| place(test).as_ref() == Some(first)));
        for (index, test) in group.iter().take(NAMED).enumerate() {
            if index > 0 {
                line.push(words(", "));
            }
            let id = text(test, "id").unwrap_or_default();
            line.push(code(bounded(id, ID)));
            // An id may name the place already.
            if let Some(place) = place(test).filter(|place| shared.is_none() && !id.contains(place.as_str())) {
                line.extend([words(" at "), code(bounded(&place, ID))]);
            }
        }
        if group.len() > NAMED {
            line.push(words(format!(" and {} more", group.len() - NAMED)));
        }
        if let Some(place) = shared.filter(|place| group.len() > 1 || !text(group[0], "id").unwrap_or_default().contains(place.as_str())) {
            line.extend([words(if group.len() > 1 { ", all at " } else { " at " }), code(bounded(&place, ID))]);
        }
        if let Some(message) = message {
            line.extend([words(": "), code(bounded(message, MESSAGE))]);
        }
        list.push(line);
    }
    left
}

/// The problems, and how many are not listed.
fn problems_list(problems: &[Map<String, Value>], most: usize, list: &mut Vec<Line>) -> usize {
    for problem in problems.iter().take(most) {
        let mut line = Vec::new();
        if let Some(place) = place(problem) {
            line.extend([code(bounded(&place, ID)), words(": ")]);
        }
        line.push(code(bounded(text(problem, "message").unwrap_or_default(), MESSAGE)));
        if let Some(kind) = text(problem, "code") {
            line.extend([words(" ("), code(bounded(kind, 80)), words(")")]);
        }
        list.push(line);
    }
    problems.len().saturating_sub(most)
}

/// `2 failed, 10 passed`
fn counts(details: &Map<String, Value>) -> Option<Line> {
    let counts = details.get("counts")?.as_object()?;
    let known = COUNTS.iter().filter_map(|key| Some((*key, counts.get(*key)?)));
    let others = counts.iter().map(|(key, count)| (key.as_str(), count)).filter(|(key, _)| !COUNTS.contains(key));
    let mut line = vec![words("Counted: ")];
    for (key, count) in known.chain(others).filter_map(|(key, count)| Some((key, count.as_u64()?))).take(8) {
        if line.len() > 1 {
            line.push(words(", "));
        }
        let key = key.replace('_', " ");
        let key = if count == 1 { key.trim_end_matches('s') } else { &key };
        line.extend([words(format!("{count} ")), raw(bounded(key, 40))]);
    }
    (line.len() > 1).then(|| {
        line.push(words("."));
        line
    })
}

/// What else the tool named, a line each.
fn named(details: &Map<String, Value>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (key, value) in details.iter().filter(|(key, _)| !["tests", "problems", "more", "counts", "line", "column"].contains(&key.as_str()))
    {
        let value = match value {
            Value::String(_) if key == "path" || key == "file" => place(details),
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            // Anything of more parts is for programs.
            _ => None,
        };
        if let Some(value) = value {
            lines.push(vec![raw(bounded(&key.replace('_', " "), 40)), words(": "), code(bounded(&value, VALUE))]);
        }
    }
    lines
}
