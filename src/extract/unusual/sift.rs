//! The lines of a stretch of log that may tell of its failure, each with a weight.

use std::ops::Range;

use super::form::{Form, body, form_of};
use super::normal::{Usual, key};
use crate::log::JobLog;
use crate::regexes::Pattern;

/// What a line is worth less if it is printed on good days.
const USUAL: i32 = 60;

/// What a script says before it gives up is worth at least this.
const OWN_WORDS: i32 = 44;

/// What `set -x` shows a script to print this near to its end is what it gives up with.
const LAST_WORDS: usize = 8;

/// A line that may tell.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub at: usize,
    pub form: Form,
    /// The habit of announcing that it follows.
    pub habit: Option<usize>,
    /// Without regard to where it stands.
    pub worth: i32,
    /// With it.
    pub weight: i32,
    /// Equal for lines that say the same.
    pub key: u64,
    /// Whether it is known if steps that passed print it, too.
    pub judged: bool,
}

/// Weighs the lines of a range that end in an exit, or, without one, are an excerpt.
pub(super) fn sift(log: &JobLog, range: Range<usize>, exits: bool, usual: &Usual) -> Vec<Candidate> {
    let own_words = OwnWords::of(log.step_of(range.start).map_or(&[], |step| &log.steps[step].run.script));
    let mut found = Vec::new();
    let mut said: Vec<usize> = Vec::new();
    let mut count = 0;
    let mut before = Before::default();
    let end = range.end;
    for at in range {
        if log.is_echo(at) {
            continue;
        }
        let text = log.text(at);
        if text.trim().is_empty() {
            continue;
        }
        let ends_traceback = before.in_traceback && !text.starts_with("  ");
        if before.explains(&text) {
            continue;
        }
        let body = body(&text);
        let (form, habit) = form_of(&text, body);
        if form == Form::Nothing {
            continue;
        }
        count += usize::from(form >= Form::Plain);
        let mut worth = worth(form, &text, body, &log.raw(at));
        if usual.holds(&text) {
            worth -= USUAL;
        }
        if form == Form::Announced && ends_traceback {
            worth += 8;
        }
        let gives_up = own_words.contain(body) || before.echoed(body) && end - at <= LAST_WORDS;
        if form >= Form::Plain && gives_up {
            worth = (worth + 14).max(OWN_WORDS);
        }
        found.push(Candidate { at, form, habit, worth, weight: 0, key: key(body), judged: true });
        said.push(count);
    }
    if let Some(service) = ended_by(log, end) {
        for candidate in &mut found {
            if of_another(&log.text(candidate.at), &service) {
                candidate.worth -= OF_ANOTHER;
            }
        }
    }
    let step = if exits { 4.0 } else { 1.0 };
    for (candidate, place) in found.iter_mut().zip(&said) {
        let distance = f64::from(u32::try_from(count - place).unwrap_or(u32::MAX));
        #[expect(clippy::cast_possible_truncation, reason = "a logarithm of a count of lines")]
        let away = (step * (1.0 + distance).log2()) as i32;
        candidate.weight = candidate.worth - away;
    }
    found
}

/// `tests-1 exited with code 1`: of several containers, the one that ended first with an error.
static ENDED: Pattern = Pattern::new(r"^\s*(?<service>[\w.-]+) exited with code [1-9]\d*\s*$");
static OF_SERVICE: Pattern = Pattern::new(r"^(?<service>[\w.-]+)\s*\| ");
/// So near to the end it says so.
const ENDS: usize = 40;
/// What another one's line is worth less.
const OF_ANOTHER: i32 = 45;

fn ended_by(log: &JobLog, end: usize) -> Option<String> {
    (end.saturating_sub(ENDS)..end).find_map(|at| Some(ENDED.captures(&log.text(at))?["service"].to_owned()))
}

fn of_another(text: &str, service: &str) -> bool {
    OF_SERVICE.captures(text).is_some_and(|found| &found["service"] != service)
}

/// What the lines before say of a line.
#[derive(Default)]
struct Before {
    in_traceback: bool,
    after_frame: bool,
    /// What `set -x` says is about to be printed.
    echo: Option<String>,
}

impl Before {
    /// Whether a line is part of a stack that began above.
    fn explains(&mut self, text: &str) -> bool {
        if let Some(command) = text.trim_start_matches('+').strip_prefix(" echo ").filter(|_| text.starts_with('+')) {
            self.echo = Some(command.trim_matches(['\'', '"']).to_owned());
        }
        let indented = text.starts_with("  ");
        let trimmed = text.trim_start();
        let code = self.after_frame;
        self.after_frame = trimmed.contains("File \"") && trimmed.contains("\", line ");
        if trimmed.contains("Traceback (most recent call last)") {
            self.in_traceback = true;
            return true;
        }
        self.in_traceback &= indented;
        self.in_traceback || code
    }

    /// Whether the script itself printed the line.
    fn echoed(&mut self, body: &str) -> bool {
        self.echo.take_if(|_| !body.starts_with('+')).is_some_and(|echo| echo.len() > 8 && echo == body.trim())
    }
}

/// What a script prints before it gives up: `echo "Health check failed: HTTP $CODE"`, then `exit 1`.
struct OwnWords {
    words: Vec<String>,
}

/// An `exit` this many lines below a message belongs to it.
const GIVES_UP: usize = 4;

impl OwnWords {
    fn of(script: &[String]) -> Self {
        let mut words = Vec::new();
        for (at, line) in script.iter().enumerate() {
            let Some(message) = printed(line) else { continue };
            let gives_up = line.contains("exit 1")
                || script[at + 1..].iter().take(GIVES_UP).take_while(|next| !ends_block(next)).any(|next| exits(next));
            if gives_up && message.len() >= 8 {
                words.push(message.to_owned());
            }
        }
        Self { words }
    }

    fn contain(&self, body: &str) -> bool {
        self.words.iter().any(|words| body.contains(words.as_str()))
    }
}

fn exits(line: &str) -> bool {
    let line = line.trim();
    line.strip_prefix("exit ").is_some_and(|code| !code.starts_with('0')) || line == "false" || line == "return 1"
}

fn ends_block(line: &str) -> bool {
    matches!(line.trim(), "fi" | "else" | "done" | "}" | "esac") || line.trim().starts_with("elif ")
}

/// The text up to the first variable of what a line of a script prints.
fn printed(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = ["echo ", "printf ", "Write-Host ", "Write-Error ", "Write-Output ", "print("]
        .iter()
        .find_map(|word| Some(&line[line.find(word)? + word.len()..]))?;
    let rest = rest.trim_start_matches("-e ").trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let text = quote.map_or(rest, |quote| rest[1..].split(quote).next().unwrap_or_default());
    let text = text.split(['$', '\\', '`', '%']).next().unwrap_or_default();
    let text = text.trim_start_matches("::error::");
    Some(text.trim())
}

fn worth(form: Form, text: &str, body: &str, raw: &[u8]) -> i32 {
    let base = match form {
        Form::Nothing => return 0,
        Form::Wrapper => 3,
        Form::Advice => 1,
        Form::Plain => 14,
        Form::Warning => 17,
        Form::Count => 18,
        Form::Verdict => 26,
        Form::Word => 40,
        Form::Announced => 60,
    };
    let tagged = text.starts_with("##[error]");
    let mut worth = base;
    if tagged && form > Form::Wrapper {
        worth += if form == Form::Plain { 32 } else { 14 };
    }
    if form >= Form::Plain && is_red(raw) {
        worth += 12;
    }
    if form >= Form::Word {
        if body.contains(['\'', '"', '`', '/', '\u{2018}', '“']) {
            worth += 3;
        }
        if body.len() < 14 {
            worth -= 12;
        }
    }
    worth
}

/// Whether a raw line is coloured red somewhere. Escapes may have lost their first byte, or be spelled out.
fn is_red(raw: &[u8]) -> bool {
    memchr::memchr_iter(b'[', raw).any(|at| {
        let rest = &raw[at + 1..raw.len().min(at + 20)];
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
        rest.get(digits) == Some(&b'm')
            && rest[..digits].split(|byte| *byte == b';').any(|code| matches!(code, b"31" | b"91" | b"41" | b"101"))
            && !rest[..digits].starts_with(b"38;")
            && !rest[..digits].starts_with(b"48;")
    })
}

#[cfg(test)]
mod tests {
    use super::is_red;

    #[test]
    fn red_in_all_spellings() {
        assert!(is_red(b"\x1b[31mx") && is_red(b"\x1b[1;91mx") && is_red(b"^[[31mx") && is_red(b"[41;1m FAIL"));
        assert!(!is_red(b"\x1b[32mx") && !is_red(b"[31]") && !is_red(b"x[31]m"));
    }
}
