//! Whether a diff sets an environment variable.

use super::status::Condition;
use crate::model::ChangedFile;
use crate::regexes::Pattern;

/// `NAME: value` of a workflow, `NAME=value`, `export NAME=value`, `ENV NAME value`, `Setenv("NAME", "value")`.
static SETS: Pattern = Pattern::new(
    r#"^\+\s*(?:-\s*)?(?:export\s+|ENV\s+|os\.Setenv\(|env::set_var\()?["']?(?<name>[A-Za-z_][A-Za-z0-9_]*)["']?\s*(?::|=|,|\s)\s*["']?(?<value>[^"'\s)]*)"#,
);

/// Whether an added line of the diff sets the variable, to the value that the test wants if it wants one.
pub(super) fn sets(files: &[ChangedFile], condition: Condition<'_>) -> bool {
    let added = files.iter().filter_map(|file| file.patch.as_deref()).flat_map(str::lines).filter(|line| line.contains(condition.variable));
    added
        .filter_map(|line| SETS.captures(line))
        .any(|found| &found["name"] == condition.variable && condition.value.is_none_or(|wanted| &found["value"] == wanted))
}

#[cfg(test)]
mod tests {
    use super::{Condition, sets};
    use crate::model::ChangedFile;

    #[test]
    fn only_added_lines_that_set_it() {
        let judge = |patch: &str| {
            sets(
                &[ChangedFile { path: "x".to_owned(), patch: Some(patch.to_owned()) }],
                Condition { variable: "COVER", value: Some("true") },
            )
        };
        assert!(judge("@@ -1 +1,2 @@\n env:\n+  COVER: true"));
        assert!(judge("+  COVER: 'true'"));
        assert!(judge("+export COVER=true"));
        assert!(judge("+\tos.Setenv(\"COVER\", \"true\")"));
        assert!(!judge("-  COVER: true"));
        assert!(!judge("+  COVER: false"));
        assert!(!judge("+  COVER_DIR: true"));
        assert!(!judge("+  # COVER is not set here"));
    }
}
