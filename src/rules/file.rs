//! A rule file on its way to becoming a rule: its text, its outline, and the problems found so far.

use std::collections::BTreeMap;
use std::ops::Range;

use super::CaptureType;
use serde::Deserialize;

use super::diagnostic::{Diagnostic, Source};
use super::front::At;
use super::prose::Prose;
use super::sections::Outline;
use super::similar::suggest;
use super::word::NotAWord;

/// A rule file as it was found.
#[derive(Clone, Debug)]
pub(super) struct RuleFile {
    pub(super) source: Source,
    /// The file's name without `.md`.
    pub(super) stem: String,
    /// The directory it lies in; none for files at the top of a catalog.
    pub(super) directory: Option<String>,
}

impl RuleFile {
    /// Takes a path as it shall be shown, e.g. `rules/container/bind-mount-source-missing.md`; none for what is no rule file.
    pub(super) fn new(path: &str, text: &str) -> Option<Self> {
        let path = path.replace('\\', "/");
        let (directories, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let stem = name.strip_suffix(".md").filter(|stem| !stem.eq_ignore_ascii_case("readme"))?.to_owned();
        let directory = directories.rsplit('/').next().filter(|name| !matches!(*name, "" | "." | "rules")).map(str::to_owned);
        Some(Self { source: Source::new(&path, text), stem, directory })
    }
}

/// Collects what is wrong with one file.
#[derive(Debug)]
pub(super) struct Check<'a> {
    pub(super) source: &'a Source,
    pub(super) outline: &'a Outline,
    /// The declared captures; none where the front matter could not be read.
    pub(super) captures: Option<BTreeMap<String, CaptureType>>,
    pub(super) problems: Vec<Diagnostic>,
}

impl Check<'_> {
    /// Notes a problem.
    pub(super) fn wrong(&mut self, span: &Range<usize>, message: impl Into<String>) {
        self.problems.push(self.source.problem(span.clone(), message));
    }

    /// Notes a problem and what would help.
    pub(super) fn wrong_help(&mut self, span: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(self.source.problem(span.clone(), message).help(help));
    }

    /// Notes a word that is none of those expected.
    pub(super) fn wrong_word<'w>(
        &mut self,
        span: &Range<usize>,
        message: impl Into<String>,
        word: &str,
        right: impl IntoIterator<Item = &'w str>,
    ) {
        self.problems.push(self.source.problem(span.clone(), message).maybe_help(suggest(word, right)));
    }

    /// Whether a name is a declared capture; says yes where the front matter could not be read.
    pub(super) fn declared(&self, name: &str) -> bool {
        self.captures.as_ref().is_none_or(|captures| captures.contains_key(name))
    }

    /// Notes that a name is no declared capture.
    pub(super) fn undeclared(&mut self, span: &Range<usize>, name: &str) {
        let names: Vec<String> = self.captures.iter().flatten().map(|(name, _)| name.clone()).collect();
        self.wrong_word(span, format!("`{name}` is no declared capture"), name, names.iter().map(String::as_str));
    }

    /// Reads a part of the file as prose.
    pub(super) fn prose(&mut self, part: &Range<usize>) -> Option<Prose> {
        let whole = &self.source.text[part.clone()];
        let start = part.start + (whole.len() - whole.trim_start_matches('\n').len());
        match Prose::parse(whole.trim_start_matches('\n').trim_end(), self.captures.as_ref()?) {
            Ok(prose) => Some(prose),
            Err(problems) => {
                for problem in problems {
                    let span = start + problem.span.start..start + problem.span.end;
                    self.problems.push(self.source.problem(span, problem.message).maybe_help(problem.help));
                }
                None
            }
        }
    }

    /// Reads a word of a closed list; `what` names the list.
    pub(super) fn word<'f, T: Deserialize<'f>>(&mut self, value: Option<&'f At<String>>, what: &str) -> Option<T> {
        let value = value?;
        match NotAWord::read(&value.value) {
            Ok(word) => Some(word),
            Err(NotAWord { expected }) => {
                self.wrong_word(&value.span, format!("unknown {what} `{}`", value.value), &value.value, expected.iter().copied());
                None
            }
        }
    }
}
