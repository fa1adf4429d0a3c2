//! A pack: rule files that travel together, inside the binary, in a directory or in a zip archive, and what they say of themselves.

use std::fs;
use std::path::{Path, PathBuf};

use super::LoadError;
use super::diagnostic::Source;
use super::digest::digest;
use super::file::RuleFile;
use super::prepared::FILES;
use crate::log::{Entries, Limits};

/// The file that says what a pack is.
pub(super) const ABOUT: &str = "catalog.yml";

/// A rule file is never this large; an archive that says otherwise is none of rules.
const LIMITS: Limits = Limits { entries: 20_000, entry: 1 << 20, total: 256 << 20 };

/// Rule files that travel together.
#[derive(Debug, Default)]
pub struct Pack {
    pub(super) files: Vec<RuleFile>,
    /// Its `catalog.yml`.
    pub(super) about: Option<Source>,
}

impl Pack {
    /// The pack inside the binary.
    pub fn builtin() -> Self {
        let mut pack = Self::default();
        for (path, text) in FILES {
            pack.add(path, text, false);
        }
        pack
    }

    /// The pack at a path: a directory with `<category>/<id>.md` or `<id>.md` in it, a zip archive of one, or a single rule file.
    pub fn open(path: &Path) -> Result<Self, LoadError> {
        if path.is_dir() {
            Self::directory(path)
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")) {
            Self::archive(path)
        } else {
            let file = read(path)?;
            Ok(Self { files: RuleFile::new(&path.display().to_string(), &file).into_iter().collect(), about: None })
        }
    }

    /// Rules from path and text. Paths are shown in messages; what is no `.md` file, and every `README.md`, is passed over.
    pub fn from_files(files: &[(String, String)]) -> Self {
        let mut pack = Self::default();
        for (path, text) in files {
            pack.add(path, text, false);
        }
        pack
    }

    /// The names of its rule files, as they are shown.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.source.file.as_str())
    }

    fn directory(path: &Path) -> Result<Self, LoadError> {
        let mut pack = Self::default();
        let mut take = |path: &Path, at_top: bool| -> Result<(), LoadError> {
            if is_ours(path) && path.is_file() {
                pack.add(&path.display().to_string(), &read(path)?, at_top);
            }
            Ok(())
        };
        for entry in list(path)? {
            if entry.is_dir() {
                list(&entry)?.iter().try_for_each(|inner| take(inner, false))?;
            } else {
                take(&entry, true)?;
            }
        }
        Ok(pack)
    }

    fn archive(path: &Path) -> Result<Self, LoadError> {
        let bytes = fs::read(path).map_err(|source| LoadError::Read { path: path.to_owned(), source })?;
        let entries = Entries::zip(&path.display().to_string(), bytes, LIMITS)?;
        let root = entries.names.iter().filter_map(|name| name.strip_suffix(ABOUT)).min_by_key(|root| root.len()).unwrap_or_default();
        let mut pack = Self::default();
        for (index, name) in entries.names.iter().enumerate() {
            let Some(inside) = name.strip_prefix(root).filter(|name| is_ours(Path::new(name))) else { continue };
            let text = String::from_utf8_lossy(&entries.read(index)?).into_owned();
            pack.add(&format!("{}/{inside}", path.display()), &text, !inside.contains('/'));
        }
        Ok(pack)
    }

    /// Takes a file in. At the top of a pack the directory's own name is no category.
    fn add(&mut self, path: &str, text: &str, at_top: bool) {
        if path.rsplit(['/', '\\']).next() == Some(ABOUT) {
            self.about = Some(Source::new(path, text));
        } else if let Some(file) = RuleFile::new(path, text) {
            let directory = file.directory.filter(|_| !at_top);
            self.files.push(RuleFile { directory, ..file });
        }
    }

    /// The number of its files' texts.
    pub(super) fn digest(&self) -> u64 {
        let name = |file: &RuleFile| format!("{}/{}", file.directory.as_deref().unwrap_or_default(), file.stem);
        digest(&mut self.files.iter().map(|file| (name(file), &*file.source.text)).collect::<Vec<_>>())
    }
}

fn is_ours(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "md") || path.file_name().is_some_and(|name| name == ABOUT)
}

fn list(path: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let failed = |source| LoadError::Read { path: path.to_owned(), source };
    let entries = fs::read_dir(path).map_err(failed)?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.map(|entry| entry.path()).map_err(failed)).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String, LoadError> {
    let bytes = fs::read(path).map_err(|source| LoadError::Read { path: path.to_owned(), source })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
