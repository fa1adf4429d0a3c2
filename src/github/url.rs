//! What stands between the slashes of a path.

/// Whether a path stays inside a repository: relative, without empty, `.` or `..` components.
pub(super) fn inside(path: &str) -> bool {
    !path.split('/').any(|part| matches!(part, "" | "." | ".."))
}
