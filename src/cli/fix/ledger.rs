//! An entry is added to a file that people wrote: nothing else of it changes.

use crate::rules::DeclaredFix;

/// The file with one more declaration, below `fixes:`, the newest first.
pub(super) fn with_fix(text: &str, fix: &DeclaredFix) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let Some(at) = lines.iter().position(|line| is_key(line)) else {
        let gap = if text.is_empty() || text.ends_with("\n\n") { "" } else { "\n" };
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        return format!("{text}{end}{gap}fixes:\n{}", entry(fix, 2));
    };
    let first = lines[at + 1..].iter().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let indent = first.filter(|line| line.trim_start().starts_with('-')).map_or(2, |line| line.len() - line.trim_start().len());
    let mut written: String = lines[..at].iter().map(|line| format!("{line}\n")).collect();
    written.push_str(lines[at].replacen("[]", "", 1).trim_end());
    written.push('\n');
    written.push_str(&entry(fix, indent));
    written.extend(lines[at + 1..].iter().map(|line| format!("{line}\n")));
    written
}

/// `fixes:` with nothing behind it, or an empty list.
fn is_key(line: &str) -> bool {
    line.strip_prefix("fixes:").is_some_and(|rest| matches!(rest.split('#').next().map(str::trim), Some("" | "[]")))
}

fn entry(fix: &DeclaredFix, indent: usize) -> String {
    let pad = " ".repeat(indent);
    let mut entry = format!("{pad}- cause: {}\n{pad}  commit: {}\n", quoted(&fix.cause), quoted(&fix.commit));
    for (key, value) in [("subject", &fix.subject), ("date", &fix.date), ("patch-id", &fix.patch_id)] {
        if let Some(value) = value {
            entry.push_str(&format!("{pad}  {key}: {}\n", quoted(value)));
        }
    }
    entry
}

/// JSON's strings are YAML's, too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::with_fix;
    use crate::rules::{Config, DeclaredFix};

    #[test]
    fn what_was_there_stays() {
        let fix = DeclaredFix {
            cause: "abcdef0".to_owned(),
            commit: "1234567".to_owned(),
            subject: Some("say \"no: #7\"\\".to_owned()),
            date: None,
            patch_id: None,
        };
        let old = "fixes:\n- cause: make-error\n  commit: 7654321\n";
        for text in [
            "",
            "labels: {a: b}",
            "# ours\ncomment: true\n",
            "fixes: []  # none\nlabels: {}\n",
            old,
            "fixes: # these\n\n  # old\n  - {cause: x, commit: 7654321}\n",
        ] {
            let written = with_fix(text, &fix);
            let (before, after) = (Config::parse("x", text).unwrap(), Config::parse("x", &written).unwrap());
            assert_eq!(after.fixes.first(), Some(&fix), "{written}");
            assert_eq!(after.fixes[1..], before.fixes, "{written}");
            assert_eq!((after.labels, after.comment), (before.labels, before.comment), "{written}");
            assert!(text.lines().filter(|line| !line.contains("[]")).all(|line| written.contains(line)), "{written}");
        }
    }
}
