//! From a rule file to a rule: every check that one file alone allows. Problems are collected, never returned early.

use std::collections::BTreeMap;
use std::ops::Range;

use super::diagnostic::Diagnostic;
use super::file::{Check, RuleFile};
use super::front::{self, At, Front};
use super::runbook::{self, SECTIONS};
use super::sections::Outline;
use super::{CaptureType, Example, Kind, RuleText, example, matches, variants};

/// The sections of a rule, in their order.
const RULE_SECTIONS: [&str; 6] = [SECTIONS[0], SECTIONS[1], SECTIONS[2], SECTIONS[3], "Variants", "Examples"];

/// A rule, and where its file names other rules: what the catalog needs to check them against each other.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) rule: RuleText,
    pub(super) id: Range<usize>,
    pub(super) supersedes: Vec<At<String>>,
}

/// A rule that another extends, and where that says so.
type Base<'a> = (&'a RuleText, &'a At<String>);

/// Reads one file; either a rule or at least one problem. What it does not state is that of the rule it extends.
pub(super) fn read(file: &RuleFile, base: Option<Base<'_>>) -> Result<Parsed, Vec<Diagnostic>> {
    let outline = Outline::of(&file.source.text);
    let mut check = Check { source: &file.source, outline: &outline, captures: None, problems: Vec::new() };
    let front = front_matter(&mut check);
    let below = base.map(|(rule, _)| rule);
    check.captures = front.as_ref().map(|front| captures(&mut check, front, below));
    let empty = Vec::new();
    title(&mut check, front.as_ref(), below);
    let sections = runbook::sections(&mut check, 2, &(0..file.source.text.len()), &RULE_SECTIONS);
    for name in ["Root cause", "Fix", "Examples"] {
        if base.is_none() && !sections.contains_key(name) {
            check.wrong(&head(&outline), format!("missing section `## {name}`"));
        }
    }
    let runbook = runbook::read(&mut check, &sections);
    let declared = front.as_ref().map_or(&empty, |front| &front.variants);
    let own = if front.is_some() { variants::read(&mut check, declared, sections.get("Variants").copied()) } else { Vec::new() };
    let variants = stated(own, below.map(|rule| &rule.variants));
    let examples = match (sections.get("Examples"), base) {
        (Some(section), _) => example::read(&mut check, section, &variants),
        (None, Some((rule, id))) => {
            let line = file.source.text[..id.span.start].lines().count();
            rule.examples.iter().map(|example| Example { line, ..example.clone() }).collect()
        }
        (None, None) => Vec::new(),
    };
    let runbook = below.map_or(runbook.clone(), |rule| rule.runbook.replaced_by(&runbook));
    let rule = front.as_ref().and_then(|front| {
        let rule = rule(&mut check, file, front, base)?;
        Some(RuleText { variants, runbook, examples, ..rule })
    });
    let mut problems = check.problems;
    problems.sort_by_key(|problem| problem.span.start);
    match (rule, front, problems.is_empty()) {
        (Some(rule), Some(front), true) => {
            let id = front.id.map(|id| id.span).unwrap_or_default();
            let taken = |(_, at): Base<'_>| rule.supersedes.iter().map(|id| At { value: id.clone(), span: at.span.clone() }).collect();
            let supersedes = if front.supersedes.is_empty() { base.map(taken).unwrap_or_default() } else { front.supersedes };
            Ok(Parsed { rule, id, supersedes })
        }
        _ => Err(problems),
    }
}

fn front_matter(check: &mut Check<'_>) -> Option<Front> {
    let Some(span) = &check.outline.front else {
        let help = "start the file with `---`, the keys, and `---`";
        check.wrong_help(&(0..1), "no front matter", help);
        return None;
    };
    front::read(check.source, span).map_err(|problem| check.problems.push(*problem)).ok()
}

/// Where problems with something that is not there are shown.
fn head(outline: &Outline) -> Range<usize> {
    outline.headings.first().map_or(0..3, |heading| heading.span.clone())
}

fn title(check: &mut Check<'_>, front: Option<&Front>, base: Option<&RuleText>) {
    let outline = check.outline;
    if !check.source.text[outline.lead.clone()].trim().is_empty() {
        check.wrong(&trimmed(check, &outline.lead), "text before the title");
    }
    let mut titles = outline.headings.iter().filter(|heading| heading.level == 1);
    let declared = front.and_then(|front| front.title.as_ref()).map(|title| &title.value);
    let Some(title) = titles.next() else {
        if base.is_some() && declared.is_none() {
            return;
        }
        check.wrong_help(&(0..3), "no title heading", "repeat the title below the front matter, as `# …`");
        return;
    };
    for second in titles {
        check.wrong(&second.span, "a second title heading");
    }
    if !check.source.text[title.lead.clone()].trim().is_empty() {
        check.wrong_help(&trimmed(check, &title.lead), "text outside a section", "move it under `## Root cause`");
    }
    if let Some(declared) = declared.or(base.map(|rule| &rule.title)).filter(|declared| **declared != title.text) {
        check.wrong_help(&title.span, "the heading is not the title", format!("write `# {declared}`"));
    }
}

fn trimmed(check: &Check<'_>, part: &Range<usize>) -> Range<usize> {
    let text = &check.source.text[part.clone()];
    let start = part.start + text.len() - text.trim_start().len();
    start..start + text.trim().lines().next().map_or(0, str::len)
}

fn captures(check: &mut Check<'_>, front: &Front, base: Option<&RuleText>) -> BTreeMap<String, CaptureType> {
    let mut captures = base.map(|rule| rule.captures.clone()).unwrap_or_default();
    for (name, kind) in &front.captures {
        let tail_is_plain = name.value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !name.value.starts_with(|c: char| c.is_ascii_lowercase()) || !tail_is_plain {
            check.wrong(&name.span, format!("capture `{}` is not lower-case letters, digits and `_`", name.value));
        }
        // A capture of a type that is none is declared nevertheless: its name is not wrong too.
        let kind = check.word(Some(kind), "capture type").unwrap_or(CaptureType::Name);
        captures.insert(name.value.clone(), kind);
    }
    captures
}

fn rule(check: &mut Check<'_>, file: &RuleFile, front: &Front, base: Option<Base<'_>>) -> Option<RuleText> {
    let below = base.map(|(rule, _)| rule);
    let id = required(check, front.id.as_ref(), "id", None).map(|id| &id.value);
    let title = required(check, front.title.as_ref(), "title", below);
    let category = required(check, front.category.as_ref(), "category", below);
    let severity = required(check, front.severity.as_ref(), "severity", below).and_then(|at| check.word(Some(at), "severity"));
    let confidence = required(check, front.confidence.as_ref(), "confidence", below).and_then(|at| check.word(Some(at), "confidence"));
    let actor = required(check, front.actor.as_ref(), "actor", below).and_then(|at| check.word(Some(at), "actor"));
    names(check, file, front);
    let kind: Kind = check.word(front.kind.as_ref(), "kind").or(below.map(|rule| rule.kind)).unwrap_or_default();
    let patterns = match below {
        Some(rule) if front.patterns.is_empty() => rule.patterns.clone(),
        _ => matches::patterns(check, front, kind),
    };
    let values = |own: &[At<String>]| own.iter().map(|at| at.value.clone()).collect::<Vec<String>>();
    Some(RuleText {
        kind,
        patterns,
        status: check.word(front.status.as_ref(), "status").or(below.map(|rule| rule.status)).unwrap_or_default(),
        pick: check.word(front.pick.as_ref(), "pick").or(below.map(|rule| rule.pick)).unwrap_or_default(),
        require: stated(matches::windows(check, &front.require), below.map(|rule| &rule.require)),
        unless: stated(matches::windows(check, &front.unless), below.map(|rule| &rule.unless)),
        scope: match &front.scope {
            Some(raw) => matches::scope(check, raw),
            None => below.map(|rule| rule.scope.clone()).unwrap_or_default(),
        },
        captures: check.captures.clone().unwrap_or_default(),
        group_by: stated(values(&front.group_by), below.map(|rule| &rule.group_by)),
        supersedes: if front.supersedes.is_empty() { superseded(below, id?) } else { values(&front.supersedes) },
        references: stated(values(&front.references), below.map(|rule| &rule.references)),
        aliases: stated(values(&front.aliases), below.filter(|rule| Some(&rule.id) == id).map(|rule| &rule.aliases)),
        file: check.source.file.clone(),
        id: id?.clone(),
        title: title.map(|at| at.value.clone()).or(below.map(|rule| rule.title.clone()))?,
        category: category.map(|at| at.value.clone()).or(below.map(|rule| rule.category.clone()))?,
        severity: severity.or(below.map(|rule| rule.severity))?,
        confidence: confidence.or(below.map(|rule| rule.confidence))?,
        actor: actor.or(below.map(|rule| rule.actor))?,
        variants: Vec::new(),
        runbook: super::Runbook::default(),
        examples: Vec::new(),
    })
}

/// A list as the file states it; one that it does not state is that of the rule below.
fn stated<T: Clone>(own: Vec<T>, below: Option<&Vec<T>>) -> Vec<T> {
    if own.is_empty() { below.cloned().unwrap_or_default() } else { own }
}

/// Whom a rule supersedes that does not say: whom the rule below does, and that one, which knows less.
fn superseded(below: Option<&RuleText>, own: &str) -> Vec<String> {
    let Some(rule) = below else { return Vec::new() };
    rule.supersedes.iter().chain([&rule.id]).filter(|id| *id != own).cloned().collect()
}

fn required<'f>(check: &mut Check<'_>, value: Option<&'f At<String>>, key: &str, below: Option<&RuleText>) -> Option<&'f At<String>> {
    if value.is_none() && below.is_none() {
        check.wrong(&(0..3), format!("missing key `{key}`"));
    }
    value
}

/// What names things: the id, the category, the title, ids of others, captures, pages.
fn names(check: &mut Check<'_>, file: &RuleFile, front: &Front) {
    let ids = front.id.iter().chain(&front.category).chain(&front.aliases).chain(&front.supersedes).chain(&front.extends);
    for id in ids.chain(front.variants.iter().filter_map(|variant| variant.value.id.as_ref())) {
        if !is_kebab(&id.value) {
            check.wrong_help(&id.span, format!("`{}` is not kebab-case", id.value), "lower-case words and digits, joined by `-`");
        }
    }
    if let Some(id) = front.id.as_ref().filter(|id| id.value != file.stem) {
        check.wrong_help(&id.span, format!("id `{}` is not the file's name", id.value), format!("the file is `{}.md`", file.stem));
    }
    if let (Some(category), Some(directory)) = (&front.category, &file.directory)
        && category.value != *directory
    {
        check.wrong_help(
            &category.span,
            format!("category `{}` is not the file's directory", category.value),
            format!("it lies in `{directory}`"),
        );
    }
    for title in front.title.iter().chain(front.variants.iter().filter_map(|variant| variant.value.title.as_ref())) {
        if title.value.trim().is_empty() || title.value.ends_with('.') {
            check.wrong(&title.span, "a title is a sentence without a full stop");
        }
    }
    for name in &front.group_by {
        if !check.declared(&name.value) {
            check.undeclared(&name.span, &name.value);
        }
    }
    for page in front.references.iter().filter(|page| !page.value.starts_with("https://")) {
        check.wrong(&page.span, "a reference is an address that starts with `https://`");
    }
}

fn is_kebab(word: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    word.split('-').all(part) && word.starts_with(|c: char| c.is_ascii_lowercase())
}
