//! What the runner echoes at the start of a step, between `##[group]Run …` and `##[endgroup]`: the script with its expressions already
//! evaluated, `with:`, `shell:`, `env:` (actions/runner `ScriptHandler.cs`, `Handler.cs`). None of it is output, so none of it is evidence.

use std::ops::Range;

use super::job_log::JobLog;
use super::marker::{Marker, marker};

/// The echo of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunGroup {
    /// Its lines, and those of the inner steps of a composite action, which share the step's log; ascending.
    pub echoes: Vec<Range<usize>>,
    /// `Run …`: the script's first line, or the action.
    pub title: Option<String>,
    /// The script, as it ran.
    pub script: Vec<String>,
    /// The `with:` block.
    pub with: Vec<(String, String)>,
    /// The `env:` block.
    pub env: Vec<(String, String)>,
}

/// More groups than this no step has.
const MOST: usize = 100_000;
/// A group longer than this is not one the runner wrote.
const LONGEST: usize = 2_000;

/// Reads the groups of a step's lines; script and environment are those of the step's own group, or, where a composite action
/// failed, of its last inner step.
pub(super) fn read(log: &JobLog, lines: Range<usize>) -> RunGroup {
    let mut all = RunGroup::default();
    let mut from = lines.start;
    for at in log.tagged(lines.clone()) {
        if at < from || all.echoes.len() == MOST {
            continue;
        }
        let Some((group, range)) = open(log, at, lines.end) else { continue };
        from = range.end;
        all.echoes.push(range);
        if all.title.is_none() || !group.script.is_empty() {
            all = RunGroup { echoes: all.echoes, title: all.title.or(group.title), ..group };
        }
    }
    all
}

/// The group that begins at a line, if it is one of the runner's: it closes, and holds nothing, or a `shell:` line, or starts with `with:` or `env:`.
/// A tool may print a group of its own called "Run …".
pub(super) fn open(log: &JobLog, start: usize, end: usize) -> Option<(RunGroup, Range<usize>)> {
    if !log.has_tag(start) {
        return None;
    }
    let title = match marker(&log.text(start)) {
        Some((Marker::Group, title)) if title.starts_with("Run ") => title.to_owned(),
        _ => return None,
    };
    let mut group = RunGroup { title: Some(title), ..RunGroup::default() };
    let mut place = Place::Script;
    let mut owned = false;
    for at in (start + 1)..end.min(start + LONGEST) {
        let text = log.text(at);
        match marker(&text).filter(|_| log.has_tag(at)) {
            Some((Marker::EndGroup, _)) => {
                owned |= at == start + 1;
                trim(&mut group.script);
                return owned.then_some((group, start..at + 1));
            }
            // Groups of the runner hold no groups.
            Some((Marker::Group, _)) => return None,
            _ => {}
        }
        owned |= text.starts_with("shell: ") || at == start + 1 && (text == "with:" || text == "env:");
        place = group.take(place, &text);
    }
    None
}

#[derive(Clone, Copy)]
enum Place {
    Script,
    With,
    Env,
}

impl RunGroup {
    /// Sorts one line in, and says where the next one belongs.
    fn take(&mut self, place: Place, text: &str) -> Place {
        match text {
            "with:" => return Place::With,
            "env:" => return Place::Env,
            _ if text.starts_with("shell: ") => return Place::Env,
            _ => {}
        }
        let list = match place {
            Place::Script => {
                self.script.push(text.to_owned());
                return place;
            }
            Place::With => &mut self.with,
            Place::Env => &mut self.env,
        };
        match text
            .strip_prefix("  ")
            .filter(|entry| !entry.starts_with(' '))
            .and_then(|entry| entry.split_once(": ").or_else(|| Some((entry.strip_suffix(':')?, ""))))
        {
            Some((name, value)) => list.push((name.to_owned(), value.to_owned())),
            // A value of several lines spills over without indent.
            None => {
                if let Some((_, value)) = list.last_mut() {
                    value.push('\n');
                    value.push_str(text);
                }
            }
        }
        place
    }

    /// Whether a line is part of it.
    pub fn holds(&self, at: usize) -> bool {
        let next = self.echoes.partition_point(|echo| echo.start <= at);
        next > 0 && self.echoes[next - 1].contains(&at)
    }

    /// The value of a variable in the `env:` block.
    pub fn var(&self, name: &str) -> Option<&str> {
        self.env.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

fn trim(script: &mut Vec<String>) {
    while script.last().is_some_and(|line| line.trim().is_empty()) {
        script.pop();
    }
}
