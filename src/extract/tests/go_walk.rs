//! Through the output of `go test`, package by package.

use std::collections::HashMap;

use super::report::{Failed, Report};
use crate::extract::extractor::Read;
use crate::model::{Place, TestFailure};
use crate::regexes::{Groups, Pattern};

/// A line of output.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    /// Its index in the job.
    pub at: usize,
    /// What it says.
    pub text: &'t str,
}

static RUNS: Pattern = Pattern::new(r"^=== (?:RUN|CONT|NAME)\s+(\S+)$");
static ENDED: Pattern = Pattern::new(r"^\s*(?:--- (?<how>FAIL|PASS|SKIP): (?<name>\S+) \(|=== FAIL: (?<package>\S+) (?<test>\S+) \()");
static PACKAGE: Pattern = Pattern::new(r"^(?<how>ok  |FAIL)\s+(?<package>\S+)(?:\s+(?:[\d.]+s|\(cached\)|\(.*\))|\s+\[(?<why>[\w ]+)\])");
static SAID: Pattern = Pattern::new(r"^\s+(?<path>[^\s:]+\.go):(?<line>\d+): ?(?<message>.*)$");
static TESTIFY: Pattern = Pattern::new(r"^\s+(?<what>Error|expected|actual\s*|Messages?):\s+(?<text>\S.*)$");
/// What an error or a diff goes on with, below testify's labels.
static GOES_ON: Pattern = Pattern::new(r"^\s+\t {6,}\t?(\S.*)$");
static PANIC: Pattern = Pattern::new(r"^\s*(?:panic: |fatal error: )(?<why>.*?)(?: \[recovered\].*)?$");
static RUNNING: Pattern = Pattern::new(r"^\t\t?((?:Test|Example|Fuzz|Benchmark)\S*) \(");
/// Ginkgo runs specs as one test, and reports them itself.
static SPECS: Pattern = Pattern::new(r"^Ran \d+ of \d+ Specs in ");
static FRAME: Pattern = Pattern::new(r"^\s+(?<path>\S+\.go):(?<line>\d+)(?: \+0x[0-9a-f]+)?$");
static CALL: Pattern = Pattern::new(r"^\S*\.((?:Test|Fuzz)[A-Z_]\w*)\(");
/// What a test says when it is not only logging.
static TROUBLE: Pattern = Pattern::new(
    r"(?i)\b(?:expect\w*|want(?:ed|s)?|got|error|fail\w*|unexpected|unable|cannot|can't|could not|couldn't|not|should|must|mismatch|differ\w*|invalid|wrong|timed? ?out|missing|diff)\b|!=",
);

/// Something a test said, with its place.
struct Told {
    at: usize,
    message: String,
    place: Place,
    /// An assertion of testify, which is never mere logging.
    asserted: bool,
}

#[derive(Default)]
struct Walk {
    failed: Vec<Test>,
    /// Where the failures of the current package begin in `failed`.
    package_from: usize,
    package: Option<String>,
    current: Option<String>,
    told: HashMap<String, Vec<Told>>,
    /// The test that has just failed: without `-v`, its output follows.
    last: Option<usize>,
    race: Option<(usize, Place)>,
    panic: Option<(usize, String)>,
    placed: bool,
    last_words: Option<usize>,
    specs: bool,
    end: usize,
}

struct Test {
    name: String,
    package: Option<String>,
    head: usize,
    told: Vec<Told>,
}

/// The report of what a step ran. Nothing, if no test failed: packages that did not build are the compiler's.
pub(super) fn walk(lines: &[Line<'_>]) -> Option<Read> {
    let mut walk = Walk::default();
    for (index, &line) in lines.iter().enumerate() {
        walk.line(line, &lines[..index]);
    }
    walk.drop_specs();
    let start = walk.failed.first()?.head;
    let package = walk.package.take();
    let names: Vec<String> = walk.failed.iter().map(|test| test.name.clone()).collect();
    // A test fails when one of its own tests does; that one says why.
    let failed: Vec<Failed> = walk
        .failed
        .into_iter()
        .filter(|test| {
            test.told.iter().any(|told| told.asserted || !told.message.is_empty()) || !names.iter().any(|name| is_within(name, &test.name))
        })
        .map(Test::failed)
        .collect();
    let count = failed.len() as u64;
    let mut report = Report::new(start..walk.end.max(start) + 1, failed).count("failed", Some(count));
    if let Some(package) = package {
        report.details = report.details.with("package", package);
    } else {
        report = report.unfinished();
    }
    report.read()
}

fn is_within(name: &str, parent: &str) -> bool {
    name.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/'))
}

impl Walk {
    fn line(&mut self, line: Line<'_>, before: &[Line<'_>]) {
        let Line { at, text } = line;
        if SPECS.is_match(text) {
            self.specs = true;
        } else if let Some(found) = RUNS.captures(text) {
            self.current = Some(found[1].to_owned());
            self.last = None;
        } else if let Some(found) = ENDED.captures(text) {
            self.ended(at, &found);
        } else if let Some(found) = PACKAGE.captures(text) {
            self.packaged(at, &found, before);
        } else if text == "WARNING: DATA RACE" {
            self.race = Some((at, Place::default()));
        } else if let Some(found) = SAID.captures(text) {
            let place = super::report::place(&found);
            self.tell(Told { at, message: found["message"].trim_end().to_owned(), place, asserted: false });
        } else if let Some(found) = TESTIFY.captures(text) {
            self.testify(at, &found);
        } else if let Some(found) = GOES_ON.captures(text) {
            if let Some(told) = self.telling().filter(|told| told.asserted && told.at + 1 == at) {
                told.message = format!("{} {}", told.message, found[1].trim_end());
            }
        } else if let Some(found) = PANIC.captures(text).filter(|_| self.panic.is_none()) {
            self.panicked(at, text, &found["why"]);
        } else if let Some(found) = FRAME.captures(text) {
            self.frame(super::report::place(&found));
        } else if let Some(found) = RUNNING.captures(text).or_else(|| CALL.captures(text)) {
            // A panic that is no test's own: the tests that ran.
            if let Some((at, why)) = self.panic.clone().filter(|_| self.last.is_none()) {
                self.fail(at, &found[1], None);
                self.tell(Told { at, message: why, place: Place::default(), asserted: true });
                self.last = Some(self.failed.len() - 1);
            }
        } else if !text.trim().is_empty() && text != "FAIL" && !text.starts_with("exit status ") && !text.starts_with("coverage: ") {
            self.last_words = Some(at);
        }
    }

    fn fail(&mut self, head: usize, name: &str, package: Option<&str>) {
        let told = self.told.remove(name).unwrap_or_default();
        self.failed.push(Test {
            name: name.to_owned(),
            package: package.map(str::to_owned),
            head: told.first().map_or(head, |told| told.at.min(head)),
            told,
        });
        self.last = Some(self.failed.len() - 1);
    }

    fn ended(&mut self, at: usize, found: &Groups<'_>) {
        self.end = at;
        match (found.name("name"), found.name("test")) {
            (Some(name), _) if &found["how"] == "FAIL" => {
                // gotestsum heads the output with a line of its own.
                match self.failed.iter().position(|test| test.name == name.as_str() && test.package.is_none()) {
                    Some(known) if self.last == Some(known) => {}
                    _ => self.fail(at, name.as_str(), None),
                }
            }
            (Some(name), _) => {
                // A panic that it printed was none of its own.
                self.failed.retain(|test| test.package.is_some() || test.name != name.as_str());
                self.panic = None;
                self.told.remove(name.as_str());
                self.last = None;
            }
            (None, Some(test)) => {
                self.last = self.failed.iter().rposition(|known| known.name == test.as_str());
                if self.last.is_none() {
                    // gotestsum leaves out the module's path.
                    let package = found.name("package").map_or_else(String::new, |package| format!("./{}", package.as_str()));
                    self.fail(at, test.as_str(), Some(&package));
                    self.package.get_or_insert(package);
                }
            }
            (None, None) => {}
        }
        self.placed = false;
    }

    fn packaged(&mut self, at: usize, found: &Groups<'_>, before: &[Line<'_>]) {
        let package = &found["package"];
        self.drop_specs();
        if &found["how"] == "FAIL" && found.name("why").is_none() {
            if self.failed.len() == self.package_from
                && !self.specs
                && let Some(said) = self.panic.as_ref().map(|(at, _)| *at).or(self.last_words)
            {
                // The test binary ended by itself.
                let text = before.iter().rfind(|line| line.at == said).map_or("", |line| line.text.trim());
                let told = Told { at: said, message: text.to_owned(), place: Place::default(), asserted: true };
                self.failed.push(Test { name: package.to_owned(), package: None, head: said, told: vec![told] });
            }
            for test in &mut self.failed[self.package_from..] {
                test.package.get_or_insert_with(|| package.to_owned());
            }
            if self.failed.len() > self.package_from {
                self.package.get_or_insert_with(|| package.to_owned());
                self.end = at;
            }
        } else if &found["how"] != "FAIL" {
            // It passed when it was tried again.
            self.failed.retain(|test| test.package.as_deref() != Some(package));
            if self.package.as_deref() == Some(package) {
                self.package = self.failed.first().and_then(|test| test.package.clone());
            }
        }
        self.package_from = self.failed.len();
        self.told.clear();
        (self.current, self.last, self.race, self.panic, self.last_words) = (None, None, None, None, None);
        self.specs = false;
    }

    /// Leaves to Ginkgo what it reports.
    fn drop_specs(&mut self) {
        if self.specs {
            let kept = self.failed.split_off(self.package_from);
            self.failed.extend(kept.into_iter().filter(|test| !test.told.is_empty()));
        }
    }

    fn tell(&mut self, mut told: Told) {
        if told.message.starts_with("race detected during execution of test")
            && let Some((at, place)) = self.race.clone()
        {
            told = Told { at, place, asserted: true, ..told };
        }
        match (self.last, &self.current) {
            (Some(last), _) => self.failed[last].told.push(told),
            (None, Some(current)) => self.told.entry(current.clone()).or_default().push(told),
            (None, None) => {}
        }
    }

    /// The last thing that was said by the test that speaks.
    fn telling(&mut self) -> Option<&mut Told> {
        match (self.last, &self.current) {
            (Some(last), _) => self.failed[last].told.last_mut(),
            (None, Some(current)) => self.told.get_mut(current)?.last_mut(),
            (None, None) => None,
        }
    }

    /// `Error:`, `expected:` and `Messages:` below a place.
    fn testify(&mut self, at: usize, found: &Groups<'_>) {
        let Some(told) = self.telling() else { return };
        let text = found["text"].trim_end();
        match found["what"].trim_end() {
            "Error" if told.message.is_empty() => {
                text.clone_into(&mut told.message);
                (told.at, told.asserted) = (at, true);
            }
            "Error" => {}
            what if told.asserted && at < told.at + 12 => told.message = format!("{} {what}: {text}", told.message),
            _ => {}
        }
    }

    fn panicked(&mut self, at: usize, text: &str, why: &str) {
        let message = text.trim().split(" [recovered").next().unwrap_or_default().to_owned();
        self.panic = Some((at, message.clone()));
        self.placed = false;
        if why.starts_with("test timed out after") {
            (self.last, self.current) = (None, None);
        } else if self.last.is_some() {
            self.tell(Told { at, message, place: Place::default(), asserted: true });
        } else if let Some(current) = self.current.clone() {
            self.fail(at, &current, None);
            self.tell(Told { at, message, place: Place::default(), asserted: true });
        }
    }

    /// The first frame that is not of Go itself.
    fn frame(&mut self, place: Place) {
        let own = place.path.as_deref().is_some_and(|path| {
            !["/src/runtime/", "/src/testing/", "/src/time/", "/src/sync/", "/pkg/mod/", "_testmain.go", "/src/reflect/", "/src/internal/"]
                .iter()
                .any(|foreign| path.contains(foreign))
        });
        if !own {
            return;
        }
        if let Some((_, race)) = self.race.as_mut().filter(|(_, race)| race.path.is_none()) {
            *race = place;
        } else if self.panic.is_some()
            && !self.placed
            && let Some(told) = self.last.and_then(|last| self.failed[last].told.last_mut())
        {
            told.place = place;
            self.placed = true;
        }
    }
}

impl Test {
    /// What it said is its message: an assertion or panic, else the first that sounds like trouble, else the last.
    fn failed(mut self) -> Failed {
        let best = self
            .told
            .iter()
            .position(|told| told.asserted)
            .or_else(|| self.told.iter().position(|told| TROUBLE.is_match(&told.message)))
            .or_else(|| self.told.iter().rposition(|told| !told.message.is_empty()))
            .unwrap_or(0);
        let told = (best < self.told.len()).then(|| self.told.swap_remove(best));
        let mut failed = Failed { test: TestFailure { id: self.name, ..TestFailure::default() }, head: self.head, line: None };
        if let Some(told) = told {
            failed.line = Some(told.at);
            failed.test.message = Some(told.message).filter(|message| !message.is_empty());
            failed.test.place = told.place;
        }
        failed
    }
}
