//! Where answers are kept.

use std::path::PathBuf;

/// `triage` in the user's cache directory: `$XDG_CACHE_HOME`, else `~/.cache`; on Windows `%LOCALAPPDATA%`.
pub(crate) fn cache_dir() -> Option<PathBuf> {
    // A relative path is to be ignored, says the XDG base directory specification.
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let root = variable("XDG_CACHE_HOME")
        .or_else(|| variable("LOCALAPPDATA").filter(|_| cfg!(windows)))
        .or_else(|| Some(variable("HOME")?.join(".cache")))?;
    Some(root.join("triage"))
}
