//! One row of a table of faults: a scene, what goes wrong in it, and what a person then sees.

use std::path::Path;

use super::fake::{Fake, Fault, Host};
use super::scene::{Ended, LINE, Scene, Served, triage_in};

/// What comes of it.
pub(crate) enum Sees {
    /// Exit code 0 and a report whose first cause is the scene's line; with this missing, each as `what: why`.
    Line(&'static [&'static str]),
    /// Exit code 0 and a report whose first cause is the scene's line; of what is missing, the first begins so.
    LineWithout(&'static str),
    /// The same as the scene's line with nothing missing, after this on standard error.
    Waited(&'static str),
    /// Exit code 0 and a report with a cause that has no line; with this missing.
    NoLine(&'static [&'static str]),
    /// Exit code 0 and a report without causes.
    NoCause(&'static [&'static str]),
    /// This exit code, nothing on standard output, `error: failed to …` with this behind it, and a hint that holds this.
    Error(i32, &'static str, &'static str),
    /// Exit code 3, since nobody answered.
    Silence,
}

/// A row.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// What GitHub has.
    pub(crate) scene: fn(&Scene),
    /// What goes wrong on the way, by path.
    pub(crate) faults: fn(&Fake),
    /// Behind `triage run 7 -R o/r --format json`. Rules have no part in it, and take time to load.
    pub(crate) arguments: &'static [&'static str],
    /// None: no token at all.
    pub(crate) token: Option<&'static str>,
    pub(crate) sees: Sees,
}

/// A row in which nothing is out of the ordinary.
pub(crate) const PLAIN: Row =
    Row { name: "", scene: |_| {}, faults: |_| {}, arguments: &[], token: Some(Fake::TOKEN), sees: Sees::Line(&[]) };

/// A token that shows where it must not.
const MARK: &str = "fake-token";

impl Row {
    /// Plays it, and says what is not as it should be.
    pub(crate) fn play(&self) -> Result<(), String> {
        let scene = Scene::new();
        (self.scene)(&scene);
        let fake = scene.fake();
        (self.faults)(&fake);
        let env: Vec<(&str, &str)> = self.token.map(|token| ("GH_TOKEN", token)).into_iter().collect();
        let arguments = [&["run", "7", "-R", "o/r", "--format", "json", "--no-cache", "--no-rules"], self.arguments].concat();
        let ended = triage_in(Path::new("/"), Some(&fake), &arguments, &env);
        let problem = self.seen(&ended).or_else(|| safe(&ended, &fake));
        problem.map_or(Ok(()), |problem| Err(format!("{}: {problem}\n  code {}, stderr: {}", self.name, ended.code, ended.stderr)))
    }

    fn seen(&self, ended: &Ended) -> Option<String> {
        let report = |line: Option<&str>, missing: &[&str]| {
            if ended.code != 0 {
                return Some("no report".to_owned());
            }
            let found = (ended.json()["causes"].as_array().map_or(0, Vec::len) > 0).then(|| ended.first_line());
            let differs = found.as_deref() != line || ended.missing() != missing;
            differs.then(|| format!("line {found:?} and missing {:#?}", ended.missing()))
        };
        match self.sees {
            Sees::Line(missing) => report(Some(LINE), missing),
            Sees::NoLine(missing) => report(Some("-"), missing),
            Sees::LineWithout(missing) => {
                let right =
                    ended.code == 0 && ended.first_line() == LINE && ended.missing().first().is_some_and(|said| said.starts_with(missing));
                (!right).then(|| "not that line, or nothing of it is missing".to_owned())
            }
            Sees::Waited(said) if ended.stderr != said => Some(format!("{:?}, not {said:?}", ended.stderr)),
            Sees::Waited(_) => report(Some(LINE), &[]),
            Sees::NoCause(missing) => report(None, missing),
            Sees::Silence => {
                let right = ended.code == 3 && ended.stderr.contains("failed to read run 7 of o/r: cannot reach 127.0.0.1:");
                (!right).then(|| "it is not said that nobody answers".to_owned())
            }
            Sees::Error(code, error, hint) => {
                let (said, hinted) = ended.stderr.split_once("\n\nhint: ").unwrap_or((&ended.stderr, ""));
                // Nothing before it: whoever is not to wait does not say that he waits.
                let said = said.strip_prefix("error: failed to ").unwrap_or(said);
                let right = ended.code == code && ended.stdout.is_empty() && said == error && hinted.contains(hint);
                (!right).then(|| format!("{said:?} with hint {hinted:?}, not {error:?}"))
            }
        }
    }
}

/// What holds for every row: no token in any output or on the storage's host, nothing but questions, no panic.
fn safe(ended: &Ended, fake: &Served) -> Option<String> {
    let journal = fake.journal();
    assert_ne!(fake.api_url, fake.blob_url, "two hosts, as GitHub's are");
    if ended.stdout.contains(MARK) || ended.stderr.contains(MARK) {
        return Some("the token is printed".to_owned());
    }
    if journal.iter().any(|request| request.host == Host::Blob && request.has("authorization")) {
        return Some("the token went to the storage".to_owned());
    }
    if journal.iter().any(|request| request.method != "GET") {
        return Some("something was written".to_owned());
    }
    (ended.stderr.contains("panicked")).then(|| "it panicked".to_owned())
}

/// Plays all rows, and shows every one that is not as it should be.
pub(crate) fn play(rows: &'static [Row]) {
    const AT_ONCE: usize = 3;
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let share = |rows: &'static [Row]| scope.spawn(move || rows.iter().filter_map(|row| row.play().err()).collect::<Vec<_>>());
        let shares: Vec<_> = rows.chunks(rows.len().div_ceil(AT_ONCE)).map(share).collect();
        shares.into_iter().flat_map(|share| share.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// A JSON error as the API words it.
pub(crate) fn refusal(status: u16, message: &str) -> Fault {
    Fault::answer(
        status,
        format!(r#"{{"message": "{message}", "documentation_url": "https://docs.github.com/rest", "status": "{status}"}}"#),
    )
}

/// An error as the log storage words it.
pub(crate) fn storage_refusal(status: u16, code: &str) -> Fault {
    Fault::answer(
        status,
        format!("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>x</Message></Error>"),
    )
}
