//! Paths on disk to the parts of a run. A directory is a run when it holds `run.json` or `jobs.json`, with `logs.zip` or else `logs/`.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::api::{self, ApiError};
use super::error::BundleError;
use super::parts::{Logs, Parts};
use crate::log::LogError;
use crate::model::Commit;

/// The name that stands for standard input.
const STDIN: &str = "-";

/// Reads what is at the paths: one run, one archive, or any number of single logs.
pub fn read(paths: &[PathBuf]) -> Result<Parts, BundleError> {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string().trim_end_matches('/').to_owned()).collect();
    let source = format!("scan {}", names.join(" "));
    let mut parts = match paths {
        [one] if one.as_os_str() == STDIN => stdin()?,
        [one] => read_one(one)?,
        several => {
            if let Some(other) = several.iter().find(|path| path.is_dir() || is_zip(path)) {
                return Err(BundleError::Mixed(other.clone()));
            }
            several.iter().try_for_each(|path| exists(path))?;
            Parts { logs: Logs::Files(several.to_vec()), ..Parts::default() }
        }
    };
    parts.source = source;
    Ok(parts)
}

fn stdin() -> Result<Parts, BundleError> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|source| LogError::Io { path: STDIN.into(), source })?;
    let logs = if bytes.starts_with(b"PK\x03\x04") { Logs::Archive(bytes) } else { Logs::Text("stdin".to_owned(), bytes) };
    Ok(Parts { logs, ..Parts::default() })
}

fn read_one(path: &Path) -> Result<Parts, BundleError> {
    exists(path)?;
    if path.is_dir() {
        return if path.join("run.json").is_file() || path.join("jobs.json").is_file() { run_directory(path) } else { log_directory(path) };
    }
    let logs = if is_zip(path) { Logs::ArchiveFile(path.to_owned()) } else { Logs::Files(vec![path.to_owned()]) };
    Ok(Parts { logs, ..Parts::default() })
}

fn exists(path: &Path) -> Result<(), BundleError> {
    if path.exists() { Ok(()) } else { Err(BundleError::NotFound(path.to_owned())) }
}

/// By its first bytes, else by its name: a damaged archive should be called one.
fn is_zip(path: &Path) -> bool {
    let mut magic = [0; 4];
    let begins = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut magic)).is_ok() && magic.starts_with(b"PK");
    path.is_file() && (begins || path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")))
}

/// An unpacked archive if its files are named like one; else each file is a job.
fn log_directory(path: &Path) -> Result<Parts, BundleError> {
    let files = files_below(path, 1)?;
    let archived = |file: &PathBuf| {
        file.file_name().and_then(|name| name.to_str()).is_some_and(|name| {
            Path::new(name).extension().is_some_and(|ending| ending == "txt")
                && name
                    .trim_start_matches('-')
                    .split_once('_')
                    .is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    if files.iter().any(archived) {
        return Ok(Parts { logs: Logs::Directory(path.to_owned()), ..Parts::default() });
    }
    let files: Vec<PathBuf> = files.into_iter().filter(|file| file.parent() == Some(path)).collect();
    if files.is_empty() {
        Err(BundleError::EmptyDirectory(path.to_owned()))
    } else {
        Ok(Parts { logs: Logs::Files(files), ..Parts::default() })
    }
}

fn run_directory(path: &Path) -> Result<Parts, BundleError> {
    let run = data(&path.join("run.json"), api::run)?;
    let jobs = data(&path.join("jobs.json"), api::jobs)?.map(|(_, jobs)| jobs).unwrap_or_default();
    let logs = if path.join("logs.zip").is_file() {
        Logs::ArchiveFile(path.join("logs.zip"))
    } else if path.join("logs").is_dir() {
        Logs::Directory(path.join("logs"))
    } else {
        Logs::None
    };
    let commits = match data(&path.join("compare.json"), api::compare)? {
        Some((_, listed)) => Some(listed.into_iter().map(|commit| with_files(path, commit)).collect::<Result<_, _>>()?),
        None => None,
    };
    let files = sources(&path.join("source"))?;
    let tree = path.join("source").is_dir().then(|| files.keys().cloned().collect());
    let config_path = path.join("config/.github/triage.yml");
    let config = config_path.is_file().then(|| text(&config_path)).transpose()?.map(|text| (".github/triage.yml".to_owned(), text));
    Ok(Parts { run, jobs, logs, commits, tree, files, config, ..Parts::default() })
}

/// The commit with its diff, where the directory holds one.
fn with_files(path: &Path, commit: Commit) -> Result<Commit, BundleError> {
    let hex = commit.sha.bytes().all(|byte| byte.is_ascii_hexdigit());
    let detail = if hex { data(&path.join(format!("commits/{}.json", commit.sha)), api::commit)? } else { None };
    Ok(detail.unwrap_or(commit))
}

/// A file of GitHub's data, if it is there.
fn data<T>(path: &Path, parse: impl FnOnce(&[u8]) -> Result<T, ApiError>) -> Result<Option<T>, BundleError> {
    if !path.is_file() {
        return Ok(None);
    }
    let bytes = std::fs::read(path).map_err(|source| LogError::Io { path: path.to_owned(), source })?;
    parse(&bytes).map(Some).map_err(|source| BundleError::Data { path: path.to_owned(), source })
}

fn text(path: &Path) -> Result<String, BundleError> {
    Ok(std::fs::read_to_string(path).map_err(|source| LogError::Io { path: path.to_owned(), source })?)
}

/// All files below `source/`, by their path in the repository. What is not text is passed over.
fn sources(root: &Path) -> Result<BTreeMap<String, String>, BundleError> {
    const DEPTH: usize = 32;
    let mut found = BTreeMap::new();
    for file in files_below(root, DEPTH)? {
        if let (Ok(relative), Ok(text)) = (file.strip_prefix(root), std::fs::read_to_string(&file)) {
            let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            found.insert(parts.join("/"), text);
        }
    }
    Ok(found)
}

/// The files of a directory and of those in it, so many levels deep, by name. A directory that is not there has none.
fn files_below(root: &Path, depth: usize) -> Result<Vec<PathBuf>, BundleError> {
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
