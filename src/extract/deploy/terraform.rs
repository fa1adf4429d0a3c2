//! Terraform and `OpenTofu`: boxes `╷ │ Error: … ╵`; without colour, the same without a box.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::bare;
use crate::extract::words::problems;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "terraform", literals: &["Error: "], read };

static HEAD: Pattern = Pattern::new(r"^(?:\S+ +\| +)?│ Error: (?<message>\S.*)$");
static ON: Pattern = Pattern::new(r"^on (?<path>\S+) line (?<line>\d+)(?:, in .*)?:?$");
static WITH: Pattern = Pattern::new(r"^with (?<target>\S+),$");

/// Longest box.
const LONG: usize = 80;
/// Boxes that are read.
const MOST: usize = 100;

/// Headings that say nothing before their explanation.
static VAGUE: Pattern = Pattern::new(
    r"^(?:No |Saved|Invalid|Unsupported|Missing|Failed|Error|Unable|Backend|Provider|Variables?|Reference|Request|Plugin|External|local-exec|Terraform|Module|Incorrect|Argument|Duplicate|Inconsistent|Cycle)\b",
);

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in lines.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let boxes: Vec<Complaint> = marked.iter().filter_map(|&at| complaint(log, at)).take(MOST).collect();
        let (Some(first), Some(last)) = (boxes.first(), boxes.last()) else { continue };
        let listed: Vec<Problem> = boxes.iter().map(|complaint| complaint.problem.clone()).collect();
        let mut details = Details::default();
        if let Some(target) = &first.target {
            details = details.with("target", target.clone());
        }
        reads.push(Read {
            line: first.at,
            span: first.at..last.end + 1,
            category: "deploy",
            // A heading is the name of a kind of error, which a rule may know.
            depth: if first.vague { Depth::What } else { Depth::Why },
            confidence: Confidence::High,
            title: "Terraform reports an error".to_owned(),
            root_cause: problems("Terraform", &listed),
            details: details.with_problems(listed),
        });
    }
    reads
}

/// Whether a place follows, as under an error that is printed without a box.
fn is_plain(log: &JobLog, at: usize) -> bool {
    let mut following = (at + 1..(at + 5).min(log.len())).map(|at| log.text(at).trim_end().to_owned());
    following.any(|text| text.starts_with("  ") && (ON.is_match(text.trim()) || WITH.is_match(text.trim())))
}

struct Complaint {
    at: usize,
    end: usize,
    target: Option<String>,
    vague: bool,
    problem: Problem,
}

fn complaint(log: &JobLog, at: usize) -> Option<Complaint> {
    let text = log.text(at);
    let boxed = text.find('│');
    let message = match boxed {
        Some(start) => HEAD.captures(&text[start..])?["message"].trim().to_owned(),
        None => bare(&text).strip_prefix("Error: ").filter(|_| is_plain(log, at))?.trim().to_owned(),
    };
    let mut found = Complaint {
        at,
        end: at,
        target: None,
        vague: VAGUE.is_match(&message) && message.len() < 60,
        problem: Problem { message, ..Problem::default() },
    };
    let mut body: Option<String> = None;
    for next in at + 1..(at + LONG).min(log.len()) {
        let text = log.text(next);
        let plain_end = log.has_tag(next) || bare(&text).starts_with("Error: ") || bare(&text).starts_with("Warning: ");
        if boxed.is_some() && !text.contains('│') || boxed.is_none() && (plain_end || next > at + 20) {
            break;
        }
        found.end = next;
        let text = bare(&text);
        if let Some(on) = ON.captures(text) {
            found.problem.place = Place { path: Some(on["path"].to_owned()), line: on["line"].parse().ok(), column: None };
            body = None;
        } else if let Some(with) = WITH.captures(text) {
            found.target = Some(with["target"].to_owned());
            body = None;
        } else if body.is_none() && !text.is_empty() && !text.starts_with(|c: char| c.is_ascii_digit() || c == '├') {
            body = Some(text.to_owned());
        }
    }
    // The heading names a kind of error: the first line below it says which.
    if let Some(body) = body.filter(|_| found.vague) {
        found.problem.message = format!("{}: {body}", found.problem.message);
    }
    Some(found)
}
