//! Paths on disk to the parts of a run. A directory, or a zip archive, is a run when it holds `run.json` or `jobs.json`.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::BundleError;
use super::files::{Files, files_below};
use super::parts::{Logs, Parts};
use super::run_files;
use crate::log::{Entries, Limits, LogError, read_stream};

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
            bare(Logs::Files(several.to_vec()))
        }
    };
    // A bundle says what it was fetched as, so that its report is the one of that day.
    if parts.source.is_empty() {
        parts.source = source;
    }
    Ok(parts)
}

fn stdin() -> Result<Parts, BundleError> {
    let fail = |source| LogError::Io { path: STDIN.into(), source };
    let mut stdin = std::io::stdin().lock();
    let mut bytes = Vec::new();
    stdin.by_ref().take(4).read_to_end(&mut bytes).map_err(fail)?;
    if bytes != b"PK\x03\x04" {
        return Ok(bare(Logs::Texts(read_stream("stdin", bytes.chain(stdin))?)));
    }
    stdin.read_to_end(&mut bytes).map_err(fail)?;
    match archived_run(Entries::zip("stdin", bytes.clone(), Limits::default())) {
        Some(files) => run_files::read(files),
        None => Ok(bare(Logs::Archive(bytes))),
    }
}

fn bare(logs: Logs) -> Parts {
    Parts { logs: vec![logs.into()], ..Parts::default() }
}

/// The files of a bundle; none if an archive is none, or no bundle.
fn archived_run(entries: Result<Entries, LogError>) -> Option<Files> {
    let files = Files::Archive(entries.ok()?);
    run_files::is_run(&files).then_some(files)
}

fn read_one(path: &Path) -> Result<Parts, BundleError> {
    exists(path)?;
    if path.is_dir() {
        let files = Files::Directory(path.to_owned());
        return if run_files::is_run(&files) { run_files::read(files) } else { log_directory(path) };
    }
    if !is_zip(path) {
        return Ok(bare(Logs::Files(vec![path.to_owned()])));
    }
    match archived_run(Entries::zip_file(path, Limits::default())) {
        Some(files) => run_files::read(files),
        None => Ok(bare(Logs::ArchiveFile(path.to_owned()))),
    }
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
        return Ok(bare(Logs::Directory(path.to_owned())));
    }
    let files: Vec<PathBuf> = files.into_iter().filter(|file| file.parent() == Some(path)).collect();
    if files.is_empty() { Err(BundleError::EmptyDirectory(path.to_owned())) } else { Ok(bare(Logs::Files(files))) }
}
