//! A run as files in memory: what the API sent, under the names that a directory or a bundle gives it.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use serde::{Deserialize, Serialize};
use zip::CompressionMethod;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::error::BundleError;
use super::files::Files;
use super::parts::Parts;
use super::run_files;
use crate::model::Missing;

/// What a bundle says of itself.
pub(super) const COVER: &str = "bundle.json";
/// The only version there is.
const VERSION: u32 = 1;

/// Everything that a report of a run is made of.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// How it was named on the command line, e.g. `run 21565516978`.
    pub source: String,
    /// What could not be had, in the order of the report.
    pub missing: Vec<Missing>,
    files: BTreeMap<String, Vec<u8>>,
}

#[derive(Deserialize, Serialize)]
struct Cover {
    version: u32,
    source: String,
    missing: Vec<MissingJson>,
}

#[derive(Deserialize, Serialize)]
struct MissingJson {
    what: String,
    why: String,
    hint: Option<String>,
}

impl Bundle {
    /// One without files.
    pub fn new(source: impl Into<String>) -> Self {
        Self { source: source.into(), ..Self::default() }
    }

    /// Adds a file, in place of one of that name.
    pub fn put(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(name.into(), bytes.into());
    }

    /// A file's bytes.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }

    /// Says that something could not be had.
    pub fn lack(&mut self, missing: Missing) {
        self.missing.push(missing);
    }

    /// Reads it, as one that lies on disk is read.
    pub fn parts(self) -> Result<Parts, BundleError> {
        let parts = run_files::read(Files::Memory(self.files))?;
        Ok(Parts { source: self.source, missing: self.missing, ..parts })
    }

    /// The zip archive that `triage scan` reads: no times and no order but that of names, so that equal data makes equal bytes.
    pub fn zip(&self) -> Result<Vec<u8>, BundleError> {
        let missing = self.missing.iter().cloned().map(|missing| MissingJson { what: missing.what, why: missing.why, hint: missing.hint });
        let cover = Cover { version: VERSION, source: self.source.clone(), missing: missing.collect() };
        let cover = serde_json::to_vec_pretty(&cover).map_err(|error| BundleError::Pack(error.to_string()))?;
        let files =
            std::iter::once((COVER, cover.as_slice())).chain(self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        pack(files).map_err(|error| BundleError::Pack(error.to_string()))
    }
}

fn pack<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>, ZipError> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let packed = bytes.starts_with(b"PK");
        let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(name, SimpleFileOptions::default().compression_method(method).last_modified_time(zip::DateTime::default()))?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What the cover of a bundle on disk says: how it was named, and what it lacks.
pub(super) fn cover(bytes: &[u8]) -> Result<(String, Vec<Missing>), String> {
    let cover: Cover = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if cover.version != VERSION {
        return Err(format!("version {} of the format is newer than this program", cover.version));
    }
    let missing = cover.missing.into_iter().map(|missing| Missing { what: missing.what, why: missing.why, hint: missing.hint });
    Ok((cover.source, missing.collect()))
}
