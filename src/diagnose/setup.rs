//! What a job was set up with, beside the code: the machine's image, the actions' commits, the token, the versions that installers print.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::extract::pattern::Pattern;

/// The set-up of a job, as its log tells. What it does not tell is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// The runner's image, e.g. `ubuntu-24.04`.
    pub image: Option<String>,
    /// Its version, e.g. `20260126.41.1`.
    pub image_version: Option<String>,
    /// The commit that each `uses:` came to, by `owner/name@ref`.
    pub actions: BTreeMap<String, String>,
    /// What the token may do, by scope.
    pub token: BTreeMap<String, String>,
    /// The versions of tools and packages, by name.
    pub versions: BTreeMap<String, String>,
    group: Group,
}

/// The group of set-up lines that is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Group {
    #[default]
    None,
    Image,
    Token,
}

/// Names that are kept of one kind.
const MOST: usize = 400;

const ACTION: &str = "Download action repository '";
const PACKAGES: &str = "Successfully installed ";

/// What an installer prints.
struct Printed {
    /// How such lines begin.
    starts: &'static [&'static str],
    /// Name and version, or a version alone.
    pattern: Pattern,
    /// What that is of.
    name: Option<&'static str>,
}

const fn printed(starts: &'static [&'static str], name: Option<&'static str>, pattern: &'static str) -> Printed {
    Printed { starts, pattern: Pattern::new(pattern), name }
}

static PRINTED: [Printed; 8] = [
    printed(&["go version go"], Some("go"), r"^go version go(?<version>\d[\w.]*)"),
    printed(&["Successfully set up "], None, r"^Successfully set up (?<name>\w+) \((?<version>[\w.+-]+)\)"),
    printed(&["Found in cache @ "], None, r"^Found in cache @ \S*/hostedtoolcache/(?<name>[\w-]+)/(?<version>\d[\w.+-]*)"),
    printed(
        &["node: ", "npm: ", "yarn: ", "pnpm: ", "bun: ", "deno: ", "uv: ", "ruby: ", "php: ", "java: "],
        None,
        r"^(?<name>\w+): v?(?<version>\d[\w.+-]*)$",
    ),
    printed(&["rustc ", "cargo ", "clang ", "gcc ", "cmake "], None, r"^(?<name>\w+) (?:version )?(?<version>\d[\w.+-]*)"),
    printed(&["Setting up "], None, r"^Setting up (?<name>[a-z0-9][\w.+-]*?)(?::\w+)? \((?<version>[^)\s]+)\) \.\.\."),
    printed(&["Installing ", "Fetching ", "Using "], None, r"^\w+ (?<name>[a-z][\w-]*) v?(?<version>\d[\w.]*)$"),
    printed(&["- Installing ", "- Upgrading "], None, r"^- \w+ (?<name>[\w./-]+) \(v?(?<version>\d[\w.+-]*)\)"),
];

/// How lines begin that may be read.
fn starts() -> impl Iterator<Item = &'static str> {
    PRINTED.iter().flat_map(|printed| printed.starts.iter().copied()).chain([ACTION, PACKAGES])
}

impl Setup {
    /// Reads lines without their time stamps.
    pub fn read<L: AsRef<str>>(lines: impl Iterator<Item = L>) -> Self {
        let mut setup = Self::default();
        lines.for_each(|line| setup.note(line.as_ref()));
        setup
    }

    /// Whether nothing was told.
    pub fn is_empty(&self) -> bool {
        self.image.is_none() && self.actions.is_empty() && self.versions.is_empty()
    }

    /// Takes in a line.
    pub fn note(&mut self, line: &str) {
        let line = line.trim();
        if let Some(group) = line.strip_prefix("##[group]") {
            self.group = match group {
                "Runner Image" | "Virtual Environment" => Group::Image,
                "GITHUB_TOKEN Permissions" => Group::Token,
                _ => Group::None,
            };
            return;
        }
        if line == "##[endgroup]" {
            self.group = Group::None;
            return;
        }
        match (self.group, line.split_once(": ")) {
            (Group::Image, Some(("Image" | "Environment", image))) => self.image = Some(image.to_owned()),
            (Group::Image, Some(("Version", version))) => self.image_version = Some(version.to_owned()),
            (Group::Token, Some((scope, level))) => keep(&mut self.token, scope, level),
            _ => self.installed(line),
        }
    }

    /// A first look at a raw line, without its time stamp: whether [`Self::installed`] may read it.
    pub(super) fn may_install(line: &[u8]) -> bool {
        /// By their first bytes.
        static STARTS: LazyLock<Vec<Vec<&[u8]>>> = LazyLock::new(|| {
            let mut by_first = vec![Vec::new(); 256];
            starts().for_each(|start| by_first[usize::from(start.as_bytes()[0])].push(start.as_bytes()));
            by_first
        });
        let line = line.trim_ascii_start();
        let Some(&first) = line.first() else { return false };
        matches!(first, 0x1B | b'[' | b'^') || STARTS[usize::from(first)].iter().any(|start| line.starts_with(start))
    }

    /// Takes in a line of no group.
    pub(super) fn installed(&mut self, line: &str) {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix(ACTION) {
            if let Some((action, rest)) = rest.split_once("' (SHA:") {
                keep(&mut self.actions, action, rest.trim_end_matches(')'));
            }
        } else if let Some(packages) = line.strip_prefix(PACKAGES) {
            for package in packages.split_whitespace() {
                if let Some((name, version)) = package.rsplit_once('-') {
                    keep(&mut self.versions, name, version);
                }
            }
        } else {
            self.printed(line);
        }
    }

    fn printed(&mut self, line: &str) {
        if line.len() > 300 {
            return;
        }
        for printed in PRINTED.iter().filter(|printed| printed.starts.iter().any(|start| line.starts_with(start))) {
            if let Some(found) = printed.pattern.captures(line) {
                let name = printed.name.map_or_else(|| found["name"].to_owned(), str::to_owned);
                keep(&mut self.versions, &name, &found["version"]);
                return;
            }
        }
    }
}

fn keep(map: &mut BTreeMap<String, String>, name: &str, value: &str) {
    if map.len() < MOST && name.len() < 200 && value.len() < 200 {
        map.insert(name.to_owned(), value.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::Setup;

    #[test]
    fn what_a_log_tells_of_its_set_up() {
        let log = "##[group]Runner Image\nImage: ubuntu-24.04\nVersion: 20260126.41.1\n##[endgroup]\n##[group]GITHUB_TOKEN Permissions\nContents: read\n##[endgroup]\nDownload action repository 'actions/checkout@v4' (SHA:34e11487)\ngo version go1.25.3 linux/amd64\nSuccessfully installed attrs-25.1.0 typing-extensions-4.12\nSetting up podman (4.9.3+ds1-1) ...\nVersion: 9\n";
        let setup = Setup::read(log.lines());
        assert_eq!((setup.image.as_deref(), setup.image_version.as_deref()), (Some("ubuntu-24.04"), Some("20260126.41.1")));
        assert_eq!(setup.actions["actions/checkout@v4"], "34e11487");
        assert_eq!(setup.token["Contents"], "read");
        let versions: Vec<String> = setup.versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
        assert_eq!(versions, ["attrs 25.1.0", "go 1.25.3", "podman 4.9.3+ds1-1", "typing-extensions 4.12"]);
    }
}
