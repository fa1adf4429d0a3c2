//! The set-up of a job, as its log tells: the machine's image, the actions' commits, the token, and the versions that installers print.

use std::collections::BTreeMap;

use super::printed;
use super::sieve::unbuilt;
use super::{Kind, Versions};
use crate::regexes::Pattern;

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
    /// The versions of tools, packages and containers' images.
    pub versions: Versions,
    group: Group,
    /// The digest of the pull that goes on.
    digest: Option<String>,
    /// Whether pnpm lists what it installed.
    listing: bool,
    /// Whether pip said what it installs.
    collecting: bool,
}

/// The group of set-up lines that is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Group {
    #[default]
    None,
    Image,
    Token,
    Versions,
}

/// Actions or scopes that are kept.
const MOST: usize = 400;

pub(super) const ACTION: &str = "Download action repository '";
/// Of pip, of `gem`, and of `astral-sh/setup-uv`.
pub(super) const PACKAGES: &str = "Successfully installed ";
pub(super) const COLLECTING: &str = "Installing collected packages: ";
/// Of a pull: the digest stands before what it is of.
pub(super) const DIGEST: &str = "Digest: sha256:";
pub(super) const STATUS: &str = "Status: ";
/// How pytest begins.
pub(super) const PLATFORM: &str = "platform ";
pub(super) const PLUGINS: &str = "plugins: ";
pub(super) const YARN: &str = "➤ YN0085: ";
pub(super) const PACMAN: &str = "Packages (";
pub(super) const FROM: &str = "Downloaded from ";
/// The headings of pnpm.
pub(super) const LISTS: [&str; 3] = ["dependencies:", "devDependencies:", "optionalDependencies:"];
pub(super) const UV: &str = "Found uv in tool-cache for ";

/// A builder's image: `#7 [base 1/5] FROM docker.io/library/node:20@sha256:…`.
static BASE: Pattern = Pattern::new(r"^#\d+ (?:\[[^\]]*\] )?FROM (?<name>[^\s@]+:[^\s@/:]+)@(?<version>sha256:[0-9a-f]{64})\b");
/// A line of a group about versions.
static GENERIC: Pattern = Pattern::new(r"^(?<name>[A-Za-z][\w./+-]*)(?: version)?:? v?(?<version>\d+\.\d+[\w.+-]*)(?: |$)");

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
        let line = line.get(line.len() - unbuilt(line.as_bytes()).len()..).unwrap_or(line).trim_start();
        if let Some(group) = line.strip_prefix("##[group]") {
            self.group = match group {
                "Runner Image" | "Virtual Environment" => Group::Image,
                "GITHUB_TOKEN Permissions" => Group::Token,
                _ if !group.starts_with("Run ") && group.contains("ersion") => Group::Versions,
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

    /// Lines were left out.
    pub(in crate::diagnose) fn skip(&mut self) {
        self.listing = false;
    }

    /// Takes in a line of no group.
    fn installed(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix("+ ").or_else(|| line.strip_prefix("~ ")) {
            return self.added(rest);
        }
        self.listing = LISTS.contains(&line);
        if let Some(rest) = line.strip_prefix(ACTION) {
            if let Some((action, rest)) = rest.split_once("' (SHA:") {
                keep(&mut self.actions, action, rest.trim_end_matches(')'));
            }
        } else if line.starts_with(COLLECTING) {
            self.collecting = true;
        } else if let Some(packages) = line.strip_prefix(PACKAGES) {
            self.packages(packages);
        } else if let Some(version) = line.strip_prefix(UV) {
            self.versions.keep(Kind::Tool, "uv", version);
        } else if line.starts_with(DIGEST) {
            self.digest = line.split(' ').nth(1).filter(|digest| digest.len() == "sha256:".len() + 64).map(str::to_owned);
        } else if let Some(status) = line.strip_prefix(STATUS) {
            let of = status.strip_prefix("Downloaded newer image for ").or_else(|| status.strip_prefix("Image is up to date for "));
            if let (Some(image), Some(digest)) = (of.filter(|image| !image.contains('@')), self.digest.take()) {
                self.versions.keep(Kind::Container, image, &digest);
            }
        } else if let Some(platform) = line.strip_prefix(PLATFORM) {
            if let Some((_, python)) = platform.split_once(" -- Python ") {
                let mut parts = python.split(" -- ").next().unwrap_or(python).split(", ");
                parts.next().into_iter().for_each(|version| self.versions.keep(Kind::Tool, "python", version));
                parts.for_each(|part| self.dashed(Kind::Python, part, ""));
            }
        } else if let Some(plugins) = line.strip_prefix(PLUGINS) {
            plugins.split(", ").for_each(|plugin| self.dashed(Kind::Python, plugin, " (of pytest)"));
        } else if let Some(added) = line.strip_prefix(YARN) {
            // `│ + is-odd@npm:2.0.0, is-number@npm:4.0.0, and 9 more.`
            let added = added.trim_start_matches(['│', ' ']).strip_prefix("+ ").unwrap_or_default();
            for (name, version) in added.split(", ").filter_map(|one| one.split_once("@npm:")) {
                self.versions.keep(Kind::Npm, name, version.split([' ', '[']).next().unwrap_or(version));
            }
        } else if let Some(packages) = line.strip_prefix(PACMAN).and_then(|rest| rest.split_once(") ")) {
            packages.1.split_whitespace().for_each(|package| self.released(package));
        } else if let Some(from) = line.strip_prefix(FROM) {
            self.artifact(from);
        } else if line.starts_with('#') {
            if let Some(found) = BASE.captures(line) {
                self.versions.keep(Kind::Container, &found["name"], &found["version"]);
            }
        } else if let Some((kind, name, version)) = printed::read(line) {
            self.versions.keep(kind, &name, &version);
        } else if self.group == Group::Versions {
            if let Some(found) = GENERIC.captures(line) {
                self.versions.keep(Kind::Tool, &found["name"], &found["version"]);
            }
        } else if let Some((_, package)) = line.rsplit_once("::") {
            // `numpy  conda-forge/linux-64::numpy-1.26.4-py312_0`
            let channel =
                line.rsplit_once("::").is_some_and(|(before, _)| ["64", "aarch64", "noarch"].iter().any(|end| before.ends_with(end)));
            if let Some((package, _build)) =
                package.split_whitespace().next().and_then(|package| package.rsplit_once('-')).filter(|_| channel)
            {
                self.dashed(Kind::Conda, package, "");
            }
        }
    }

    /// What pip, `gem` or an action installed.
    fn packages(&mut self, packages: &str) {
        if let Some(version) = packages.strip_prefix("uv version ") {
            return self.versions.keep(Kind::Tool, "uv", version);
        }
        let several = packages.contains(' ');
        // A gem is told alone, and without a word before it.
        let kind = if self.collecting || several { Kind::Python } else { Kind::Gem };
        self.collecting = false;
        packages.split_whitespace().for_each(|package| self.dashed(kind, package, ""));
    }

    /// `attrs-25.1.0`
    fn dashed(&mut self, kind: Kind, package: &str, of: &str) {
        if let Some((name, version)) =
            package.trim().rsplit_once('-').filter(|(_, version)| version.starts_with(|c: char| c.is_ascii_digit()))
        {
            self.versions.keep(kind, &format!("{name}{of}"), version);
        }
    }

    /// `mingw-w64-x86_64-gcc-13.2.0-6`
    fn released(&mut self, package: &str) {
        let Some((rest, release)) = package.rsplit_once('-') else { return };
        if let Some((name, version)) = rest.rsplit_once('-').filter(|(_, version)| version.starts_with(|c: char| c.is_ascii_digit())) {
            self.versions.keep(Kind::System, name, &format!("{version}-{release}"));
        }
    }

    /// A line of a list of what was added: `idna==3.20`, `is-odd@2.0.0`, pnpm's `is-odd 2.0.0 (3.0.1 is available)`, micromamba's
    /// `numpy  1.26.4  py312h_0  conda-forge  8MB`.
    fn added(&mut self, added: &str) {
        let mut words = added.split_whitespace();
        let Some(first) = words.next() else { return };
        let numbers = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && text.contains('.');
        if let Some((name, version)) = first.split_once("==") {
            return if numbers(version) {
                self.versions.keep(Kind::Python, name, version);
            };
        }
        if let Some((name, version)) = first.rsplit_once('@').filter(|(name, version)| !name.is_empty() && numbers(version)) {
            return self.versions.keep(Kind::Npm, name, version);
        }
        let Some(version) = words.next().filter(|version| numbers(version)) else { return };
        match words.next() {
            None if self.listing => self.versions.keep(Kind::Npm, first, version),
            Some(more) if self.listing && more.starts_with('(') => self.versions.keep(Kind::Npm, first, version),
            Some(_)
                if words
                    .next()
                    .is_some_and(|channel| channel.starts_with("conda-forge") || channel.contains("64") || channel.contains("noarch")) =>
            {
                self.versions.keep(Kind::Conda, first, version);
            }
            _ => {}
        }
    }

    /// `central: https://repo.maven.apache.org/maven2/org/acme/cart/1.2/cart-1.2.jar (12 kB at 1 MB/s)`
    fn artifact(&mut self, from: &str) {
        let Some(path) = from.split_whitespace().nth(1).and_then(|address| address.strip_suffix(".jar")) else { return };
        let mut parts = path.rsplit('/');
        let (Some(file), Some(_line), Some(name), Some(group)) = (parts.next(), parts.next(), parts.next(), parts.next()) else { return };
        // Of a snapshot the file tells more than its directory.
        if let Some(version) = file.strip_prefix(name).and_then(|rest| rest.strip_prefix('-')) {
            self.versions.keep(Kind::Maven, &format!("{group}:{name}"), version);
        }
    }
}

impl Setup {
    /// Reads the raw lines of a stretch of a log, without what stands before each; `text` has a line by its place.
    pub(in crate::diagnose) fn sift(&mut self, lines: &[usize], text: impl Fn(usize) -> String) {
        let mut last = None;
        for &at in lines {
            if last.is_some_and(|last: usize| last + 1 != at) {
                self.skip();
            }
            self.note(&text(at));
            last = Some(at);
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
    use super::super::{Kind, Sieve};
    use super::Setup;

    /// As a log is read: only what is let through.
    fn read(log: &str) -> Setup {
        let mut sieve = Sieve::default();
        let all: Vec<&str> = log.lines().collect();
        let lines: Vec<usize> = (0..all.len()).filter(|at| sieve.lets(all[*at].as_bytes())).collect();
        let mut setup = Setup::default();
        setup.sift(&lines, |at| all[at].to_owned());
        assert_eq!(setup.versions, Setup::read(log.lines()).versions, "what is left out tells nothing");
        setup
    }

    #[test]
    fn what_a_log_tells_of_its_set_up() {
        let log = "##[group]Runner Image\nImage: ubuntu-24.04\nVersion: 20260126.41.1\n##[endgroup]\n##[group]GITHUB_TOKEN Permissions\nContents: read\n##[endgroup]\nDownload action repository 'actions/checkout@v4' (SHA:34e11487)\nSuccessfully installed attrs-25.1.0 typing-extensions-4.12\nSetting up podman (4.9.3+ds1-1) ...\nVersion: 9\n";
        let setup = Setup::read(log.lines());
        assert_eq!((setup.image.as_deref(), setup.image_version.as_deref()), (Some("ubuntu-24.04"), Some("20260126.41.1")));
        assert_eq!(setup.actions["actions/checkout@v4"], "34e11487");
        assert_eq!(setup.token["Contents"], "read");
        assert_eq!(setup.versions.of(Kind::Python, "attrs"), ["25.1.0"]);
        assert_eq!(setup.versions.of(Kind::System, "podman"), ["4.9.3+ds1-1"]);
    }

    #[test]
    fn pulled_images() {
        let (one, two) = ("a".repeat(64), "b".repeat(64));
        let log = format!(
            "##[group]Starting postgres service container\n##[command]/usr/bin/docker pull postgres:16\n16: Pulling from library/postgres\ne95a6c7ea7d4: Pulling fs layer\ne95a6c7ea7d4: Pull complete\nDigest: sha256:{one}\nStatus: Downloaded newer image for postgres:16\ndocker.io/library/postgres:16\nStatus: Image is up to date for redis:7\n#7 [base 1/5] FROM docker.io/library/node:20@sha256:{two}\n#7 resolve docker.io/library/node:20@sha256:{two} done\n"
        );
        let versions = read(&log).versions;
        assert_eq!(versions.of(Kind::Container, "postgres:16"), [format!("sha256:{one}")]);
        assert_eq!(versions.of(Kind::Container, "node:20"), [format!("sha256:{two}")]);
        assert!(versions.of(Kind::Container, "redis:7").is_empty(), "a digest is told once");
    }

    #[test]
    fn what_was_added() {
        let log = " + idna==3.20\n#12 1.2 Setting up podman (4.9.3) ...\n - idna==3.6\n+ is-odd@2.0.0 (v3.0.1 available)\ndependencies:\n+ glob 7.2.3 (14.0.6 is available)\n+ @acme/cart 1.0.0\n\n+ echo 1.2.3\n  + numpy  1.26.4  py312h_0  conda-forge/linux-64  8MB\n➤ YN0085: │ + left@npm:2.0.0, @a/b@npm:4.0.0, and 9 more.\n";
        let versions = read(log).versions;
        assert_eq!((versions.of(Kind::Python, "idna"), versions.of(Kind::System, "podman")), (vec!["3.20"], vec!["4.9.3"]));
        assert_eq!(versions.of(Kind::Npm, "is-odd"), ["2.0.0"]);
        assert_eq!((versions.of(Kind::Npm, "glob"), versions.of(Kind::Npm, "@acme/cart")), (vec!["7.2.3"], vec!["1.0.0"]));
        assert!(versions.of(Kind::Npm, "echo").is_empty(), "a shell says what it runs so, too");
        assert_eq!(versions.of(Kind::Conda, "numpy"), ["1.26.4"]);
        assert_eq!((versions.of(Kind::Npm, "left"), versions.of(Kind::Npm, "@a/b")), (vec!["2.0.0"], vec!["4.0.0"]));
    }

    #[test]
    fn lists_of_one_line() {
        let log = "Installing collected packages: six\nSuccessfully installed six-1.17.0\nSuccessfully installed rails-7.1.2\nSuccessfully installed uv version 0.9.11\nplatform linux -- Python 3.10.20, pytest-7.3.2, pluggy-1.6.0 -- /opt/bin/python\nplugins: cov-5.0.0, anyio-4.3.0\nDownloaded from central: https://repo.maven.apache.org/maven2/org/acme/cart/1.2-SNAPSHOT/cart-1.2-20260101.120000-3.jar (12 kB at 1 MB/s)\nDownloaded from central: https://repo.maven.apache.org/maven2/org/acme/cart/1.2/cart-1.2.pom (1 kB at 1 MB/s)\nPackages (2) mingw-w64-x86_64-gcc-13.2.0-6  zlib-1.3.1-1\n";
        let versions = read(log).versions;
        assert_eq!((versions.of(Kind::Python, "six"), versions.of(Kind::Gem, "rails")), (vec!["1.17.0"], vec!["7.1.2"]));
        assert_eq!((versions.of(Kind::Tool, "uv"), versions.of(Kind::Tool, "python")), (vec!["0.9.11"], vec!["3.10.20"]));
        assert_eq!((versions.of(Kind::Python, "pytest"), versions.of(Kind::Python, "cov (of pytest)")), (vec!["7.3.2"], vec!["5.0.0"]));
        assert_eq!(versions.of(Kind::Maven, "acme:cart"), ["1.2-20260101.120000-3"]);
        assert_eq!(versions.of(Kind::System, "mingw-w64-x86_64-gcc"), ["13.2.0-6"]);
    }

    #[test]
    fn groups_about_versions() {
        let log = "##[group]Buildx version\ngithub.com/docker/buildx v0.31.1 a2675950d46b\n##[endgroup]\nabc v1.2.3\nThe following NEW packages will be INSTALLED:\n\n  numpy  conda-forge/linux-64::numpy-1.26.4-py312_0 \n";
        let versions = read(log).versions;
        assert_eq!(versions.of(Kind::Tool, "github.com/docker/buildx"), ["0.31.1"]);
        assert!(versions.of(Kind::Tool, "abc").is_empty());
        assert_eq!(versions.of(Kind::Conda, "numpy"), ["1.26.4"]);
    }
}
