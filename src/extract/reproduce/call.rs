//! A step's script as the commands that it calls, as far as that shows without running it.

/// A word of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Without its quotes.
    pub text: String,
    /// Whether the shell makes something else of it.
    pub expands: bool,
}

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    /// Where it runs, below the step's own directory; none where that does not show.
    pub dir: Option<String>,
    /// The command and its arguments.
    pub words: Vec<Word>,
    /// Whether it only takes what another prints, or stands in for one that failed.
    pub behind: bool,
}

/// Longer scripts are programs, not commands.
const LINES: usize = 200;
const LONGEST: usize = 2_000;

/// Words that stand before a command and are none.
const KEYWORDS: [&str; 10] = ["if", "then", "else", "elif", "do", "while", "until", "!", "{", "time"];
/// Lines that call nothing.
const SILENT: [&str; 14] = ["for", "case", "function", "fi", "done", "esac", "}", "set", "echo", "printf", "exit", "true", ":", "in"];

/// The commands of a script, in order; none where it holds text that is none of its commands.
pub(super) fn calls(script: &[String]) -> Option<Vec<Call>> {
    if script.len() > LINES
        || script.iter().any(|line| line.len() > LONGEST || line.contains("<<") || line.contains("@'") || line.contains("@\""))
    {
        return None;
    }
    let mut found = Found::default();
    for line in joined(script) {
        found.line(&line);
    }
    Some(found.calls)
}

/// Lines that go on on the next as one.
fn joined(script: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut open = false;
    for line in script {
        let text = line.trim();
        let goes_on = text.ends_with('\\') || text.ends_with(" `") || text.ends_with(" ^");
        let text = if goes_on { text[..text.len() - 1].trim() } else { text };
        match lines.last_mut().filter(|_| open) {
            Some(last) => {
                last.push(' ');
                last.push_str(text);
            }
            None => lines.push(text.to_owned()),
        }
        open = goes_on;
    }
    lines
}

#[derive(Default)]
struct Found {
    calls: Vec<Call>,
    /// Directories that were changed to; none of one that does not show.
    dir: Dir,
    outer: Vec<Dir>,
    words: Vec<Word>,
    word: Option<Word>,
    behind: bool,
}

#[derive(Clone)]
struct Dir(Option<String>);

impl Default for Dir {
    fn default() -> Self {
        Self(Some(String::new()))
    }
}

impl Found {
    fn line(&mut self, line: &str) {
        let mut rest = line.chars().peekable();
        self.behind = false;
        while let Some(c) = rest.next() {
            match c {
                '\'' => {
                    let word = self.word();
                    word.text.extend(rest.by_ref().take_while(|c| *c != '\''));
                }
                '"' => self.quoted(&mut rest),
                '\\' => {
                    let next = rest.next();
                    self.word().text.extend(next);
                }
                '#' if self.word.is_none() => break,
                c if c.is_whitespace() => self.end_word(),
                ';' => self.end_call(false),
                '&' => {
                    rest.next_if_eq(&'&');
                    self.end_call(false);
                }
                '|' => {
                    rest.next_if_eq(&'|');
                    self.end_call(true);
                }
                '(' if self.word.is_none() => {
                    self.end_call(false);
                    self.outer.push(self.dir.clone());
                }
                ')' if self.word.as_ref().is_none_or(|word| !word.text.contains('(')) => {
                    self.end_call(false);
                    if let Some(outer) = self.outer.pop() {
                        self.dir = outer;
                    }
                }
                '>' | '<' => self.redirect(&mut rest),
                c => {
                    let word = self.word();
                    word.expands |= matches!(c, '$' | '`' | '*' | '?' | '{' | '}' | '~' | '[');
                    word.text.push(c);
                }
            }
        }
        self.end_call(false);
    }

    fn word(&mut self) -> &mut Word {
        self.word.get_or_insert_with(|| Word { text: String::new(), expands: false })
    }

    fn quoted(&mut self, rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
        let word = self.word();
        while let Some(c) = rest.next() {
            match c {
                '"' => break,
                '\\' => word.text.extend(rest.next()),
                c => {
                    word.expands |= matches!(c, '$' | '`');
                    word.text.push(c);
                }
            }
        }
    }

    /// `2>&1`, `> file`: no part of the command.
    fn redirect(&mut self, rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
        self.word.take_if(|word| word.text.chars().all(|c| c.is_ascii_digit()));
        self.end_word();
        while rest.next_if(|c| matches!(c, '>' | '&' | ' ')).is_some() {}
        while rest.next_if(|c| !c.is_whitespace() && !matches!(c, ';' | '&' | '|' | ')')).is_some() {}
    }

    fn end_word(&mut self) {
        self.words.extend(self.word.take());
    }

    fn end_call(&mut self, next_behind: bool) {
        self.end_word();
        let behind = std::mem::replace(&mut self.behind, next_behind);
        let mut words = std::mem::take(&mut self.words);
        while words.first().is_some_and(|first| KEYWORDS.contains(&first.text.as_str())) {
            words.remove(0);
        }
        let Some(first) = words.first() else { return };
        match first.text.as_str() {
            "cd" | "pushd" | "Set-Location" => self.change(&words[1..]),
            "popd" => self.dir = Dir(None),
            silent if SILENT.contains(&silent) => {}
            _ => self.calls.push(Call { dir: self.dir.0.clone(), words, behind }),
        }
    }

    fn change(&mut self, to: &[Word]) {
        let next = match to {
            [to] if !to.expands => super::word::path(to.text.trim_end_matches('/')),
            _ => None,
        };
        self.dir.0 = match (self.dir.0.take(), next) {
            (Some(dir), Some(".")) => Some(dir),
            (Some(dir), Some(next)) if dir.is_empty() => Some(next.to_owned()),
            (Some(dir), Some(next)) => Some(format!("{dir}/{next}")),
            _ => None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::calls;

    /// `dir: words`, `behind` in parentheses.
    fn shown(script: &str) -> Vec<String> {
        let script: Vec<String> = script.lines().map(str::to_owned).collect();
        let shown = |call: &super::Call| {
            let words: Vec<&str> = call.words.iter().map(|word| word.text.as_str()).collect();
            let text = format!("{}: {}", call.dir.as_deref().unwrap_or("?"), words.join("|"));
            if call.behind { format!("({text})") } else { text }
        };
        calls(&script).unwrap_or_default().iter().map(shown).collect()
    }

    #[test]
    fn commands_of_scripts() {
        assert_eq!(shown("set -e\n# no\npytest -x 2>&1 | tee out.log"), [": pytest|-x", "(: tee|out.log)"]);
        assert_eq!(shown("cd web\ncd app && npm ci; npm test"), ["web/app: npm|ci", "web/app: npm|test"]);
        assert_eq!(shown("(cd web && make) && make all"), ["web: make", ": make|all"]);
        assert_eq!(shown("cd \"$HOME\"\nmake"), ["?: make"]);
        assert_eq!(shown("cargo test \\\n  --workspace \\\n  > out.txt"), [": cargo|test|--workspace"]);
        assert_eq!(shown("if ! pytest -k 'a b'; then\n  echo no\n  exit 1\nfi"), [": pytest|-k|a b"]);
        assert_eq!(shown("a || b\nA=b c \"d e\"f"), [": a", "(: b)", ": A=b|c|d ef"]);
        assert_eq!(shown("cat <<EOF\npytest\nEOF"), Vec::<String>::new());
    }
}
