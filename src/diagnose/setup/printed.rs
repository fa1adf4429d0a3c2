//! How installers, compilers and set-up actions print versions. Each shape begins with words of its own: a line that does not is never looked at.

use std::sync::OnceLock;

use memchr::memmem;

use super::Kind;
use crate::regexes::Pattern;

/// A line that tells one version.
struct Printed {
    /// How such lines begin.
    starts: &'static [&'static str],
    /// What they hold besides.
    holds: &'static str,
    /// Of what.
    kind: Kind,
    /// What that is called, where the line does not say.
    name: Option<&'static str>,
    /// Name and version, or a version alone; perhaps the commit that it was taken at.
    pattern: Pattern,
}

const fn named(kind: Kind, starts: &'static [&'static str], holds: &'static str, pattern: &'static str) -> Printed {
    Printed { starts, holds, kind, name: None, pattern: Pattern::new(pattern) }
}

const fn tool(name: &'static str, starts: &'static [&'static str], holds: &'static str, pattern: &'static str) -> Printed {
    Printed { starts, holds, kind: Kind::Tool, name: Some(name), pattern: Pattern::new(pattern) }
}

/// Lines that the reader takes apart itself.
const OTHERS: [&str; 16] = [
    super::read::ACTION,
    super::read::PACKAGES,
    super::read::COLLECTING,
    super::read::DIGEST,
    super::read::STATUS,
    super::read::PLATFORM,
    super::read::PLUGINS,
    super::read::YARN,
    super::read::PACMAN,
    super::read::FROM,
    super::read::LISTS[0],
    super::read::LISTS[1],
    super::read::LISTS[2],
    "+ ",
    "~ ",
    super::read::UV,
];

/// Stands for `(3/9) ` and `[ 3/12] `.
const COUNTED: &str = "(n/n) ";

static PRINTED: [Printed; 35] = [
    tool("go", &["go version go"], "", r"^go version go(?<version>\d[\w.]*)"),
    tool("go", &["go: downloading go1"], "", r"^go: downloading go(?<version>\d\S*) \("),
    named(Kind::Tool, &["Successfully set up "], "", r"^Successfully set up (?<name>\w+) (?:version )?\(?(?<version>\d[\w.+-]*)"),
    named(
        Kind::Tool,
        &["Found in cache @ "],
        "",
        r"^Found in cache @ .*[/\\](?:hostedtoolcache|_tool)[/\\](?:windows[/\\])?(?<name>[A-Za-z]+)[/\\](?<version>\d[\w.+-]*)",
    ),
    named(
        Kind::Tool,
        &["node: ", "npm: ", "yarn: ", "pnpm: ", "bun: ", "deno: ", "uv: ", "ruby: ", "php: ", "java: "],
        "",
        r"^(?<name>\w+): v?(?<version>\d[\w.+-]*)$",
    ),
    tool("java", &["Resolved Java ", "Setting Java "], "", r"Java (?<version>\d[\w.+-]*) (?:from tool-cache|as the default)"),
    tool(
        "rustc",
        &["rustc ", "info: latest update on ", "stable-", "beta-", "nightly-"],
        "",
        r"(?:^|rust version |(?:installed|updated|unchanged) - )(?:rustc )?(?<version>\d[\d.]*-(?:nightly|beta|dev)[\w.]* \([^()]*\)|\d[\w.-]*)(?: \(|$)",
    ),
    named(Kind::Tool, &["cargo ", "clang ", "gcc ", "cmake "], "", r"^(?<name>\w+) (?:version )?(?<version>\d[\w.+-]*)"),
    named(Kind::Tool, &["gcc (", "g++ ("], ") ", r"^(?<name>g\S+) \([^)]*\) (?<version>\d[\w.+-]*)"),
    tool("clang", &["Apple clang version ", "Ubuntu clang version "], "", r"^\w+ clang version (?<version>\d[\w.+~-]*)"),
    named(Kind::Tool, &["-- The "], "ident", r"^-- The (?<name>\w+ compiler) identification is (?<version>\S+ \d\S*)$"),
    named(Kind::Tool, &["-- Found "], "version", r#"^-- Found (?<name>\w+):? .*\(found (?:suitable )?version "(?<version>\d[^"]*)""#),
    named(
        Kind::Tool,
        &[
            "git version ",
            "Docker version ",
            "Docker Compose version ",
            "Composer version ",
            "Bundler version ",
            "MSBuild version ",
            "Apple Swift version ",
        ],
        "",
        r"^(?<name>\w+(?: \w+)?) version v?(?<version>\d[\w.+-]*)",
    ),
    named(
        Kind::Tool,
        &[
            "Google Chrome ",
            "Chrome Headless ",
            "ChromeDriver ",
            "Mozilla Firefox ",
            "Xcode ",
            "Apache Maven ",
            "Terraform v",
            "PHP ",
            "ruby ",
        ],
        ".",
        r"^(?<name>[A-Za-z]+(?: [A-Za-z]+)?) v?(?<version>\d+\.\d[\w.+-]*)(?: |$)",
    ),
    tool("gradle", &["Welcome to Gradle ", "Gradle "], "", r"Gradle (?<version>\d+\.\d[\w.+-]*?)!?$"),
    named(Kind::Tool, &["yarn install v", "bun install v"], "", r"^(?<name>\w+) install v(?<version>\d\S*)"),
    tool("pnpm", &["Done in "], "using pnpm", r" using pnpm v(?<version>\d\S*)"),
    tool("vitest", &["RUN  v"], "", r"^RUN  v(?<version>\d\S*) "),
    tool(
        "python",
        &["Python ", "Using CPython ", "Using Python ", "Installed Python "],
        ".",
        r"Python (?<version>\d+\.\d+\.\d\w*)(?:$| (?:interpreter|environment|in \d))",
    ),
    tool("dotnet", &["dotnet-install: Installed "], "", r"Installed version is (?<version>\d\S*)"),
    named(Kind::Tool, &["✓ PHP ", "✓ composer "], ".", r"^✓ (?<name>\w+) [A-Z].* (?<version>\d+\.\d[\w.+-]*)$"),
    named(Kind::Tool, &["Tool '"], "(version", r"^Tool '(?<name>[^']+)' \(version '(?<version>\d[^']*)'\)"),
    named(Kind::Tool, &["Installing ", "Installed package `"], " v", r"^Install\w+ (?:package `)?(?<name>[\w-]+) v(?<version>\d[^\s`]*)"),
    named(
        Kind::Crate,
        &["Compiling ", "Checking ", "Downloaded ", "Adding ", "Updating ", "Downgrading "],
        " v",
        r"^\w+ (?<name>[\w-]+) v(?:\S+ -> v)?(?<version>\d\S*)(?: \(proc-macro\))?(?: \(https?://[^\s#]+#(?<commit>[0-9a-f]{7,40})\))?(?: \(available: \S+\))?$",
    ),
    named(
        Kind::Go,
        &["go: downloading ", "go: added ", "go: upgraded ", "go: downgraded "],
        " v",
        r"^go: \w+ (?<name>[^\s@]+\.[^\s@]+) (?:v\S+ => )?v(?<version>\d\S*)$",
    ),
    named(
        Kind::Python,
        &["Requirement already satisfied: "],
        "(",
        r"^Requirement already satisfied: (?<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?).* \((?<version>\d[^()\s]*)\)$",
    ),
    named(Kind::Python, &["Added ", "Updated "], " v", r"^\w+ (?<name>[\w.-]+) v(?:\S+ -> v)?(?<version>\d\S*)$"),
    named(Kind::Python, &["✔ Install ", "✔ Update "], "successful", r"^✔ \w+ (?<name>\S+) (?:\S+ -> )?(?<version>\d\S*) successful"),
    // Poetry's have no slash, Composer's have one.
    named(
        Kind::Python,
        &["- Installing ", "- Updating ", "- Upgrading ", "- Downgrading ", "- Locking ", "• Installing ", "• Updating ", "• Downgrading "],
        "(",
        r"^\S+ \w+ (?<name>[\w./-]+) \((?:[^()]+ [-=]> )?v?(?<version>\d[^\s():]*)",
    ),
    named(
        Kind::Npm,
        &["npm warn deprecated ", "npm WARN deprecated "],
        "@",
        r"^npm \w+ deprecated (?<name>@?[^@\s]+)@(?<version>\d[^:\s]*)",
    ),
    named(
        Kind::Gem,
        &["Installing ", "Fetching ", "Using "],
        ".",
        r"^\w+ (?<name>[A-Za-z][\w.-]*) (?<version>\d+(?:\.\d+)*(?:[.-](?:pre|rc|beta|alpha)[\w.]*)?)(?: \([^()]*\))?(?: with native extensions)?$",
    ),
    named(Kind::NuGet, &["Installed ", "info : Installed "], " from ", r"Installed (?<name>[\w.-]+) (?<version>\d\S*) from "),
    named(Kind::System, &["Setting up "], "(", r"^Setting up (?<name>[a-z0-9][\w.+-]*?)(?::\w+)? \((?<version>[^)\s]+)\) \.\.\."),
    named(
        Kind::System,
        &["(n/n) Installing ", "(n/n) Upgrading ", "Installing  ", "Upgrading  "],
        "",
        r"^(?:\(n/n\) )?\w+ (?: *: )?(?:(?<name>[A-Za-z0-9][\w.+-]*?) \((?:\S+ -> )?(?<version>\d[^\s()]*)\)$|(?<package>[A-Za-z0-9]\S*?)-(?:\d+:)?(?<release>\d[^\s-]*-[^\s-]+)\.(?:x86_64|noarch|aarch64|i686|armv7hl|ppc64le|s390x)(?: |$))",
    ),
    named(Kind::Brew, &["==> Pouring "], "--", r"^==> Pouring (?<name>\S+?)--(?<version>\d\S*?)(?:\.[a-z][a-z0-9_]*)?\.bottle\b"),
];

/// Two more, of which a line among many begins so.
static RARE: [Printed; 2] = [
    named(Kind::Brew, &["Warning: "], "already installed", r"^Warning: (?<name>\S+) (?<version>\d\S*) (?:is )?already installed"),
    named(Kind::Choco, &["Progress: Downloading "], "100%", r"^Progress: Downloading (?<name>\S+) (?<version>\d\S*?)\.\.\. 100%"),
];

fn all() -> impl Iterator<Item = &'static Printed> {
    PRINTED.iter().chain(&RARE)
}

/// The beginnings of lines, by their first byte.
fn starts(first: u8) -> &'static [&'static str] {
    static STARTS: OnceLock<Vec<Vec<&'static str>>> = OnceLock::new();
    let table = STARTS.get_or_init(|| {
        let mut table = vec![Vec::new(); 256];
        for start in all().flat_map(|printed| printed.starts).chain(&OTHERS) {
            if let Some(first) = start.bytes().next() {
                table[usize::from(first)].push(*start);
            }
        }
        table
    });
    table.get(usize::from(first)).map_or(&[], Vec::as_slice)
}

/// Whether a line may tell a version, by how it begins. In a coloured one there is an escape where the blank behind the first word stands otherwise.
pub(super) fn may_begin(line: &[u8], coloured: bool) -> bool {
    let Some(first) = line.first() else { return false };
    match first {
        b'(' | b'[' => counted(line).is_some(),
        // A builder's lines, of which few take an image.
        b'#' => memmem::find(line, b"@sha256:").is_some(),
        _ => starts(*first).iter().any(|start| {
            let start = if coloured { start.split(' ').next().unwrap_or(start) } else { start };
            line.starts_with(start.as_bytes())
        }),
    }
}

/// What stands behind `(3/9) ` or `[ 3/12] `, where that is an installer's word.
fn counted(line: &[u8]) -> Option<&[u8]> {
    let digits = |line: &[u8]| line.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
    let rest = line.get(1..)?.trim_ascii_start();
    let rest = rest.get(digits(rest)..)?.strip_prefix(b"/")?;
    let rest = rest.get(digits(rest)..)?;
    let rest = rest.strip_prefix(b") ").or_else(|| rest.strip_prefix(b"] "))?;
    (rest.starts_with(b"Installing ") || rest.starts_with(b"Upgrading ")).then_some(rest)
}

/// The kind, name and version that a line tells.
pub(super) fn read(line: &str) -> Option<(Kind, String, String)> {
    /// Longer lines are no installer's.
    const LONG: usize = 400;
    if line.len() > LONG {
        return None;
    }
    let renamed = match line.as_bytes().first()? {
        b'(' | b'[' => Some(format!("{COUNTED}{}", String::from_utf8_lossy(counted(line.as_bytes())?))),
        _ => None,
    };
    let line = renamed.as_deref().unwrap_or(line);
    all().filter(|printed| printed.starts.iter().any(|start| line.starts_with(start)) && line.contains(printed.holds)).find_map(|printed| {
        let found = printed.pattern.captures(line)?;
        let group = |name: &str| found.name(name).map(|found| found.as_str());
        let name = printed.name.or_else(|| group("name")).or_else(|| group("package"))?;
        let version = group("version").or_else(|| group("release"))?;
        let kind = if printed.kind == Kind::Python && name.contains('/') { Kind::Composer } else { printed.kind };
        let version =
            group("commit").map_or_else(|| version.to_owned(), |commit| format!("{version} ({})", commit.get(..9).unwrap_or(commit)));
        Some((kind, name.to_owned(), version))
    })
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::{may_begin, read};

    #[test]
    fn what_each_tool_prints() {
        let lines = [
            ("go: downloading golang.org/x/text v0.14.0", Kind::Go, "golang.org/x/text", "0.14.0"),
            ("go: upgraded golang.org/x/text v0.14.0 => v0.15.0", Kind::Go, "golang.org/x/text", "0.15.0"),
            ("go: downloading go1.23.4 (linux/amd64)", Kind::Tool, "go", "1.23.4"),
            ("Compiling itoa v1.0.19", Kind::Crate, "itoa", "1.0.19"),
            ("Compiling serde_derive v1.0.219 (proc-macro)", Kind::Crate, "serde_derive", "1.0.219"),
            ("Checking dep v0.1.0 (https://github.com/acme/dep?branch=main#1a2b3c4d5e)", Kind::Crate, "dep", "0.1.0 (1a2b3c4d5)"),
            ("Updating itoa v1.0.5 -> v1.0.19", Kind::Crate, "itoa", "1.0.19"),
            ("Downgrading itoa v1.0.19 -> v1.0.5", Kind::Crate, "itoa", "1.0.5"),
            ("Adding axum v0.7.9 (available: v0.8.1)", Kind::Crate, "axum", "0.7.9"),
            ("Installing cargo-nextest v0.9.100", Kind::Tool, "cargo-nextest", "0.9.100"),
            ("Updated idna v3.6 -> v3.20", Kind::Python, "idna", "3.20"),
            (
                "Requirement already satisfied: click>=8 in /usr/lib/python3/dist-packages (from pip-tools) (8.1.6)",
                Kind::Python,
                "click",
                "8.1.6",
            ),
            ("- Installing aiohttp (3.14.1)", Kind::Python, "aiohttp", "3.14.1"),
            ("• Updating aiohttp (3.14.0 -> 3.14.1)", Kind::Python, "aiohttp", "3.14.1"),
            ("- Upgrading symfony/console (v6.4.1 => v6.4.2): Extracting archive", Kind::Composer, "symfony/console", "6.4.2"),
            ("npm warn deprecated @babel/plugin-x@7.18.6: use another", Kind::Npm, "@babel/plugin-x", "7.18.6"),
            ("Using rake 13.0.6", Kind::Gem, "rake", "13.0.6"),
            ("Installing nio4r 2.5.9 with native extensions", Kind::Gem, "nio4r", "2.5.9"),
            ("Installing rack 3.1.0 (was 3.0.9)", Kind::Gem, "rack", "3.1.0"),
            ("(1/9) Installing musl-dev (1.2.5-r0)", Kind::System, "musl-dev", "1.2.5-r0"),
            ("(10/12) Upgrading busybox (1.36.1-r15 -> 1.36.1-r20)", Kind::System, "busybox", "1.36.1-r20"),
            ("Setting up libc6:amd64 (2.39-0ubuntu8) ...", Kind::System, "libc6", "2.39-0ubuntu8"),
            ("Installing       : java-17-openjdk-1:17.0.11.0.9-2.el9.x86_64    1/11", Kind::System, "java-17-openjdk", "17.0.11.0.9-2.el9"),
            ("[ 3/12] Installing git-0:2.45.1-1.fc40.x86_64 100% |  19.0 MiB/s", Kind::System, "git", "2.45.1-1.fc40"),
            ("==> Pouring openssl@3--3.3.1.arm64_sonoma.bottle.tar.gz", Kind::Brew, "openssl@3", "3.3.1"),
            ("==> Pouring x--1.2_1.bottle.tar.gz", Kind::Brew, "x", "1.2_1"),
            ("Warning: cmake 3.29.3 is already installed and up-to-date.", Kind::Brew, "cmake", "3.29.3"),
            ("Progress: Downloading ninja 1.12.1... 100%", Kind::Choco, "ninja", "1.12.1"),
            (
                "Installed Newtonsoft.Json 13.0.3 from https://api.nuget.org/v3/index.json with content hash x==.",
                Kind::NuGet,
                "Newtonsoft.Json",
                "13.0.3",
            ),
            ("dotnet-install: Installed version is 8.0.423", Kind::Tool, "dotnet", "8.0.423"),
            ("Tool 'dotnet-ef' (version '8.0.4') was successfully installed.", Kind::Tool, "dotnet-ef", "8.0.4"),
            ("Successfully set up CPython (3.12.13)", Kind::Tool, "CPython", "3.12.13"),
            ("Found in cache @ /Users/runner/hostedtoolcache/node/24.13.0/arm64", Kind::Tool, "node", "24.13.0"),
            (r"Found in cache @ C:\hostedtoolcache\windows\node\20.12.2\x64", Kind::Tool, "node", "20.12.2"),
            ("Resolved Java 17.0.19+10 from tool-cache", Kind::Tool, "java", "17.0.19+10"),
            ("info: latest update on 2026-02-12, rust version 1.93.1 (01f6ddf75 2026-02-11)", Kind::Tool, "rustc", "1.93.1"),
            (
                "nightly-x86_64-unknown-linux-gnu installed - rustc 1.95.0-nightly (a423f68a0 2026-02-13)",
                Kind::Tool,
                "rustc",
                "1.95.0-nightly (a423f68a0 2026-02-13)",
            ),
            (
                "stable-x86_64-unknown-linux-gnu updated - rustc 1.93.1 (01f6ddf75 2026-02-11) (from rustc 1.93.0 (2 2026-01-01))",
                Kind::Tool,
                "rustc",
                "1.93.1",
            ),
            ("rustc 1.93.0-beta.2 (eb937a317 2025-12-14)", Kind::Tool, "rustc", "1.93.0-beta.2 (eb937a317 2025-12-14)"),
            ("-- The CXX compiler identification is GNU 13.2.0", Kind::Tool, "CXX compiler", "GNU 13.2.0"),
            (r#"-- Found OpenSSL: /usr/lib/libcrypto.so (found version "3.0.13")"#, Kind::Tool, "OpenSSL", "3.0.13"),
            ("git version 2.51.0.windows.1", Kind::Tool, "git", "2.51.0.windows.1"),
            ("Google Chrome 126.0.6478.61", Kind::Tool, "Google Chrome", "126.0.6478.61"),
            ("✓ PHP Updated to PHP 8.1.34", Kind::Tool, "PHP", "8.1.34"),
            ("✓ composer Added composer 2.9.8", Kind::Tool, "composer", "2.9.8"),
            ("Using CPython 3.11.7 interpreter at: /usr/bin/python3", Kind::Tool, "python", "3.11.7"),
            ("Installed Python 3.15.0b3 in 1.17s", Kind::Tool, "python", "3.15.0b3"),
            ("Done in 1.4s using pnpm v9.15.9", Kind::Tool, "pnpm", "9.15.9"),
            ("bun install v1.4.5 (a7733435c)", Kind::Tool, "bun", "1.4.5"),
            ("Welcome to Gradle 8.7!", Kind::Tool, "gradle", "8.7"),
        ];
        for (line, kind, name, version) in lines {
            assert!(may_begin(line.as_bytes(), false), "{line}");
            assert_eq!(read(line), Some((kind, name.to_owned(), version.to_owned())), "{line}");
        }
    }

    /// Members of the workspace are the code; progress, headings and prose tell nothing.
    #[test]
    fn what_is_no_version() {
        let lines = [
            "Compiling shop v0.1.0 (/home/runner/work/shop/shop)",
            r"Compiling shop v0.1.0 (D:\a\shop\shop)",
            "Updating crates.io index",
            "Updating git repository `https://github.com/acme/dep`",
            "Installing dependencies from lock file",
            "Installed 2 packages in 2ms",
            "Progress: Downloading ninja 1.12.1... 45%",
            "(3/9) tests failed",
            "[ 3/12] Building CXX object a.o",
            "Using cached numpy-2.0.0-cp312-cp312-manylinux_2_17_x86_64.whl (19.3 MB)",
            "Using cached 0.10.4.zip",
            "go: downloading everything",
            "PHP Warning:  foreach() argument",
            "Python 3 is here",
            "Warning: tap 1.2 is old",
            "Added 3 files",
            "-- Found Threads: TRUE",
            "Setting up the database (1.0)",
        ];
        for line in lines {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
