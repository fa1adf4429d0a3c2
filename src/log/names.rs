//! The names of jobs as GitHub writes them into archives. The exact rules are not public (cli/cli#5011): characters are deleted, long names
//! cut, equal ones numbered. So names are compared by what is left after everything doubtful is taken away.

/// What two spellings of one name have in common: everything but spaces, controls, and the characters that archives drop.
pub fn key(name: &str) -> String {
    let dropped =
        |c: &char| matches!(c, '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{FFFD}') || c.is_control() || c.is_whitespace();
    name.chars().filter(|c| !dropped(c)).collect()
}

/// Archives cut names at 90 UTF-16 units (as `gh` assumes), then trim them.
const CUT: usize = 85;

/// Whether a name in an archive may be that of a job.
pub(super) fn may_be(archived: &str, job: &str) -> bool {
    let (short, full) = (key(archived), key(job));
    short == full || archived.encode_utf16().count() >= CUT && full.starts_with(&short)
}

#[cfg(test)]
mod tests {
    use super::may_be;

    #[test]
    fn spellings_of_one_name_meet() {
        assert!(may_be("caller  callee", "caller / callee"));
        assert!(may_be("x  y", "x : y"));
        assert!(may_be("build (ubuntu-latest, 3.12)", "build (ubuntu-latest, 3.12)"));
        assert!(!may_be("build (b)", "build (a)"));
        assert!(!may_be("build", "build (a)"));
        assert!(may_be(&"é".repeat(90), &"é".repeat(300)));
        let cut = format!("{}\u{FFFD}", "a".repeat(89));
        assert!(may_be(&cut, &format!("{}😀 tail", "a".repeat(89))));
    }
}
