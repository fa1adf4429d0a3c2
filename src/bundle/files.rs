//! The files of a run's data, wherever they lie. Names are looked up, never used as paths of an archive's choosing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::BundleError;
use crate::log::{Entries, LogError};

/// Named pieces of bytes, `/` between the parts of a name.
pub(super) enum Files {
    /// A directory.
    Directory(PathBuf),
    /// A bundle on disk.
    Archive(Entries),
    /// What the API has just sent.
    Memory(BTreeMap<String, Vec<u8>>),
}

/// How far below a directory its files are listed.
const DEPTH: usize = 32;

impl Files {
    /// Whether there is such a file.
    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::Directory(root) => root.join(name).is_file(),
            Self::Archive(entries) => entries.names.iter().any(|known| known == name),
            Self::Memory(files) => files.contains_key(name),
        }
    }

    /// Takes a file; none if there is no such file.
    pub(super) fn take(&mut self, name: &str) -> Result<Option<Vec<u8>>, BundleError> {
        match self {
            Self::Directory(root) => {
                let path = root.join(name);
                if !path.is_file() {
                    return Ok(None);
                }
                Ok(Some(std::fs::read(&path).map_err(|source| LogError::Io { path, source })?))
            }
            Self::Archive(entries) => {
                let index = entries.names.iter().position(|known| known == name);
                Ok(index.map(|index| entries.read(index)).transpose()?)
            }
            Self::Memory(files) => Ok(files.remove(name)),
        }
    }

    /// The names of the files below a folder, without the folder's, sorted.
    pub(super) fn below(&self, folder: &str) -> Result<Vec<String>, BundleError> {
        let mut names: Vec<String> = match self {
            Self::Directory(root) => {
                let root = root.join(folder);
                let relative = |path: PathBuf| {
                    let parts: Vec<_> =
                        path.strip_prefix(&root).ok()?.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                    Some(parts.join("/"))
                };
                files_below(&root, DEPTH)?.into_iter().filter_map(relative).collect()
            }
            Self::Archive(entries) => entries.names.iter().filter_map(|name| inside(name, folder)).collect(),
            Self::Memory(files) => files.keys().filter_map(|name| inside(name, folder)).collect(),
        };
        names.sort();
        Ok(names)
    }

    /// What a file is called in messages.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        match self {
            Self::Directory(root) => root.join(name),
            Self::Archive(entries) => Path::new(&entries.name).join(name),
            Self::Memory(_) => name.into(),
        }
    }
}

/// A name without its folder's; folders have entries of their own in some archives.
fn inside(name: &str, folder: &str) -> Option<String> {
    name.strip_prefix(folder)?.strip_prefix('/').filter(|name| !name.is_empty() && !name.ends_with('/')).map(str::to_owned)
}

/// The files of a directory and of those in it, so many levels deep, by name. A directory that is not there has none.
pub(super) fn files_below(root: &Path, depth: usize) -> Result<Vec<PathBuf>, BundleError> {
    let fail = |source| LogError::Io { path: root.to_owned(), source };
    if !root.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_file() {
            found.push(path);
        } else if path.is_dir() && depth > 0 {
            found.extend(files_below(&path, depth - 1)?);
        }
    }
    found.sort();
    Ok(found)
}
