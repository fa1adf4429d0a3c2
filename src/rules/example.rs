//! The proof of a rule: logs that it must explain, and logs that it must leave alone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::file::Check;
use super::front::{self, RawRun};
use super::sections::{Block, Heading, blocks};
use super::{Permissions, RunnerKind, Variant, when};

/// What an example expects of its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// It must be the primary cause; a wrapper, a symptom.
    Match,
    /// It must not fire.
    NoMatch,
    /// A known miss: counted, not red.
    Todo,
}

/// One case under `## Examples`.
#[derive(Clone, Debug)]
pub struct Example {
    /// The heading.
    pub name: String,
    /// The log, as a runner prints it; time stamps may be left out.
    pub log: String,
    /// What must come of it.
    pub expect: Expect,
    /// What the match must capture, if that is stated.
    pub captures: Option<BTreeMap<String, String>>,
    /// The environment of the failing step.
    pub env: BTreeMap<String, String>,
    /// The message of an annotation of the job.
    pub annotation: Option<String>,
    /// Files of the repository at the run's head: path and text.
    pub source: Vec<(String, String)>,
    /// What is known of the run.
    pub run: RunScene,
    /// The variant that must hold, if that is stated.
    pub variant: Option<String>,
    /// The heading's 1-based line in the rule file.
    pub line: usize,
}

/// What an example says of its run; what it does not say is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunScene {
    /// The job has no steps: it never started.
    pub no_steps: bool,
    /// What started it.
    pub event: Option<String>,
    /// The head's branch.
    pub branch: Option<String>,
    /// Whether its head is in a fork.
    pub fork: Option<bool>,
    /// The attempt.
    pub attempt: Option<u32>,
    /// Whose machine the job ran on.
    pub runner: Option<RunnerKind>,
    /// What the job's token may do.
    pub permissions: Option<Permissions>,
    /// Whether a job that it waits for failed.
    pub needs_failed: bool,
}

const WORDS: [&str; 7] = ["log", "captures", "env", "annotation", "source", "run", "variant"];
const EXPECTATIONS: [&str; 2] = ["no-match", "todo"];

/// Reads the cases of the `## Examples` section.
pub(super) fn read(check: &mut Check<'_>, section: &Heading, variants: &[Variant]) -> Vec<Example> {
    if let Some(outside) = blocks(&check.source.text, &section.lead).0.first() {
        check.wrong_help(&outside.span, "a block before the first case", "give it a heading: `### what the case shows`");
    }
    let mut names = BTreeSet::new();
    let mut examples = Vec::new();
    for heading in check.outline.within(3, &section.body) {
        if !names.insert(&heading.text) {
            check.wrong(&heading.span, format!("two cases are named `{}`", heading.text));
        }
        examples.extend(case(check, heading, variants));
    }
    let count = |expect: Expect| examples.iter().filter(|example: &&Example| example.expect == expect).count();
    let (hits, misses) = (count(Expect::Match), count(Expect::NoMatch));
    if hits < 2 {
        check.wrong(&section.span, format!("a rule needs at least two matching examples, this one has {hits}"));
    }
    if misses == 0 {
        check.wrong_help(&section.span, "a rule needs at least one example that it must not match", "add a ```log no-match block");
    }
    examples
}

fn case(check: &mut Check<'_>, heading: &Heading, variants: &[Variant]) -> Option<Example> {
    let text = check.source.text.clone();
    let mut example = Example {
        name: heading.text.clone(),
        log: String::new(),
        expect: Expect::Match,
        captures: None,
        env: BTreeMap::new(),
        annotation: None,
        source: Vec::new(),
        run: RunScene::default(),
        variant: None,
        line: check.source.line(heading.span.start),
    };
    let mut seen = BTreeSet::new();
    for block in blocks(&text, &heading.body).0 {
        let content = || text[block.content.clone()].to_owned();
        let (word, rest) = block.info.split_once(char::is_whitespace).unwrap_or((&block.info, ""));
        let rest = rest.trim();
        let info = info_span(&block);
        if word != "source" && !seen.insert(word.to_owned()) && WORDS.contains(&word) {
            check.wrong(&info, format!("a second `{word}` block in one case"));
        }
        match word {
            "log" | "annotation" => {
                match rest {
                    "" => {}
                    "no-match" => example.expect = Expect::NoMatch,
                    "todo" => example.expect = Expect::Todo,
                    _ => check.wrong_word(&info, format!("unknown expectation `{rest}`"), rest, EXPECTATIONS),
                }
                if word == "log" { example.log = content() } else { example.annotation = Some(content().trim().to_owned()) }
            }
            "captures" => example.captures = map(check, &block, rest),
            "env" => example.env = map(check, &block, rest).unwrap_or_default(),
            "run" => example.run = run(check, &block),
            "variant" => {
                let (id, span) = (content().trim().to_owned(), &block.content);
                if !variants.iter().any(|variant| variant.id == id) {
                    let names = variants.iter().map(|variant| variant.id.as_str());
                    check.wrong_word(span, format!("`{id}` is no declared variant"), &id, names);
                }
                example.variant = Some(id);
            }
            "source" if rest.is_empty() => check.wrong_help(&info, "a source block without a path", "write ```source path/of/the/file"),
            "source" => example.source.push((rest.to_owned(), content())),
            _ => check.wrong_word(&info, format!("unknown block `{word}`"), word, WORDS),
        }
    }
    if !seen.contains("log") && !seen.contains("annotation") {
        check.wrong(&heading.span, format!("case `{}` has no log", heading.text));
        return None;
    }
    for name in example.captures.iter().flatten().map(|(name, _)| name) {
        if !check.declared(name) {
            check.undeclared(&heading.span, name);
        }
    }
    Some(example)
}

/// Only the line of the fence.
fn info_span(block: &Block) -> Range<usize> {
    let ticks = block.span.start + 3;
    ticks..ticks + block.info.len()
}

fn map(check: &mut Check<'_>, block: &Block, rest: &str) -> Option<BTreeMap<String, String>> {
    if !rest.is_empty() {
        check.wrong(&info_span(block), format!("unexpected `{rest}`"));
    }
    match front::read::<BTreeMap<String, String>>(check.source, &block.content) {
        Ok(map) => Some(map),
        Err(problem) => {
            check.problems.push(*problem);
            None
        }
    }
}

fn run(check: &mut Check<'_>, block: &Block) -> RunScene {
    let raw: RawRun = match front::read(check.source, &block.content) {
        Ok(raw) => raw,
        Err(problem) => {
            check.problems.push(*problem);
            return RunScene::default();
        }
    };
    RunScene {
        no_steps: when::only(check, "steps", raw.steps.as_ref(), "none"),
        event: raw.event,
        branch: raw.branch,
        fork: raw.fork,
        attempt: raw.attempt,
        runner: check.word(raw.runner.as_ref(), "runner"),
        permissions: raw.permissions.as_ref().map(|raw| when::permissions(check, raw)),
        needs_failed: when::only(check, "needs", raw.needs.as_ref(), "failed"),
    }
}
