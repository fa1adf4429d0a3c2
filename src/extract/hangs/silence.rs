//! What a step did before it was ended: its last command, its last output, and the longest time without any.

use std::ops::Range;

use chrono::{DateTime, Utc};

use crate::extract::unusual::{Form, form};
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::model::Details;

/// Pauses below this are no silence.
const SILENT: i64 = 30;
/// Commands are looked for this far up.
const REACH: usize = 2_000;

/// What a step was at.
#[derive(Debug, Default)]
pub(super) struct Last {
    /// The command, as a shell or a task runner echoed it, else the step's own first line.
    pub running: Option<String>,
    /// The last line before the longest silence; without one, the last line.
    pub line: Option<usize>,
    /// The longest time without output, in seconds, where that is long.
    pub silent: Option<i64>,
}

/// Looks back from the line that says that the step was ended.
pub(super) fn before(log: &JobLog, end: usize) -> Last {
    let Some(step) = log.step_of(end).map(|at| &log.steps[at]) else { return Last::default() };
    let lines = step.run.echoes.iter().rev().find(|echo| echo.end <= end).map_or(step.lines.start, |echo| echo.end)..end;
    let (quiet, silent) = longest(log, lines.clone(), end);
    let spoken = |at: &usize| !log.text(*at).trim().is_empty();
    Last {
        running: command(log, lines.clone())
            .or_else(|| only_command(&step.run.script))
            .or_else(|| step.name.as_deref().map(|name| name.strip_prefix("Run ").unwrap_or(name).to_owned())),
        line: quiet.and_then(|quiet| (lines.start..=quiet).rev().find(spoken)).or_else(|| lines.rev().find(spoken)),
        silent,
    }
}

/// The line after which nothing came for longest, and how long.
fn longest(log: &JobLog, lines: Range<usize>, end: usize) -> (Option<usize>, Option<i64>) {
    let mut best: (Option<usize>, Option<i64>) = (None, None);
    let mut last: Option<(usize, DateTime<Utc>)> = None;
    for at in lines.chain([end]) {
        let Some(time) = log.time(at) else { continue };
        if let Some((line, before)) = last {
            let pause = (time - before).num_seconds();
            if pause >= SILENT && best.1.is_none_or(|longest| pause >= longest) {
                best = (Some(line), Some(pause));
            }
        }
        last = Some((at, time));
    }
    best
}

/// The command of a script that holds no other.
fn only_command(script: &[String]) -> Option<String> {
    let mut commands =
        script.iter().map(|line| line.trim()).filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("set "));
    let command = commands.next()?;
    commands.next().is_none().then(|| command.to_owned())
}

/// The last command that was echoed.
fn command(log: &JobLog, lines: Range<usize>) -> Option<String> {
    let near = lines.start.max(lines.end.saturating_sub(REACH))..lines.end;
    near.rev()
        .map(|at| log.text(at))
        .find(|text| form(text) == Form::Nothing && echoed(text).is_some())
        .and_then(|text| echoed(&text).map(str::to_owned))
}

fn echoed(text: &str) -> Option<&str> {
    let text = text.trim();
    let command = text
        .strip_prefix("[command]")
        .or_else(|| text.strip_prefix("$ "))
        .or_else(|| text.strip_prefix("> "))
        .or_else(|| text.trim_start_matches('+').strip_prefix(' ').filter(|_| text.starts_with('+')))?;
    (!command.trim().is_empty()).then(|| command.trim())
}

impl Last {
    /// What ran and what was last heard, as sentences behind the one that says how it ended.
    pub(super) fn sentences(&self, log: &JobLog) -> String {
        let mut said = String::new();
        if let Some(running) = &self.running {
            said.push_str(&format!(" It ran {}.", quote(running)));
        }
        match (self.line.map(|line| log.text(line)), self.silent) {
            (Some(line), Some(seconds)) => {
                said.push_str(&format!(" After {} nothing was printed for {}.", quote(bare(&line)), duration(seconds)));
            }
            (Some(line), None) => {
                said.push_str(&format!(" Its last output was {}.", quote(bare(&line))));
            }
            _ => {}
        }
        said
    }

    /// The same for machines.
    pub(super) fn details(&self, log: &JobLog) -> Details {
        let mut details = Details::default();
        if let Some(running) = &self.running {
            details = details.with("running", running.trim());
        }
        if let Some(line) = self.line {
            details = details.with("last_output", bare(&log.text(line)).chars().take(300).collect::<String>());
        }
        if let Some(seconds) = self.silent {
            details = details.with("silent_for", duration(seconds));
        }
        details
    }
}

/// Without the frame of a table around it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || "│|║┃".contains(c))
}

/// `5 h 58 min`, `3 min 20 s`, `42 s`.
pub(super) fn duration(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes, seconds) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, 0) => format!("{minutes} min"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, 0, _) => format!("{hours} h"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::{before, duration};
    use crate::log::read_text;

    #[test]
    fn the_longest_silence_and_what_stood_before_it() {
        let text = "2026-02-01T10:00:00.0000000Z ##[group]Run make e2e\n2026-02-01T10:00:00.0000000Z make e2e\n2026-02-01T10:00:00.0000000Z shell: bash\n2026-02-01T10:00:00.0000000Z ##[endgroup]\n2026-02-01T10:00:01.0000000Z $ go run ./e2e\n2026-02-01T10:01:00.0000000Z waiting for the leader\n  of the group\n2026-02-01T10:59:00.0000000Z still here\n2026-02-01T11:00:00.0000000Z ##[error]The operation was canceled.\n";
        let log = &read_text("x.log", text.as_bytes().to_vec()).expect("a log")[0];
        let last = before(log, 8);
        assert_eq!((last.running.as_deref(), last.line, last.silent), (Some("go run ./e2e"), Some(5), Some(3_480)));
        assert_eq!(last.sentences(log), " It ran `go run ./e2e`. After `waiting for the leader` nothing was printed for 58 min.");
    }

    #[test]
    fn durations() {
        assert_eq!(
            [duration(42), duration(120), duration(200), duration(21_480), duration(21_600)],
            ["42 s", "2 min", "3 min 20 s", "5 h 58 min", "6 h"]
        );
    }
}
