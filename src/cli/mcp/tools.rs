//! The tools. `triage` reads what it is asked about; the others look at what was read last, if it is the same.

use serde_json::Value;

use super::arguments::{
    AFTER, BEFORE, CheckArguments, EXPLAINED, EvidenceArguments, ExplainArguments, MOST_LINES, MOST_TOKENS, Target, TriageArguments, list,
    read,
};
use crate::bundle::World;
use crate::cli::args::{GithubArgs, Global};
use crate::cli::check_answer::{lines_of, verdict};
use crate::cli::error::Failure;
use crate::cli::explain::{keep, opened, window};
use crate::cli::pipeline::Triage;
use crate::render;
use crate::report::{Cause, Evidence, Report};

pub(super) struct Tools<'g> {
    github: &'g GithubArgs,
    global: &'g Global,
    triage: Triage,
    last: Option<Seen>,
}

/// What was looked at.
struct Seen {
    target: Target,
    report: Report,
    world: World,
}

impl<'g> Tools<'g> {
    pub(super) fn new(github: &'g GithubArgs, global: &'g Global) -> Result<Self, Failure> {
        Ok(Self { github, global, triage: Triage::new(&global.rules, false)?, last: None })
    }

    pub(super) fn list() -> Value {
        list()
    }

    /// What a tool says, or why it cannot; none where there is no such tool.
    pub(super) fn call(&mut self, name: &str, arguments: Value) -> Option<Result<String, String>> {
        Some(match name {
            "triage" => read(arguments).and_then(|arguments| self.triage(arguments)),
            "explain" => read(arguments).and_then(|arguments| self.explain(arguments)),
            "evidence" => read(arguments).and_then(|arguments| self.evidence(arguments)),
            "check_answer" => read(arguments).and_then(|arguments| self.check(arguments)),
            _ => return None,
        })
    }

    fn triage(&mut self, arguments: TriageArguments) -> Result<String, String> {
        let target = Target { named: arguments.target, repo: arguments.repo };
        // A run may have ended since.
        self.last = None;
        let seen = self.seen(target)?;
        Ok(render::agent(&seen.report, budget(arguments.budget, render::BUDGET)))
    }

    fn explain(&mut self, arguments: ExplainArguments) -> Result<String, String> {
        let budget = budget(arguments.budget, EXPLAINED);
        let seen = self.seen(Target { named: arguments.target, repo: arguments.repo })?;
        let cause = seen.cause(&arguments.cause)?;
        let mut alone = seen.report.clone();
        keep(&mut alone, |other| other.id == cause.id);
        alone.next = None;
        let text = render::agent(&alone, budget);
        let Some(first) = cause.evidence.first() else { return Ok(text) };
        let log = seen.log(&format!("{}.E1", cause.id), cause, first, BEFORE, AFTER)?;
        // The log goes first where there is no room for both.
        Ok(if render::tokens(&text) + render::tokens(&log) <= budget { text + "\n" + &log } else { text })
    }

    fn evidence(&mut self, arguments: EvidenceArguments) -> Result<String, String> {
        let (before, after) = (arguments.before.unwrap_or(BEFORE).min(MOST_LINES), arguments.after.unwrap_or(AFTER).min(MOST_LINES));
        let seen = self.seen(Target { named: arguments.target, repo: arguments.repo })?;
        let (id, number) = arguments.id.split_once(['.']).unwrap_or((&arguments.id, "E1"));
        let cause = seen.cause(id)?;
        let number = number.trim_start_matches(['E', 'e']).parse::<usize>().ok().filter(|number| *number > 0);
        let line = number.and_then(|number| Some((number, cause.evidence.get(number - 1)?)));
        let (number, line) =
            line.ok_or_else(|| format!("{} has {} lines of evidence: {}.E1 is the first", cause.id, cause.evidence.len(), cause.id))?;
        seen.log(&format!("{}.E{number}", cause.id), cause, line, before, after)
    }

    fn check(&mut self, arguments: CheckArguments) -> Result<String, String> {
        let seen = self.seen(Target { named: arguments.target, repo: arguments.repo })?;
        let quotes: Vec<String> = arguments.quote.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        if quotes.is_empty() {
            return Ok("refused: it quotes nothing".to_owned());
        }
        let lines = lines_of(&seen.world).map_err(|failure| told(&failure))?;
        Ok(verdict(&quotes, &lines).unwrap_or_else(|why| format!("refused: {why}")))
    }

    /// What is asked about, read once.
    fn seen(&mut self, target: Target) -> Result<&Seen, String> {
        let known = self.last.take().filter(|seen| seen.target == target);
        let seen = if let Some(seen) = known {
            seen
        } else {
            let global = Global { repo: target.repo.clone().or_else(|| self.global.repo.clone()), ..self.global.clone() };
            let (report, world) = opened(target.named.as_deref(), self.github, &global, &self.triage).map_err(|failure| told(&failure))?;
            Seen { target, report, world }
        };
        Ok(self.last.insert(seen))
    }
}

impl Seen {
    fn cause(&self, id: &str) -> Result<&Cause, String> {
        let found = self.report.causes.iter().find(|cause| cause.id.eq_ignore_ascii_case(id.trim()));
        found.ok_or_else(|| {
            let ids: Vec<&str> = self.report.causes.iter().map(|cause| cause.id.as_str()).collect();
            format!(
                "no cause is called so; there {}",
                if ids.is_empty() { "is none".to_owned() } else { format!("are {}", ids.join(", ")) }
            )
        })
    }

    fn log(&self, id: &str, cause: &Cause, line: &Evidence, before: usize, after: usize) -> Result<String, String> {
        let window = window(&self.world, cause, Some(line)).map_err(|failure| told(&failure))?;
        Ok(render::evidence_lines(&self.report, id, line, &window, (before, after)))
    }
}

fn budget(asked: Option<usize>, usual: usize) -> usize {
    asked.unwrap_or(usual).clamp(200, MOST_TOKENS)
}

/// A failure as a text: what failed, and what to do about it.
fn told(failure: &Failure) -> String {
    let hint = failure.hint().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
    format!("failed to {failure}{hint}")
}
