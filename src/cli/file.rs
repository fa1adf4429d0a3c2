//! Files that are there whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::interrupt::Partial;

/// Writes a file: beside its place first, then there in one move. What is no plain file (a pipe, `/dev/null`) is written as it is.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let place = match fs::metadata(path) {
        Ok(data) if !data.is_file() => return fs::write(path, bytes),
        // The file that a link leads to, not the link.
        Ok(_) => fs::canonicalize(path)?,
        Err(_) => path.to_owned(),
    };
    let beside = beside(&place).ok_or(io::ErrorKind::InvalidFilename)?;
    let partial = Partial::new(&beside);
    let written = fs::write(&beside, bytes).and_then(|()| keep_permissions(&place, &beside)).and_then(|()| fs::rename(&beside, &place));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    partial.done();
    written
}

fn beside(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    Some(path.with_file_name(format!(".{name}.{}.partial", std::process::id())))
}

fn keep_permissions(of: &Path, to: &Path) -> io::Result<()> {
    match fs::metadata(of) {
        Ok(data) => fs::set_permissions(to, data.permissions()),
        Err(_) => Ok(()),
    }
}
