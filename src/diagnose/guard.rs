//! A guard in the source: the path that the log missed is made only under a test of an environment variable.

use std::collections::BTreeMap;

use crate::regexes::Pattern;

/// A test of an environment variable, and the line below it that names the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// The variable.
    pub variable: String,
    /// The value it is compared with, where the test compares.
    pub value: Option<String>,
    /// The file.
    pub path: String,
    /// The line of the test, from 1.
    pub line: u32,
    /// The line of the test itself.
    pub text: String,
    /// The line that names the path, from 1.
    pub names_line: u32,
    /// That line itself.
    pub names_text: String,
    /// How many of the path's last components that line names.
    pub components: usize,
}

/// How far below its test a line may be.
const REACH: usize = 10;

/// `os.Getenv("X")`, `process.env.X`, `os.environ["X"]`, `std::env::var("X")`, `ENV["X"]`, `$X` in a shell test.
static TESTS: Pattern = Pattern::new(
    r#"(?x)
    (?: Getenv | LookupEnv | getenv | environ\.get | env::var | env::var_os ) \( \s* ["'](?<call>[A-Za-z_][A-Za-z0-9_]*)["']
  | process\.env (?: \.(?<dot>[A-Za-z_][A-Za-z0-9_]*) | \[ ["'](?<bracket>[A-Za-z_][A-Za-z0-9_]*)["'] \] )
  | (?: os\.environ | ENV ) \[ \s* ["'](?<index>[A-Za-z_][A-Za-z0-9_]*)["']
  | (?: if | elif | while | && | \|\| )? \s* (?: \[\[? | test ) \s .* \$ \{? (?<shell>[A-Za-z_][A-Za-z0-9_]*)"#,
);

static VALUE: Pattern = Pattern::new(r#"={1,3}\s*["']([^"']*)["']"#);

fn test_of(line: &str) -> Option<(String, Option<String>)> {
    let found = TESTS.captures(line)?;
    let variable = ["call", "dot", "bracket", "index", "shell"].iter().find_map(|name| found.name(name))?.as_str().to_owned();
    Some((variable, VALUE.captures(line).map(|found| found[1].to_owned())))
}

/// The components of a path that are worth naming, last first.
fn components(path: &str) -> Vec<&str> {
    path.rsplit(['/', '\\']).filter(|part| part.len() > 2).take(2).collect()
}

/// The files of the repository that may make a path: source whose own path names the component before the last. Nearest names first, few.
pub fn wanted_files(missing: &str, tree: &[String]) -> Vec<String> {
    const MOST: usize = 12;
    const SOURCE: [&str; 14] = ["go", "py", "js", "ts", "mjs", "cjs", "rb", "rs", "sh", "bash", "java", "kt", "yml", "yaml"];
    let parts = components(missing);
    let [last, parent] = parts.as_slice() else { return Vec::new() };
    let parent = parent.to_lowercase();
    let source = |path: &&String| path.rsplit_once('.').is_some_and(|(_, ending)| SOURCE.contains(&ending)) || path.ends_with("Makefile");
    let mut found: Vec<(u8, &String)> = tree
        .iter()
        .filter(source)
        .filter_map(|path| {
            let lower = path.to_lowercase();
            let file = lower.rsplit('/').next().unwrap_or_default();
            let nearness = if file.contains(&parent) {
                0
            } else if lower.contains(&format!("/{parent}/")) {
                1
            } else {
                return None;
            };
            Some((nearness * 2 + u8::from(!lower.contains(&last.to_lowercase())), path))
        })
        .collect();
    found.sort();
    found.into_iter().take(MOST).map(|(_, path)| path.clone()).collect()
}

/// The guard of a path among sources: the one whose line names the most of it, then the first by path.
pub(super) fn find(missing: &str, files: &BTreeMap<String, String>) -> Option<Guard> {
    let parts = components(missing);
    let [last, parent] = parts.as_slice() else { return None };
    let mut best: Option<Guard> = None;
    for (path, text) in files {
        let lines: Vec<&str> = text.lines().collect();
        let in_path = path.to_lowercase().contains(&parent.to_lowercase());
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains(last)) {
            let named = 1 + usize::from(line.contains(parent));
            if named == 1 && !in_path || best.as_ref().is_some_and(|best| best.components >= named) {
                continue;
            }
            let above = (at.saturating_sub(REACH)..=at).rev().find_map(|test| Some((test, test_of(lines[test])?)));
            if let Some((test, (variable, value))) = above {
                best = Some(Guard {
                    variable,
                    value,
                    path: path.clone(),
                    line: count(test),
                    text: lines[test].trim().to_owned(),
                    names_line: count(at),
                    names_text: line.trim().to_owned(),
                    components: named,
                });
            }
        }
    }
    best
}

fn count(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

impl Guard {
    /// Whether a step that printed this environment satisfies the test: the variable is there, with the value the test wants if it wants one.
    pub fn satisfied(&self, env: &[(String, String)]) -> bool {
        env.iter()
            .any(|(name, value)| *name == self.variable && self.value.as_ref().is_none_or(|wanted| wanted == value) && !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::{find, test_of, wanted_files};

    #[test]
    fn tests_in_many_languages() {
        for (line, variable, value) in [
            (r#"if os.Getenv("E2E_COVERAGE") == "true" {"#, "E2E_COVERAGE", Some("true")),
            (r#"if v, ok := os.LookupEnv("X"); ok {"#, "X", None),
            ("if (process.env.CI === 'yes') {", "CI", Some("yes")),
            (r#"if os.environ.get("A_B"):"#, "A_B", None),
            (r#"if ENV["RAILS"] == "1""#, "RAILS", Some("1")),
            (r#"if std::env::var("RUN").is_ok() {"#, "RUN", None),
            (r#"if [ "$WITH_COVERAGE" = "true" ]; then"#, "WITH_COVERAGE", Some("true")),
            (r"[[ -n ${DEEP} ]] && mkdir x", "DEEP", None),
        ] {
            assert_eq!(test_of(line), Some((variable.to_owned(), value.map(str::to_owned))), "{line}");
        }
        assert_eq!(test_of("mkdir -p $HOME/x"), None);
    }

    #[test]
    fn the_fullest_name_wins() {
        let files = [
            (
                "infra/shop_setup.go".to_owned(),
                "a\nif os.Getenv(\"COVER\") == \"true\" {\n  p := join(root, \"test/shop/cover\")\n".to_owned(),
            ),
            ("infra/other_setup.go".to_owned(), "if os.Getenv(\"NOT\") == \"true\" {\n  p := \"cover\"\n".to_owned()),
            ("a/shop_test.go".to_owned(), "if os.Getenv(\"WEAK\") != \"\" {\n  p := \"cover\"\n".to_owned()),
        ]
        .into();
        let guard = find("/home/runner/work/x/x/test/shop/cover", &files).expect("a guard");
        assert_eq!((guard.variable.as_str(), guard.line, guard.names_line, guard.components), ("COVER", 2, 3, 2));
        assert!(!guard.satisfied(&[("COVER".to_owned(), "false".to_owned())]));
        assert!(guard.satisfied(&[("COVER".to_owned(), "true".to_owned())]));
        assert_eq!(find("/else/where", &files), None);
        let tree: Vec<String> = ["README.md", "infra/shop_setup.go", "test/shop/x.go", "other.go"].map(str::to_owned).into();
        assert_eq!(wanted_files("/w/test/shop/cover", &tree), ["infra/shop_setup.go", "test/shop/x.go"]);
    }
}
