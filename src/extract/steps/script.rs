//! What a step's script says of its commands: `tool || true` may fail.

/// Whether every line of a script that runs a tool lets it fail. A script that does not name the tool says nothing.
pub fn lets_pass(script: &[String], tool: &str) -> bool {
    let command = tool.replace('-', " ");
    let mut runs = joined(script).into_iter().filter(|line| names(line, &command)).peekable();
    runs.peek().is_some() && runs.all(|line| tolerated(&line))
}

/// Whether every line that runs a tool goes on to something else where it fails: `npm ci || npm install`.
pub fn falls_back(script: &[String], tool: &str) -> bool {
    let command = tool.replace('-', " ");
    let mut runs = joined(script).into_iter().filter(|line| names(line, &command)).peekable();
    runs.peek().is_some() && runs.all(|line| fallback(&line).is_some_and(|fallback| !gives_up(fallback) && !fallback.starts_with("return")))
}

/// Commands over several lines as one; comments and what is only printed left out.
fn joined(script: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut open = false;
    for line in script.iter().map(|line| line.trim()) {
        let text = line.strip_suffix('\\').unwrap_or(line);
        match lines.last_mut().filter(|_| open) {
            Some(last) => {
                last.push(' ');
                last.push_str(text.trim());
            }
            None => lines.push(text.trim().to_owned()),
        }
        open = line.ends_with('\\');
    }
    lines.retain(|line| !["#", "echo ", "printf "].iter().any(|start| line.starts_with(start)));
    lines
}

/// Whether a line names a command as words of its own.
fn names(line: &str, command: &str) -> bool {
    let border = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_' && c != '-' && c != '.');
    line.match_indices(command).any(|(at, found)| border(line[..at].chars().next_back()) && border(line[at + found.len()..].chars().next()))
}

/// Whether a command that fails is let pass: by `|| true`, `|| :`, `|| exit 0`, `|| echo …`, `; true`.
fn tolerated(line: &str) -> bool {
    let Some(fallback) = fallback(line) else {
        return line.ends_with("; true") || line.ends_with("; exit 0");
    };
    let passes = ["true", ":", "/bin/true", "exit 0", "echo", "printf", "Write-Host"]
        .iter()
        .any(|word| fallback.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ';', ')', '}', '#'])));
    passes && !gives_up(fallback)
}

/// What runs where a command fails.
fn fallback(line: &str) -> Option<&str> {
    line.rsplit_once("||").map(|(_, fallback)| fallback.trim().trim_start_matches(['(', '{']).trim_start())
}

/// `echo "no"; exit 1`
fn gives_up(fallback: &str) -> bool {
    fallback.match_indices("exit ").any(|(at, _)| !fallback[at + 5..].starts_with('0')) || fallback.contains("false")
}

#[cfg(test)]
mod tests {
    use super::{falls_back, lets_pass};

    #[test]
    fn what_falls_back() {
        let falls = |script: &str, tool: &str| falls_back(&script.lines().map(str::to_owned).collect::<Vec<_>>(), tool);
        assert!(falls("npm ci || npm install\nnode check.js", "npm"));
        assert!(!falls("npm ci || npm install\nnpm test", "npm"));
        assert!(!falls("npm ci || exit 3", "npm"));
        assert!(!falls("npm ci || { echo no; exit 1; }", "npm"));
    }

    fn passes(script: &str, tool: &str) -> bool {
        lets_pass(&script.lines().map(str::to_owned).collect::<Vec<_>>(), tool)
    }

    #[test]
    fn what_may_fail() {
        assert!(passes("ruff check . || true\npytest", "ruff"));
        assert!(passes("cargo test --workspace \\\n  --no-fail-fast || echo 'some failed'\ncargo build", "cargo-test"));
        assert!(passes("(cd web && npm install) || :", "npm"));
        assert!(!passes("pytest", "pytest"));
        assert!(!passes("pytest || true\npytest tests/must", "pytest"));
        assert!(!passes("pytest || { echo failed; exit 1; }", "pytest"));
        assert!(!passes("pytest || ./again", "pytest"));
        assert!(!passes("make test || true", "pytest"));
        assert!(!passes("echo 'pytest || true'", "pytest"));
        assert!(!passes("./pytest-all || true", "pytest"));
    }
}
