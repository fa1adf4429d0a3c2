//! The shape of programs that name what ended them on one line, and where on lines below it.

use super::crash::{Crash, before_exit, by_distance};
use crate::extract::extractor::Read;
use crate::extract::lead::bare;
use crate::extract::listing::place;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Place, Problem};
use crate::regexes::{Groups, Pattern};

/// How a language's runtime reports what ended a program.
pub(super) struct Exceptions {
    /// For the table.
    pub title: &'static str,
    /// Begins the sentence.
    pub said: &'static str,
    /// The line that names it, by the groups `name` and `message`, and perhaps a place.
    pub heads: &'static [Pattern],
    /// Lines that belong to it.
    pub stack: &'static Pattern,
    /// A place, on one of those lines.
    pub frame: &'static Pattern,
    /// Places that are not the project's.
    pub foreign: &'static Pattern,
    /// Below it, what it was caused by, by the same groups; the last counts.
    pub cause: Option<&'static Pattern>,
    /// A stack stands at most so many lines below the head; 0, if none needs to.
    pub within: usize,
    /// How sure, right before the exit.
    pub confidence: Confidence,
}

/// A stack has at most so many lines.
const STACK: usize = 300;

impl Exceptions {
    /// The last of each step.
    pub(super) fn read(&self, log: &JobLog, lines: &[usize]) -> Vec<Read> {
        let mut reads: Vec<(Option<usize>, Read)> = Vec::new();
        let mut behind = 0;
        for &at in lines {
            if at < behind {
                continue;
            }
            let Some(crash) = self.crash(log, at) else { continue };
            behind = crash.span.end;
            let step = log.step_of(at);
            match reads.last_mut() {
                Some((earlier, before)) if *earlier == step => *before = crash.read(),
                _ => reads.push((step, crash.read())),
            }
        }
        reads.into_iter().map(|(_, read)| read).collect()
    }

    fn crash(&self, log: &JobLog, at: usize) -> Option<Crash> {
        let text = log.text(at);
        let text = bare(&text);
        let head = self.heads.iter().find_map(|head| head.captures(text))?;
        let group = |found: &Groups<'_>, name: &str| found.name(name).map(|group| group.as_str().trim().to_owned());
        let mut name = group(&head, "name");
        let mut message = group(&head, "message").filter(|message| !message.is_empty());
        let (mut line, mut own) = (at, place(&head));
        let mut any = Place::default();
        let mut end = at + 1;
        let mut missed = 0;
        for next in at + 1..(at + STACK).min(log.len()) {
            let text = log.text(next);
            let text = bare(&text);
            if let Some(cause) = self.cause.and_then(|cause| cause.captures(text)) {
                name = group(&cause, "name").or(name);
                message = group(&cause, "message").or(message);
                line = next;
                end = next + 1;
                continue;
            }
            if !self.stack.is_match(text) {
                missed += 1;
                // Between the head and its stack may stand the rest of a message.
                if end > at + 1 || missed > self.within.max(1) {
                    break;
                }
                continue;
            }
            end = next + 1;
            if let Some(frame) = self.frame.captures(text) {
                let found = place(&frame);
                let foreign = found.path.as_deref().is_some_and(|path| self.foreign.is_match(path)) || self.foreign.is_match(text);
                if !foreign && own.path.is_none() {
                    own = found;
                } else if any.path.is_none() {
                    any = found;
                }
            }
        }
        if self.within > 0 && end == at + 1 {
            return None;
        }
        let message = message.or_else(|| {
            let below = log.text(at + 1);
            let below = bare(&below).trim().to_owned();
            (!below.is_empty()).then(|| {
                line = at + 1;
                end = end.max(at + 2);
                below
            })
        })?;
        let message = match &name {
            Some(name) if !message.contains(name.as_str()) => format!("{name}: {message}"),
            _ => message,
        };
        let confidence = match by_distance(before_exit(log, end - 1)) {
            Confidence::High => self.confidence,
            Confidence::Medium => Confidence::Medium,
            Confidence::Low => Confidence::Low,
        };
        Some(Crash {
            title: self.title,
            said: self.said,
            category: "crash",
            problem: Problem { message, code: name, place: if own.path.is_some() { own } else { any } },
            line,
            span: at..end,
            depth: Depth::Why,
            confidence,
        })
    }
}
