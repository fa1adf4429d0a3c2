//! What one line of questions brought: files of a bundle, and what could not be had.

use crate::bundle::Bundle;
use crate::github::Error;
use crate::model::Missing;

/// Some files, and what is missing beside them.
#[derive(Debug, Default)]
pub(super) struct Part {
    files: Vec<(String, Vec<u8>)>,
    missing: Vec<Missing>,
}

impl Part {
    pub(super) fn put(&mut self, name: impl Into<String>, bytes: Vec<u8>) {
        self.files.push((name.into(), bytes));
    }

    pub(super) fn lack(&mut self, what: &str, error: &Error) {
        self.missing.push(lack(what, error));
    }

    pub(super) fn lack_for(&mut self, what: &str, why: &str, hint: Option<String>) {
        self.missing.push(Missing { what: what.to_owned(), why: why.to_owned(), hint });
    }

    pub(super) fn missing(&mut self, missing: Missing) {
        self.missing.push(missing);
    }

    /// Takes what another one holds.
    pub(super) fn append(&mut self, other: Self) {
        self.files.extend(other.files);
        self.missing.extend(other.missing);
    }

    /// Puts it into a bundle.
    pub(super) fn into_bundle(self, bundle: &mut Bundle) {
        self.below("", "", bundle);
    }

    /// Puts it into a bundle as that of a further run.
    pub(super) fn of_run(self, run: u64, bundle: &mut Bundle) {
        self.below(&format!("runs/{run}/"), &format!(" of run {run}"), bundle);
    }

    /// Puts it into a bundle as that of a run to compare with. What is missing there is no lack of this run's report.
    pub(super) fn of_other(self, run: u64, bundle: &mut Bundle) {
        for (name, bytes) in self.files {
            bundle.put(format!("others/{run}/{name}"), bytes);
        }
    }

    fn below(self, folder: &str, of: &str, bundle: &mut Bundle) {
        for (name, bytes) in self.files {
            bundle.put(format!("{folder}{name}"), bytes);
        }
        for missing in self.missing {
            bundle.lack(Missing { what: format!("{}{of}", missing.what), ..missing });
        }
    }
}

/// Something that an error kept us from.
pub(super) fn lack(what: &str, error: &Error) -> Missing {
    Missing { what: what.to_owned(), why: error.why(), hint: error.hint() }
}
