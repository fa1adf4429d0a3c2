//! `triage check-answer`: whether the line that a model quotes exists. What no log holds is no evidence, however well it reads.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Outcome;
use super::args::{CheckAnswerArgs, Global};
use super::error::Failure;
use super::output::{deliver, say};
use crate::bundle::{BundleError, World, read};
use crate::log::{JobLog, exit_code};
use crate::render::prompt_line;
use crate::report::{Evidence, Report};

/// A part of a line says something from so many characters on.
const SHORTEST_PART: usize = 12;

pub(crate) fn run(args: &CheckAnswerArgs, global: &Global) -> Result<Outcome, Failure> {
    let answer = text(&args.answer)?;
    let quotes = match quotes(&answer) {
        Ok(quotes) => quotes,
        Err(why) => return refused(&why),
    };
    match verdict(&quotes, &lines(&args.against)?) {
        Ok(found) => deliver(&found, global).map(|()| Outcome::Fine),
        Err(why) => refused(&why),
    }
}

/// Where each quote stands, or why they are no evidence.
pub(crate) fn verdict(quotes: &[String], lines: &BTreeSet<(String, String)>) -> Result<String, String> {
    let mut found = String::new();
    for quote in quotes {
        if !says_something(quote) {
            return Err(format!("every failed step ends like this, it says nothing: {}", prompt_line(quote)));
        }
        match lines.iter().find(|(_, line)| is(quote, line)) {
            Some((place, line)) => found.push_str(&format!("accepted: {place}: {line}\n")),
            None => return Err(format!("no such line: {}", prompt_line(quote))),
        }
    }
    Ok(found)
}

#[expect(clippy::unnecessary_wraps, reason = "an answer that is refused is no failure of ours")]
fn refused(why: &str) -> Result<Outcome, Failure> {
    say(&format!("refused: {why}"));
    Ok(Outcome::Found)
}

fn text(path: &Path) -> Result<String, Failure> {
    let read = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    read.map_err(|source| Failure::Read { path: path.to_owned(), source })
}

/// The lines that an answer rests on; models like to wrap their JSON in a fence.
fn quotes(answer: &str) -> Result<Vec<String>, String> {
    let inner = match (answer.find('{'), answer.rfind('}')) {
        (Some(first), Some(last)) if first < last => &answer[first..=last],
        _ => return Err("it holds no JSON object".to_owned()),
    };
    let answer: Value = serde_json::from_str(inner).map_err(|error| format!("it is no JSON: {error}"))?;
    let quotes: Vec<String> = match answer.get("quote") {
        Some(Value::String(quote)) => quote.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect(),
        Some(Value::Array(lines)) => lines.iter().filter_map(|line| Some(line.as_str()?.trim().to_owned())).collect(),
        Some(Value::Null) => return Err("it quotes nothing, and so explains nothing".to_owned()),
        _ => return Err("it has no `quote`".to_owned()),
    };
    if quotes.is_empty() || quotes.iter().any(String::is_empty) { Err("its quote is empty".to_owned()) } else { Ok(quotes) }
}

fn says_something(quote: &str) -> bool {
    exit_code(quote).is_none() && exit_code(&format!("##[error]{quote}")).is_none()
}

/// Whether the quote is the line, or a part of it that says something.
fn is(quote: &str, line: &str) -> bool {
    let line = line.trim();
    quote == line || quote.chars().count() >= SHORTEST_PART && line.contains(quote)
}

/// All lines to look in, as a prompt shows them, with their places: of a report, its evidence; else the logs.
fn lines(against: &[PathBuf]) -> Result<BTreeSet<(String, String)>, Failure> {
    if let [path] = against
        && let Some(report) = report(path)
    {
        return Ok(of_report(&report));
    }
    lines_of(&World::open(read(against)?).map_err(BundleError::from)?)
}

/// All lines of a run's logs.
pub(crate) fn lines_of(world: &World) -> Result<BTreeSet<(String, String)>, Failure> {
    let mut lines = BTreeSet::new();
    for at in 0..world.jobs.len() {
        if let Some(log) = world.log(at).map_err(BundleError::from)? {
            of_log(&log, &mut lines);
        }
    }
    Ok(lines)
}

fn report(path: &Path) -> Option<Report> {
    let file = std::fs::File::open(path).ok().filter(|file| file.metadata().is_ok_and(|data| data.is_file()))?;
    serde_json::from_reader(std::io::BufReader::new(file)).ok()
}

fn of_report(report: &Report) -> BTreeSet<(String, String)> {
    let mut lines = BTreeSet::new();
    let mut add = |id: String, evidence: &Evidence| {
        for line in evidence.before.iter().chain([&evidence.text]).chain(&evidence.after) {
            lines.insert((id.clone(), prompt_line(line)));
        }
    };
    for cause in &report.causes {
        for (number, evidence) in cause.evidence.iter().enumerate() {
            add(format!("{}.E{}", cause.id, number + 1), evidence);
        }
    }
    for job in &report.jobs {
        for evidence in job.causes.iter().flat_map(|part| &part.evidence).chain(job.symptoms.iter().flat_map(|symptom| &symptom.evidence)) {
            add(prompt_line(&job.name), evidence);
        }
    }
    lines
}

fn of_log(log: &JobLog, lines: &mut BTreeSet<(String, String)>) {
    for at in (0..log.len()).filter(|at| !log.is_echo(*at)) {
        let text = log.text(at);
        if !text.trim().is_empty() {
            let place = log.excerpt(at, 0, 0);
            lines.insert((format!("{}:{:06}", place.log, place.log_line), prompt_line(text.trim_end())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is, quotes, says_something};

    #[test]
    fn quotes_are_lines() {
        assert_eq!(quotes("```json\n{\"quote\": \" a\\n b \"}\n```").unwrap(), ["a", "b"]);
        for bad in ["", "[]", "{}", "{\"quote\": null}", "{\"quote\": \" \"}", "{\"quote\": 1}", "{\"quote\": [\"\"]}"] {
            assert!(quotes(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_part_must_say_something() {
        assert!(is("gave up after 3", "  frobnicate: gave up after 3 rounds"));
        assert!(!is("gave up", "frobnicate: gave up after 3 rounds"));
        assert!(is("boom", " boom "));
        assert!(!says_something("##[error]Process completed with exit code 1."));
        assert!(!says_something("Process completed with exit code 1."));
    }
}
