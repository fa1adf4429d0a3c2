//! What stands before a tool's own words on a line: tags of the runner, names of services and tasks, clocks.

use crate::regexes::Pattern;

/// `app-1  | ` (compose), `#12 34.5 ` (buildkit), clocks, boxes, `web:build: ` (task runners).
static LEAD: Pattern = Pattern::new(
    r"(?x) ^ (?:
        \#\#\[ (?: error | warning | notice ) \]
      | [A-Za-z][\w.-]* \x20+ \| \x20
      | \#\d+ \x20 (?: \d+\.\d+ \x20 )?
      | \[? \d{1,2}:\d{2}:\d{2} (?: [.,]\d+ )? \]? \x20+
      | \d{4}-\d{2}-\d{2} [T\x20] \d{2}:\d{2}:\d{2} \S* \x20+
      | [│┃] \x20
      | \[\d{1,2}\] \x20                                   # concurrently, Mill
      | C/C\+\+: \x20                                     # the Android plugin
      | [a-z][\w.+-]{0,60} > \x20                       # nix build -L
      | @? [a-zA-Z] [\w./-]* : [a-z] [\w:-]* : \x20
    )",
);
static NAME: Pattern = Pattern::new(r"^\[([^\]\s]{1,60})\] ");

/// More than these in a row are not a lead.
const MOST: usize = 3;

/// A line without what others wrote before the tool's words. Its own indent stays.
pub fn bare(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..MOST {
        if let Some(lead) = LEAD.find(rest) {
            rest = &rest[lead.end()..];
        } else if let Some(name) = NAME.captures(rest).filter(|name| !is_level(&name[1])) {
            rest = &rest[name[0].len()..];
        } else {
            break;
        }
    }
    rest
}

/// `[ERROR]` is the tool's own word; `[build:web]` is a name.
fn is_level(word: &str) -> bool {
    const LEVELS: [&str; 9] = ["error", "err", "fatal", "warning", "warn", "info", "debug", "!", "*"];
    LEVELS.iter().any(|level| word.eq_ignore_ascii_case(level)) || !word.contains(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod checks {
    use super::bare;

    #[test]
    fn names_and_clocks_go_and_the_tools_words_stay() {
        assert_eq!(bare("##[error]src/a.ts(1,2): error TS1"), "src/a.ts(1,2): error TS1");
        assert_eq!(bare("[test:docs]   = note: x"), "  = note: x");
        assert_eq!(bare("app-1  |    sh: 1: x: not found"), "   sh: 1: x: not found");
        assert_eq!(bare("#12 34.56 error: x"), "error: x");
        assert_eq!(bare("@acme/web:build: src/a.ts(1,2): error"), "src/a.ts(1,2): error");
        assert_eq!(bare("[0] src/a.ts(1,2): error TS1"), "src/a.ts(1,2): error TS1");
        assert_eq!(bare("[41] [error] a.scala:1:2: x"), "[error] a.scala:1:2: x");
        assert_eq!(bare("12:30:01 [web] ./a.go:1:2: x"), "./a.go:1:2: x");
        for own in ["[ERROR] /a.java:[1,2] x", "[error] a.yml: x", "a.c:1:2: error: x", "rust-lld: error: x", "F401 [*] x", "12 | let a;"] {
            assert_eq!(bare(own), own);
        }
    }
}
