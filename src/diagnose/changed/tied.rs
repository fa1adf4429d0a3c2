//! Whether a failure names something that moved: in its line and those around it, in what its tool reports, in what the file that failed imports.
//! A name that is a common word counts only where it can be nothing else: in a path of packages, or before a version.

use memchr::memmem;

use super::moved::{Moved, Part};
use super::own::spellings;
use crate::diagnose::run::{Case, RunCause};
use crate::diagnose::setup::Kind;
use crate::matching::Source;

/// The words of a failure.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    /// The step in which it failed, and what it was called.
    step: String,
}

/// So much of it is read.
const MOST: usize = 32_000;

impl Words {
    /// Of a cause, in the first job that it broke.
    pub(super) fn of(cause: &RunCause, case: &Case<'_>) -> Self {
        let mut words = Self::default();
        let Some((job, finding)) = cause.lead else { return words };
        let findings = &case.findings[job].findings;
        let Some(finding) = findings.get(finding) else { return words };
        words.step = finding.evidence.step.clone().unwrap_or_default();
        let lines = finding.evidence.before.iter().chain([&finding.evidence.text]).chain(&finding.evidence.after);
        lines.for_each(|line| words.add(line));
        finding.captures.iter().for_each(|(_, _, value)| words.add(value));
        let read = cause.read.and_then(|read| findings.get(read)).unwrap_or(finding);
        let Source::Extractor(reading) = &read.source else { return words };
        let details = &reading.details;
        for test in &details.tests {
            words.add(&test.id);
            test.message.iter().for_each(|message| words.add(message));
        }
        for problem in &details.problems {
            words.add(&problem.message);
        }
        details.named.values().for_each(|value| words.add(value));
        let places = details.tests.iter().map(|test| &test.place).chain(details.problems.iter().map(|problem| &problem.place));
        for path in places.filter_map(|place| place.path.as_deref()) {
            words.add(path);
            case.files.get(path).into_iter().flat_map(|text| imports(text)).for_each(|line| words.add(line));
        }
        words
    }

    fn add(&mut self, line: &str) {
        if self.text.len() + line.len() < MOST {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// Whether they name what moved.
    pub(super) fn name(&self, moved: &Moved) -> bool {
        match moved.part {
            Part::Workflow | Part::Image | Part::Token => false,
            Part::Action => {
                let action = moved.name.split('@').next().unwrap_or(&moved.name);
                !action.is_empty() && (self.step.contains(moved.name.as_str()) || stands_in(&self.text, action))
            }
            // A tool is named by every line that it prints; what ties it is the very version.
            Part::Version(Kind::Tool) => {
                let version = moved.to.as_deref().and_then(|to| to.split(' ').next()).filter(|version| version.contains('.'));
                version.is_some_and(|version| stands_in(&self.text, version))
                    && memmem::find(self.text.to_ascii_lowercase().as_bytes(), moved.name.to_ascii_lowercase().as_bytes()).is_some()
            }
            Part::Version(Kind::Container) => {
                let image = moved.name.rsplit_once(':').map_or(moved.name.as_str(), |(image, _)| image);
                let last = image.rsplit('/').next().unwrap_or(image);
                stands_in(&self.text, &moved.name) || says(&self.text, last)
            }
            Part::Version(Kind::Maven) => moved.name.split(':').any(|name| says(&self.text, name)),
            Part::Version(kind) => {
                spellings(kind, &moved.name).any(|name| says(&self.text, &name) || module(&name).is_some_and(|name| says(&self.text, name)))
            }
        }
    }
}

/// The lines of a source that name what it takes from elsewhere.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    const FAR: usize = 400;
    let starts = ["import ", "from ", "use ", "require", "#include ", "const ", "let ", "\""];
    text.lines().take(FAR).map(str::trim).filter(move |line| {
        starts.iter().any(|start| line.starts_with(start))
            && (!line.starts_with(['c', 'l']) || line.contains("require(") || line.contains("import("))
    })
}

/// What Python calls some packages that have another name.
fn module(package: &str) -> Option<&'static str> {
    Some(match package {
        "pyyaml" => "yaml",
        "pillow" => "PIL",
        "scikit-learn" => "sklearn",
        "beautifulsoup4" => "bs4",
        "opencv-python" => "cv2",
        "python-dateutil" => "dateutil",
        "protobuf" => "google.protobuf",
        "grpcio" => "grpc",
        _ => return None,
    })
}

/// Where packages lie.
const PLACES: [&str; 8] =
    ["site-packages", "dist-packages", "node_modules", "registry/src", "registry\\src", "pkg/mod", "/gems/", "vendor/"];

/// Words that stand in any failure, and are packages' names, too.
const COMMON: [&str; 52] = [
    "app", "args", "assert", "async", "base", "bash", "build", "bytes", "cache", "chain", "check", "client", "color", "colors", "common",
    "config", "core", "count", "debug", "diff", "error", "errors", "event", "events", "failed", "failure", "files", "image", "index",
    "input", "level", "match", "message", "model", "module", "number", "object", "option", "parse", "process", "query", "request",
    "requests", "server", "string", "table", "test", "tests", "thread", "types", "utils", "value",
];

/// Ends of files: `cart.rs` is no member of `cart`.
const ENDINGS: [&str; 24] = [
    "rs", "py", "js", "ts", "tsx", "jsx", "mjs", "cjs", "go", "rb", "java", "kt", "php", "c", "h", "cc", "cpp", "cs", "json", "yml",
    "yaml", "toml", "md", "sh",
];

/// Whether a text holds a name as a word of its own.
pub(super) fn stands_in(text: &str, name: &str) -> bool {
    uses(text, name).next().is_some()
}

/// Whether a text means a package by a name.
fn says(text: &str, name: &str) -> bool {
    /// Shorter words are anything.
    const SHORT: usize = 4;
    let plain = name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let vague = plain && (name.len() <= SHORT || COMMON.contains(&name.to_ascii_lowercase().as_str()));
    uses(text, name).any(|(before, after)| {
        let line = before.rsplit('\n').next().unwrap_or(before);
        let in_path = line.ends_with(['/', '\\']);
        if in_path && PLACES.iter().any(|place| line.contains(place)) || versioned(after) {
            return true;
        }
        // `src/cart/…` is a directory.
        let directory = !name.contains('/') && (in_path || after.starts_with(['/', '\\']));
        let file = after.strip_prefix('.').is_some_and(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            ENDINGS.contains(&&rest[..end])
        });
        let quoted = line.ends_with(['\'', '"', '`', '‘', '<']);
        let member =
            after.starts_with("::") || after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        !directory && !file && if vague { plain && name.len() >= 3 && quoted && member } else { true }
    })
}

/// Whether what stands behind a name is a version: `-1.2.3`, `@1`, `==1.0`, ` v1.2`, ` (1.2`.
fn versioned(after: &str) -> bool {
    let rest = after.trim_start_matches(['-', '@', '=', '<', '>', '~', '^', ' ', '(']);
    let gap = after.len() - rest.len();
    let rest = rest.strip_prefix('v').unwrap_or(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&gap) && digits > 0 && rest[digits..].starts_with('.') && rest[digits + 1..].starts_with(|c: char| c.is_ascii_digit())
}

/// What stands before and behind each place in which a name is a word of its own.
fn uses<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    /// A name that stands everywhere says no more.
    const MOST: usize = 50;
    let found: Vec<usize> =
        if name.is_empty() { Vec::new() } else { memmem::find_iter(text.as_bytes(), name.as_bytes()).take(MOST).collect() };
    found.into_iter().filter_map(move |at| {
        let (before, after) = (text.get(..at)?, text.get(at + name.len()..)?);
        let joins = |c: char| c.is_alphanumeric() || c == '_';
        // `left-pad` is not `pad`, nor is `pad-left`; `pad-1.0` is.
        let joined = before.ends_with(joins)
            || after.starts_with(joins)
            || before.ends_with(['-', '@']) && before[..before.len() - 1].ends_with(joins)
            || after.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
            || before.ends_with('.') && before[..before.len() - 1].ends_with(joins);
        (!joined).then_some((before, after))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::setup::Kind;
    use super::super::moved::{Moved, Part};
    use super::{Words, says};

    #[test]
    fn what_means_a_package() {
        for (text, name) in [
            ("ModuleNotFoundError: No module named 'numpy.core'", "numpy"),
            ("numpy.linalg.LinAlgError: Singular matrix", "numpy"),
            ("/opt/venv/lib/python3.12/site-packages/yaml/loader.py:12", "yaml"),
            ("at f (/w/node_modules/ms/index.js:3:1)", "ms"),
            ("error: failed to compile log v0.4.29", "log"),
            ("/root/.cargo/registry/src/index-1/time-0.3.36/src/lib.rs:1:1", "time"),
            ("/go/pkg/mod/golang.org/x/text@v0.14.0/language/a.go:3: undefined", "golang.org/x/text"),
            ("cannot use x from golang.org/x/text/language", "golang.org/x/text"),
            ("the trait `serde_json::Map` is not implemented", "serde_json"),
            ("thread panicked in tokio-postgres", "tokio-postgres"),
            ("error in @babel/core: unknown option", "@babel/core"),
        ] {
            assert!(says(text, name), "{name} in {text}");
        }
        for (text, name) in [
            ("test cart::tests::adds ... FAILED", "test"),
            ("panicked at src/time.rs:3:1", "time"),
            ("panicked at src/cart/mod.rs:3:1", "cart"),
            ("no file log", "log"),
            ("left-pad is missing", "pad"),
            ("pad-left is missing", "pad"),
            ("error: numpyx", "numpy"),
            ("AssertionError: error != failed", "error"),
            ("at cart.ts:41:9", "cart"),
            ("unknown option of a.semver", "semver"),
        ] {
            assert!(!says(text, name), "{name} in {text}");
        }
    }

    #[test]
    fn a_tool_by_its_version() {
        let words = |text: &str| Words { text: text.to_owned(), step: "Run acme/deploy@v1".to_owned() };
        let moved = |part, name: &str, to: &str| Moved { part, name: name.to_owned(), from: None, to: Some(to.to_owned()), named: false };
        let node = moved(Part::Version(Kind::Tool), "node", "22.1.0");
        assert!(words("The engine \"node\" is incompatible. Expected version \"20\". Got \"22.1.0\"").name(&node));
        assert!(!words("node: bad option").name(&node));
        assert!(words("x").name(&moved(Part::Action, "acme/deploy@v1", "1")));
        assert!(!words("x").name(&moved(Part::Action, "acme/build@v1", "1")));
        assert!(words("psql: connection to postgres failed").name(&moved(Part::Version(Kind::Container), "postgres:16", "sha256:1")));
    }
}
