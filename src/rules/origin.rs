//! Where rule files come from: the binary, and directories.

use std::fs;
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};

use super::LoadError;
use super::file::RuleFile;

static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The files inside the binary, as path and text.
pub(super) fn builtin() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&BUILTIN, &mut files);
    files
}

fn collect(directory: &Dir<'_>, files: &mut Vec<(String, String)>) {
    for entry in directory.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, files),
            DirEntry::File(file) => {
                // A file that is not UTF-8 shows as replacement characters in its diagnostics.
                let text = String::from_utf8_lossy(file.contents()).into_owned();
                files.push((format!("rules/{}", file.path().display()), text));
            }
        }
    }
}

/// The rule files in a directory and in the directories directly below it.
pub(super) fn directory(path: &Path) -> Result<Vec<RuleFile>, LoadError> {
    let mut files = Vec::new();
    for entry in list(path)? {
        if entry.is_dir() {
            for inner in list(&entry)?.iter().filter(|inner| inner.is_file()) {
                files.extend(read(inner)?);
            }
        } else if let Some(file) = read(&entry)? {
            // At the top the directory's own name is no category.
            files.push(RuleFile { directory: None, ..file });
        }
    }
    Ok(files)
}

fn list(path: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let failed = |source| LoadError::Read { path: path.to_owned(), source };
    let entries = fs::read_dir(path).map_err(failed)?;
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(failed)).collect()
}

fn read(path: &Path) -> Result<Option<RuleFile>, LoadError> {
    if path.extension().is_none_or(|extension| extension != "md") {
        return Ok(None);
    }
    let bytes = fs::read(path).map_err(|source| LoadError::Read { path: path.to_owned(), source })?;
    Ok(RuleFile::new(&path.display().to_string(), &String::from_utf8_lossy(&bytes)))
}
