//! A part of the set-up that is not what it was, and how that is said.

use crate::diagnose::setup::Kind;
use crate::model::code;

/// What moved. Ordered: what is told first comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A called workflow of another repository.
    Workflow,
    /// The runner's image.
    Image,
    /// An action's commit.
    Action,
    /// What the token may do.
    Token,
    /// Something that has versions: a tool, a container's image, a package.
    Version(Kind),
}

/// A difference between two set-ups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What kind of thing it is.
    pub part: Part,
    /// E.g. `ubuntu-24.04`, `actions/setup-node@v4`, `Packages`, `podman`. Raw text.
    pub name: String,
    /// Before; none: it was not there. Raw text.
    pub from: Option<String>,
    /// Now; none: it is not there. Raw text.
    pub to: Option<String>,
    /// Whether the failure names it: its lines, its stack, the file that failed. What it does not name moved in the same window, and no more than that is known.
    pub named: bool,
}

impl Part {
    /// Of several.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Workflow => "called workflows",
            Self::Image => "runner images",
            Self::Action => "actions",
            Self::Token => "permissions",
            Self::Version(kind) => kind.words(),
        }
    }

    /// Whether it is one of the many that an installer brings, and not what a job is built upon.
    pub(super) const fn is_package(self) -> bool {
        !matches!(self, Self::Version(Kind::Tool | Kind::Container)) && matches!(self, Self::Version(_))
    }

    const fn around(self) -> (&'static str, &'static str) {
        match self {
            Self::Workflow | Self::Action => ("", ""),
            Self::Image => ("runner image", ""),
            Self::Token => ("", "of the token"),
            Self::Version(kind) => (kind.word(), ""),
        }
    }
}

impl Moved {
    /// `runner image ubuntu-24.04`, `Packages of the token`, `npm package semver`. Raw text.
    pub fn what(&self) -> String {
        self.within(&self.name)
    }

    fn within(&self, name: &str) -> String {
        let (before, behind) = self.part.around();
        [before, name, behind].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// ``Python package `numpy` moved from `2.9.1` to `3.0.0`, which the failure names``. Markdown.
    pub fn sentence(&self) -> String {
        let moved = self.how();
        if self.named { format!("{moved}, which the failure names") } else { moved }
    }

    /// The same without what the failure names. Markdown.
    pub(super) fn how(&self) -> String {
        let what = self.within(&code(&self.name));
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => {
                let (from, to) = apart(from, to);
                format!("{what} moved from {from} to {to}")
            }
            (Some(from), None) => format!("{what} is gone; it was {}", code(from)),
            (None, Some(to)) => format!("{what} is new: {}", code(to)),
            (None, None) => what,
        }
    }
}

/// Both as code, long hashes by their beginnings.
fn apart(from: &str, to: &str) -> (String, String) {
    /// Digits that tell two hashes apart as well as all of them.
    const DIGITS: usize = 9;
    let hex = |text: &str, len: usize| text.len() == len && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let short = |value: &str| {
        let digest = value.strip_prefix("sha256:").filter(|digest| hex(digest, 64));
        match digest.and_then(|digest| digest.get(..DIGITS)) {
            Some(digest) => format!("sha256:{digest}"),
            None if hex(value, 40) => value.get(..DIGITS).unwrap_or(value).to_owned(),
            None => value.to_owned(),
        }
    };
    let (shorter, other) = (short(from), short(to));
    if shorter == other { (code(from), code(to)) } else { (code(&shorter), code(&other)) }
}

#[cfg(test)]
mod tests {
    use super::super::super::setup::Kind;
    use super::{Moved, Part};

    #[test]
    fn how_it_is_said() {
        let moved = |part, name: &str, from: Option<&str>, to: Option<&str>, named| {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            Moved { part, name: name.to_owned(), from: owned(from), to: owned(to), named }.sentence()
        };
        let digest = |c: &str| format!("sha256:{}", c.repeat(64));
        assert_eq!(
            moved(Part::Version(Kind::Container), "postgres:16", Some(&digest("a")), Some(&digest("c")), true),
            "image `postgres:16` moved from `sha256:aaaaaaaaa` to `sha256:ccccccccc`, which the failure names"
        );
        assert_eq!(moved(Part::Token, "Packages", Some("write"), None, false), "`Packages` of the token is gone; it was `write`");
        assert_eq!(moved(Part::Image, "ubuntu-24.04", Some("1"), Some("2"), false), "runner image `ubuntu-24.04` moved from `1` to `2`");
        let (one, two) = (format!("{}0", "a".repeat(39)), format!("{}1", "a".repeat(39)));
        assert!(moved(Part::Action, "a/b@v1", Some(&one), Some(&two), false).contains(&two), "else both would read alike");
        assert_eq!(moved(Part::Version(Kind::Tool), "go`x", None, Some("1"), false), "``go`x`` is new: `1`");
    }
}
