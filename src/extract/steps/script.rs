//! What a step's script says of its commands: `tool || true` may fail.

/// Whether every line of a script that runs a tool lets it fail. A script that does not name the tool says nothing.
pub fn lets_pass(script: &[String], tool: &str) -> bool {
    let command = tool.replace('-', " ");
    let mut runs = joined(script).into_iter().filter(|line| names(line, &command)).peekable();
    runs.peek().is_some() && runs.all(|line| tolerated(&line))
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
    let Some((_, fallback)) = line.rsplit_once("||") else {
        return line.ends_with("; true") || line.ends_with("; exit 0");
    };
    let fallback = fallback.trim().trim_start_matches(['(', '{']).trim_start();
    let passes = ["true", ":", "/bin/true", "exit 0", "echo", "printf", "Write-Host"]
        .iter()
        .any(|word| fallback.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ';', ')', '}', '#'])));
    passes && !gives_up(fallback)
}

/// `echo "no"; exit 1`
fn gives_up(fallback: &str) -> bool {
    fallback.match_indices("exit ").any(|(at, _)| !fallback[at + 5..].starts_with('0')) || fallback.contains("false")
}

#[cfg(test)]
mod tests {
    use super::lets_pass;

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
