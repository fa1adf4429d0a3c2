//! A draft as a rule file: whole, so that it loads and passes its own tests; what only a person knows is left to be said.

use super::parts::{Part, parts};
use super::{name, pattern, vary};

/// A sentence that starts like this waits for its author; the lint says so.
pub(crate) const UNSAID: &str = "Say here ";

/// A line, generalised.
#[derive(Clone, Debug)]
pub struct Draft {
    parts: Vec<Part>,
    pattern: String,
    /// Made of the line's words.
    pub id: String,
}

/// What a draft's file is written with.
#[derive(Clone, Copy, Debug)]
pub struct Template<'a> {
    /// The directory it goes to.
    pub category: &'a str,
    /// The log around the line, as a runner prints it, with the line in it.
    pub window: &'a [String],
    /// The line's place in the window.
    pub at: usize,
    /// Ids of the rules whose findings are symptoms of this one.
    pub supersedes: &'a [String],
}

impl Draft {
    /// Generalises a cleaned line; none where it holds too few words of its own to be told from other lines.
    pub fn of(line: &str) -> Option<Self> {
        let parts = parts(pattern::message(line));
        let pattern = pattern::pattern(&parts)?;
        let compiled = regex::Regex::new(&pattern).ok()?;
        let id = name::id(&parts);
        compiled.is_match(line).then_some(Self { parts, pattern, id })
    }

    /// The regex.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// The rule file.
    pub fn write(&self, template: &Template<'_>) -> String {
        let title = name::title(&self.parts);
        let captures = self.captures();
        let declared: Vec<String> = captures.iter().map(|(name, kind, _)| format!("{name}: {kind}")).collect();
        let grouping: Vec<&str> =
            captures.iter().filter(|(_, kind, _)| matches!(*kind, "name" | "path" | "version")).map(|(name, ..)| *name).collect();
        let mut front = format!(
            "id: {}\ntitle: {}\ncategory: {}\nstatus: experimental\nseverity: error\nconfidence: medium\nactor: author\nmatch:\n  - {}\n",
            self.id,
            quoted(&title),
            template.category,
            quoted(&self.pattern)
        );
        if !captures.is_empty() {
            front.push_str(&format!("captures: {{ {} }}\n", declared.join(", ")));
        }
        if !grouping.is_empty() {
            front.push_str(&format!("group-by: [{}]\n", grouping.join(", ")));
        }
        if !template.supersedes.is_empty() {
            front.push_str(&format!("supersedes: [{}]\n", template.supersedes.join(", ")));
        }
        let shown = captures.first().map(|(name, ..)| format!(", this time about {{{{{name}}}}}")).unwrap_or_default();
        format!(
            "---\n{front}---\n# {title}\n\n## Root cause\n\nThe step stopped because of this error{shown}.\n\n{UNSAID}why that happens, the likeliest reason first.\n\n## Fix\n\n{UNSAID}what to type or change.\n\n## Examples\n\n{}",
            self.examples(template)
        )
    }

    /// Names, types and values of the captures.
    fn captures(&self) -> Vec<(&str, &'static str, &str)> {
        self.parts
            .iter()
            .filter_map(|part| match part {
                Part::Value(value) => value.capture.as_ref().map(|(name, kind)| (name.as_str(), kind.as_str(), value.text.as_str())),
                Part::Words(_) => None,
            })
            .collect()
    }

    fn examples(&self, template: &Template<'_>) -> String {
        let with = |line: String| -> Vec<String> {
            let mut window = template.window.to_vec();
            if let Some(slot) = window.get_mut(template.at) {
                *slot = line;
            }
            window
        };
        let values: Vec<String> = self.captures().iter().map(|(name, _, value)| format!("{name}: {}", json(value))).collect();
        let values = if values.is_empty() { String::new() } else { format!("```captures\n{}\n```\n\n", values.join("\n")) };
        format!(
            "### as it was seen\n\n{}{values}### another time\n\n{}### a line that only looks alike\n\n{}",
            block("log", template.window),
            block("log", &with(vary::another_time(&self.parts))),
            block("log no-match", &with(vary::look_alike(&self.parts))).trim_end().to_owned() + "\n"
        )
    }
}

/// A fenced block that holds whatever a log holds.
fn block(info: &str, lines: &[String]) -> String {
    let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let lines: Vec<String> = lines.iter().map(|line| seen(line)).collect();
    format!("{fence}{info}\n{}\n{fence}\n\n", lines.join("\n"))
}

/// A YAML scalar in single quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A YAML scalar in double quotes, as JSON writes it.
fn json(text: &str) -> String {
    serde_json::Value::from(seen(text)).to_string()
}

/// The text without what nobody sees.
fn seen(text: &str) -> String {
    text.chars().filter(|c| !pattern::hidden(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Draft, Template};
    use crate::rules::Catalog;

    /// The file of a draft, and the catalog of it alone.
    fn written(line: &str) -> Option<(String, Catalog)> {
        let draft = Draft::of(line)?;
        let window = ["##[group]Run ```x".to_owned(), "##[endgroup]".to_owned(), line.to_owned(), "---".to_owned()];
        let file = draft.write(&Template { category: "own", window: &window, at: 2, supersedes: &[] });
        let catalog = Catalog::from_files(&[(format!("own/{}.md", draft.id), file.clone())]);
        let catalog = catalog.unwrap_or_else(|error| panic!("{line:?}\n{file}\n{:?}", error.diagnostics().first()));
        Some((file, catalog))
    }

    #[test]
    fn a_draft_is_a_whole_rule() {
        let (file, catalog) = written("Error: lock '/srv/db.lock' is held by pid 321").unwrap();
        let rule = &catalog.rules()[0];
        assert_eq!((rule.id.as_str(), rule.title.as_str(), rule.examples.len()), ("lock-held-pid", "Lock is held by pid", 3));
        assert!(file.contains("captures: { lock: path, pid: number }\ngroup-by: [lock]\n"), "{file}");
        assert!(rule.examples.iter().filter(|example| example.log.lines().any(|line| rule.patterns[0].is_match(line))).count() == 2);
    }

    #[test]
    fn what_a_log_holds_cannot_break_the_file() {
        for line in [
            "it's `a` ```` b'' {{name}} ${{ x }} failed --- # x",
            "error: \u{1b}[31m|\\|\"quoted \\\" thing\" is: [a, b] {c: d} & *e",
            "---",
            "<!-- <script>alert(1)</script> --> was not found: \u{202e}abc",
            "Fehler: Größe ‘übel’ ist 3 µs über ✖ dem Limit",
        ] {
            written(line);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_line_gives_a_rule_that_loads_or_none(line in "[ -~éß✖\"'`{}|]{0,80}") {
            written(line.trim_end());
        }
    }
}
