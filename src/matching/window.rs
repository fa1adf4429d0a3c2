//! What must, or must not, stand near a match. Looked for only once a line has matched.

use std::ops::Range;

use crate::log::JobLog;
use crate::rules::{Place, Rule, Window};

/// Whether everything that a rule asks of a match's surroundings holds.
pub(super) fn fit(rule: &Rule, log: &JobLog, line: usize) -> bool {
    rule.require.iter().all(|window| found(window, log, line)) && !rule.unless.iter().any(|window| found(window, log, line))
}

fn found(window: &Window, log: &JobLog, line: usize) -> bool {
    let step = log.step_of(line).map_or(0..log.len(), |step| log.steps[step].lines.clone());
    let reach = window.within.map_or(usize::MAX, |lines| lines as usize);
    let near = line.saturating_sub(reach)..line.saturating_add(reach).saturating_add(1);
    let place = match window.place {
        Place::Before => both(&step, &(near.start..line)),
        Place::After => both(&step, &(line + 1..near.end)),
        Place::Step => both(&step, &near),
        Place::Job => both(&(0..log.len()), &near),
    };
    place.into_iter().any(|at| !log.is_echo(at) && window.pattern.regex().is_match(&log.text(at)))
}

fn both(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.max(b.start)..a.end.min(b.end)
}
