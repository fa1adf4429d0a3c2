//! Named pieces of text, from a zip archive or a directory. Names are looked at, never used as paths to write or read.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zip::ZipArchive;

use super::LogError;

/// How much is read at most, whatever an archive promises.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Entries of an archive.
    pub entries: usize,
    /// Bytes of one entry, unpacked.
    pub entry: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entries: 200_000, entry: 1 << 30 }
    }
}

/// Where pieces come from.
#[derive(Debug)]
pub struct Entries {
    /// The archive or directory, for messages.
    pub name: String,
    /// The names of the pieces, `/` between their parts.
    pub names: Vec<String>,
    store: Store,
    limits: Limits,
}

#[derive(Debug)]
enum Store {
    /// Cloning shares the bytes and the directory.
    Zip(ZipArchive<Cursor<Arc<[u8]>>>),
    Files(Vec<PathBuf>),
}

impl Entries {
    /// Opens an archive in memory.
    pub fn zip(name: &str, bytes: Vec<u8>, limits: Limits) -> Result<Self, LogError> {
        if bytes.is_empty() {
            return Err(LogError::Empty { name: name.to_owned() });
        }
        let zip = ZipArchive::new(Cursor::new(Arc::from(bytes)))
            .map_err(|error| LogError::NotAnArchive { name: name.to_owned(), why: error.to_string() })?;
        if zip.len() > limits.entries {
            return Err(LogError::TooLarge {
                name: name.to_owned(),
                what: format!("its number of entries, {},", zip.len()),
                limit: limits.entries.to_string(),
            });
        }
        let names = (0..zip.len()).map(|i| zip.name_for_index(i).and_then(Result::ok).unwrap_or_default().replace('\\', "/")).collect();
        Ok(Self { name: name.to_owned(), names, store: Store::Zip(zip), limits })
    }

    /// Lists a directory, two levels deep, in the order of names.
    pub fn directory(path: &Path, limits: Limits) -> Result<Self, LogError> {
        let mut found = Vec::new();
        for (name, file) in list(path)? {
            if file.is_dir() {
                found.extend(
                    list(&file)?.into_iter().filter(|(_, inner)| inner.is_file()).map(|(inner, path)| (format!("{name}/{inner}"), path)),
                );
            } else {
                found.push((name, file));
            }
        }
        let (names, files) = found.into_iter().unzip();
        Ok(Self { name: path.display().to_string(), names, store: Store::Files(files), limits })
    }

    /// Reads one piece, by its index in `names`.
    pub fn read(&self, index: usize) -> Result<Vec<u8>, LogError> {
        let too_large = || LogError::TooLarge {
            name: self.name.clone(),
            what: format!("{} unpacked", self.names[index]),
            limit: format!("{} bytes", self.limits.entry),
        };
        match &self.store {
            Store::Zip(zip) => {
                let fail = |why: String| LogError::Entry { name: self.name.clone(), entry: self.names[index].clone(), why };
                let mut zip = zip.clone();
                let file = zip.by_index(index).map_err(|error| fail(error.to_string()))?;
                if file.size() > self.limits.entry {
                    return Err(too_large());
                }
                // What an entry says of its size is a hint, and may be a lie.
                let mut bytes = Vec::with_capacity(usize::try_from(file.size().min(1 << 24)).unwrap_or_default());
                file.take(self.limits.entry + 1).read_to_end(&mut bytes).map_err(|error| fail(error.to_string()))?;
                if bytes.len() as u64 > self.limits.entry { Err(too_large()) } else { Ok(bytes) }
            }
            Store::Files(files) => {
                let path = &files[index];
                let fail = |source| LogError::Io { path: path.clone(), source };
                if std::fs::metadata(path).map_err(fail)?.len() > self.limits.entry {
                    return Err(too_large());
                }
                std::fs::read(path).map_err(fail)
            }
        }
    }
}

fn list(path: &Path) -> Result<Vec<(String, PathBuf)>, LogError> {
    let fail = |source| LogError::Io { path: path.to_owned(), source };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        found.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
    }
    found.sort();
    Ok(found)
}
