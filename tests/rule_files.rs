//! What a rule's author sees: for each kind of mistake a file in `tests/rule-files/`, and beside it a snapshot of what is said about it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use triage::rules::{Catalog, Example, Expect, Input, LoadError, Rule};

/// The files, sorted by name.
fn files(directory: &str, extension: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(directory);
    let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Loads one bad file as if it lay in `rules/network/`.
fn load(path: &Path) -> Result<Catalog, LoadError> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Catalog::from_files(&[(format!("rules/network/{}.md", stem(path)), text)])
}

#[test]
fn each_mistake_is_explained() {
    let files = files("rule-files", "md");
    assert!(files.len() >= 20, "only {} bad files", files.len());
    for path in files {
        let Err(error) = load(&path) else { panic!("{} loads", path.display()) };
        assert!(!error.diagnostics().is_empty(), "{} is refused without a word", path.display());
        let shown: Vec<_> = error.diagnostics().iter().map(|problem| problem.render(false)).collect();
        insta::with_settings!({ description => format!("tests/rule-files/{}.md", stem(&path)), omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "rule-files" }, {
            insta::assert_snapshot!(stem(&path), shown.join("\n\n"));
        });
    }
}

#[test]
fn each_message_is_a_fragment_on_one_line() {
    for path in files("rule-files", "md") {
        let Err(error) = load(&path) else { panic!("{} loads", path.display()) };
        for problem in error.diagnostics() {
            let first = problem.message.chars().next();
            assert!(first.is_some_and(|c| c.is_lowercase() || c == '`'), "{problem}");
            assert!(!problem.message.ends_with('.') && !problem.message.contains('\n'), "{problem}");
            let place = format!("{}:{}:{}: ", problem.file, problem.line, problem.column);
            assert_eq!(problem.to_string(), format!("{place}{}", problem.message));
        }
    }
}

#[test]
fn each_snapshot_has_its_file() {
    let files: BTreeSet<_> = files("rule-files", "md").iter().map(|path| stem(path)).collect();
    let snapshots: BTreeSet<_> = self::files("rule-files", "snap").iter().map(|path| stem(path)).collect();
    let orphans: Vec<_> = files.symmetric_difference(&snapshots).collect();
    assert!(orphans.is_empty(), "{orphans:?}");
}

#[test]
fn problems_of_all_files_are_shown_together() {
    let read = |path: &PathBuf| (format!("rules/network/{}.md", stem(path)), fs::read_to_string(path).unwrap_or_default());
    let all: Vec<_> = files("rule-files", "md").iter().map(read).collect();
    let Err(error) = Catalog::from_files(&all) else { panic!("bad files load") };
    let named: BTreeSet<_> = error.diagnostics().iter().map(|problem| problem.file.as_str()).collect();
    // What only the catalog can see is looked for once every file is right by itself.
    let alone = ["rules/network/supersedes-itself.md", "rules/network/supersedes-unknown.md"];
    let expected: BTreeSet<_> = all.iter().map(|(path, _)| path.as_str()).filter(|path| !alone.contains(path)).collect();
    assert_eq!(named, expected);
}

#[test]
fn windows_line_ends_and_paths_are_fine() {
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/build/make-error.md");
    let text = fs::read_to_string(&good).unwrap_or_default().replace("supersedes: [process-exit-code]\n", "").replace('\n', "\r\n");
    let text = format!("\u{feff}{text}");
    let catalog = Catalog::from_files(&[(r"rules\build\make-error.md".to_owned(), text)]);
    assert_eq!(catalog.map(|catalog| catalog.rules()[0].path()).ok().as_deref(), Some("build/make-error"));
}

/// The lines of an example that a rule may see: without time stamps, and without what a step only echoes.
fn lines(log: &str) -> Vec<&str> {
    let (mut lines, mut echoed) = (Vec::new(), false);
    for line in log.lines() {
        let line = match line.split_once("Z ") {
            Some((stamp, rest)) if stamp.starts_with("20") && !stamp.contains(' ') => rest,
            _ => line,
        };
        echoed |= line.starts_with("##[group]Run ");
        if !echoed {
            lines.push(line);
        }
        echoed &= line != "##[endgroup]";
    }
    lines
}

/// What each match in an example captures.
fn matches(rule: &Rule, example: &Example) -> Vec<BTreeMap<String, String>> {
    let log = lines(&example.log).into_iter().map(|line| (Input::Log, line));
    let mut found = Vec::new();
    for (input, line) in log.chain(example.annotation.as_deref().map(|message| (Input::Annotation, message))) {
        let groups = rule.patterns.iter().filter(|pattern| pattern.input == input).find_map(|pattern| pattern.captures(line));
        if let Some(groups) = groups {
            found.push(rule.capture(&groups).iter().map(|(name, _, value)| (name.to_owned(), value.to_owned())).collect());
        }
    }
    found
}

/// That it also wins against the whole catalog is shown elsewhere; this is about the rule alone.
#[test]
fn built_in_rules_find_their_own_examples() {
    let catalog = Catalog::builtin().unwrap_or_else(|error| panic!("{error}"));
    for rule in catalog.rules() {
        for example in &rule.examples {
            let found = matches(rule, example);
            let place = format!("{}:{} {}", rule.file, example.line, example.name);
            match example.expect {
                Expect::Match => {
                    assert!(!found.is_empty(), "{place}: nothing matches");
                    let stated = example.captures.as_ref();
                    let holds = |found: &BTreeMap<String, String>, stated: &BTreeMap<String, String>| {
                        stated.iter().all(|(name, value)| found.get(name) == Some(value))
                    };
                    assert!(stated.is_none_or(|stated| found.iter().any(|found| holds(found, stated))), "{place}: captures are {found:?}");
                }
                Expect::NoMatch => {
                    let surrounded = !rule.require.is_empty() || !rule.unless.is_empty();
                    assert!(found.is_empty() || surrounded, "{place}: {found:?}");
                }
                Expect::Todo => {}
            }
        }
    }
}

#[test]
fn built_in_prose_reads_well_without_captures() {
    let catalog = Catalog::builtin().unwrap_or_else(|error| panic!("{error}"));
    for rule in catalog.rules() {
        let runbooks =
            std::iter::once(rule.runbook.clone()).chain(rule.variants.iter().map(|variant| rule.runbook.replaced_by(&variant.runbook)));
        for runbook in runbooks {
            let captures = triage::rules::Captures::new();
            let sentence = runbook.root_cause.as_ref().map(|prose| prose.first_sentence(&captures)).unwrap_or_default();
            assert!(sentence.len() > 20 && sentence.len() < 200, "{}: {sentence}", rule.file);
            assert!(!sentence.ends_with(['.', ':', ',']), "{}: {sentence}", rule.file);
            assert!(runbook.fix.is_some_and(|fix| !fix.render(&captures).contains("{{source")), "{}", rule.file);
        }
    }
}
