//! The command: the step's own that called the tool, narrowed; else the only one of the step.

use super::aim::Aim;
use super::call::{Call, Word, calls};
use super::runner::Runner;
use super::runners::RUNNERS;
use super::word::{path, typed};
use crate::model::Details;

/// Longer commands are nothing to copy.
const LONGEST: usize = 300;

/// What may stand before a tool's own name and belongs to the call.
const LAUNCHERS: [&str; 24] = [
    "uv",
    "poetry",
    "pipenv",
    "pdm",
    "hatch",
    "rye",
    "pixi",
    "python",
    "python3",
    "py",
    "coverage",
    "npx",
    "npm",
    "yarn",
    "pnpm",
    "bun",
    "bunx",
    "bundle",
    "xvfb-run",
    "docker",
    "docker-compose",
    "podman",
    "nix",
    "php",
];
/// What may, and does not.
const WRAPPERS: [&str; 5] = ["timeout", "nice", "stdbuf", "unbuffer", "env"];
/// `npm run <script>`
const PACKAGE_MANAGERS: [&str; 4] = ["npm", "yarn", "pnpm", "bun"];
/// Words in the names of scripts that run tests.
const TESTS: [&str; 8] = ["test", "jest", "vitest", "mocha", "spec", "e2e", "playwright", "cypress"];

/// One command that shows a failure again, from the script of the step and what an extractor read; none where it would be a guess.
pub fn reproduce(script: &[String], read: Option<(&str, &Details)>) -> Option<String> {
    let calls = calls(script)?;
    let narrowed = read.and_then(|(extractor, details)| narrowed(&calls, extractor, details));
    let command = narrowed.or_else(|| own(&calls, read.map(|(extractor, _)| extractor)))?;
    (command.len() <= LONGEST).then_some(command)
}

/// Narrowed to the first test that failed.
fn narrowed(calls: &[Call], extractor: &str, details: &Details) -> Option<String> {
    let test = details.tests.first()?;
    let runner = RUNNERS.iter().find(|runner| runner.extractors.contains(&extractor))?;
    let mut commands: Vec<(String, &Call)> = Vec::new();
    for call in calls {
        let Some(split) = split(call, runner) else { continue };
        let aim = Aim { test, details, called: split.called(call), rest: &call.words[split.tool_end..] };
        // A call that cannot be narrowed may be the one that failed.
        commands.push((built(call, &split, runner, &aim)?, call));
    }
    let first = &commands.first()?.0;
    if commands.iter().all(|(command, _)| command == first) {
        return Some(first.clone());
    }
    let file = test.place.path.as_deref().unwrap_or(&test.id);
    let names = |call: &Call| {
        call.words
            .iter()
            .any(|word| word.text.len() > 2 && !word.text.starts_with('-') && file.starts_with(word.text.trim_start_matches("./")))
    };
    let mut fit = commands.iter().filter(|(_, call)| names(call));
    let only = fit.next()?;
    fit.next().is_none().then(|| only.0.clone())
}

/// Where a tool's name stands in a call.
struct Split {
    /// The first word that is part of the command.
    start: usize,
    /// The first behind the tool's name.
    tool_end: usize,
    /// What separates its arguments from the tool's own.
    separator: Option<&'static str>,
}

impl Split {
    fn called<'a>(&self, call: &'a Call) -> Vec<&'a str> {
        call.words[self.start..self.tool_end].iter().map(|word| word.text.as_str()).collect()
    }
}

fn split(call: &Call, runner: &Runner) -> Option<Split> {
    if call.behind {
        return None;
    }
    let words = &call.words;
    let start = words.iter().position(|word| !is_assignment(word))?;
    let start = if WRAPPERS.contains(&words[start].text.as_str()) {
        start + 1 + words[start + 1..].iter().position(|word| word.text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '.'))?
    } else {
        start
    };
    let manager = PACKAGE_MANAGERS.contains(&program(&words[start].text));
    let direct = || {
        let most = if is_launcher(&words[start].text) { words.len() } else { start + 1 };
        let found = |at: usize| runner.called.iter().find_map(|names| named(&words[at..], names).map(|length| at + length));
        (start..most).find_map(found).map(|tool_end| Split { start, tool_end, separator: None })
    };
    if !manager {
        return direct();
    }
    // A package manager's own scripts may be called like tools.
    let executes = words[start + 1..].iter().any(|word| matches!(word.text.as_str(), "exec" | "dlx" | "x"));
    let script = || by_script(words, start).filter(|_| runner.by_script && !executes);
    if program(&words[start].text) == "npm" && !executes {
        script()
    } else {
        direct().filter(|_| runner.by_script || executes).or_else(script)
    }
}

/// `npm test`, `pnpm --filter web run test:unit`, `yarn workspace web test`.
fn by_script(words: &[Word], start: usize) -> Option<Split> {
    let manager = PACKAGE_MANAGERS.iter().find(|manager| words[start].text == **manager)?;
    let end = words.iter().position(|word| word.text == "--").unwrap_or(words.len());
    let is_script = |word: &Word| !word.text.starts_with('-') && !word.expands && TESTS.iter().any(|test| word.text.contains(test));
    let at = (start + 1..end).find(|&at| {
        is_script(&words[at])
            && !matches!(words[at - 1].text.as_str(), "-w" | "--workspace" | "--filter" | "-F" | "--prefix" | "-C" | "--cwd" | "workspace")
    })?;
    // `bun test` is a runner of its own.
    if *manager == "bun" && words[at - 1].text != "run" {
        return None;
    }
    let tool_end = if *manager == "npm" {
        end.min(
            at + 1
                + words[at + 1..end].iter().take_while(|word| word.text.starts_with("-w") || word.text.starts_with("--workspace")).count(),
        )
    } else {
        at + 1
    };
    Some(Split { start, tool_end, separator: (*manager == "npm").then_some("--") })
}

fn is_assignment(word: &Word) -> bool {
    word.text.split_once('=').is_some_and(|(name, _)| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    })
}

fn is_launcher(word: &str) -> bool {
    let name = program(word);
    LAUNCHERS.contains(&name) || name.strip_prefix("python3.").is_some_and(|minor| minor.bytes().all(|b| b.is_ascii_digit()))
}

/// A program's name, without where it lies.
fn program(word: &str) -> &str {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    [".exe", ".cmd", ".bat"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

/// How many words a name takes at the start of some; `+nightly` may stand inside.
fn named(words: &[Word], names: &[&str]) -> Option<usize> {
    let mut at = 0;
    for (index, name) in names.iter().enumerate() {
        if index > 0 && words.get(at).is_some_and(|word| word.text.starts_with('+')) {
            at += 1;
        }
        let word = words.get(at)?;
        if word.expands || (if index == 0 { program(&word.text) } else { word.text.as_str() }) != *name {
            return None;
        }
        at += 1;
    }
    Some(at)
}

fn built(call: &Call, split: &Split, runner: &Runner, aim: &Aim<'_>) -> Option<String> {
    let env = call.words.iter().take_while(|word| is_assignment(word));
    let mut words: Vec<String> = env.chain(&call.words[split.start..split.tool_end]).map(shown).collect::<Option<_>>()?;
    words.extend(split.separator.map(str::to_owned));
    words.extend(kept(aim.rest, runner)?);
    words.extend((runner.aim)(aim)?.iter().map(|word| typed(word)).collect::<Option<Vec<_>>>()?);
    there(call, &words.join(" "))
}

/// A word of the step's own. What is quoted there may be a program for another shell.
fn shown(word: &Word) -> Option<String> {
    if word.expands || word.text.contains('$') { None } else { typed(&word.text) }
}

/// The options that stay. None, where one of them is not known.
fn kept(rest: &[Word], runner: &Runner) -> Option<Vec<String>> {
    let mut kept = Vec::new();
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        let text = word.text.as_str();
        let flag = runner.flags.iter().any(|flag| flag.strip_suffix('*').map_or(text == *flag, |start| text.starts_with(start)));
        if flag || runner.valued.iter().any(|option| text.strip_prefix(option).is_some_and(|rest| rest.starts_with('='))) {
            kept.push(shown(word)?);
        } else if runner.valued.contains(&text) {
            kept.push(shown(word)?);
            kept.push(shown(words.next()?)?);
        }
    }
    Some(kept)
}

/// A command with the change of directory before it.
fn there(call: &Call, command: &str) -> Option<String> {
    let dir = call.dir.as_deref()?;
    if dir.is_empty() { Some(command.to_owned()) } else { Some(format!("cd {} && {command}", path(dir)?)) }
}

/// The only command of a step, or the only one that names the tool.
fn own(calls: &[Call], extractor: Option<&str>) -> Option<String> {
    let commands: Vec<&Call> = calls.iter().filter(|call| !call.behind).collect();
    let only = if let [one] = commands[..] {
        one
    } else {
        let extractor = extractor?;
        let mut naming = commands.into_iter().filter(|call| names(call, extractor));
        let one = naming.next()?;
        if naming.next().is_some() {
            return None;
        }
        one
    };
    let words: Vec<String> = only.words.iter().map(shown).collect::<Option<_>>()?;
    (!words.first()?.starts_with(['-', '\''])).then(|| there(only, &words.join(" ")))?
}

/// Whether a call names a tool, perhaps behind what launches it.
fn names(call: &Call, extractor: &str) -> bool {
    let tool: Vec<&str> = extractor.split('-').collect();
    let words = &call.words;
    let at = words.iter().position(|word| !is_assignment(word)).unwrap_or(0);
    let launched = words.get(at).is_some_and(|word| is_launcher(&word.text));
    let most = if launched { words.len() } else { words.len().min(at + 1) };
    (at..most).any(|at| named(&words[at..], &[extractor]).or_else(|| named(&words[at..], &tool)).is_some())
}
