//! The tags that the runner writes into a log itself: `##[error]`, `##[group]` and their like.

/// A tag at the start of a cleaned line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// An issue: a workflow command, a problem matcher's hit, or the runner's own word.
    Error,
    /// An issue of lower level.
    Warning,
    /// An issue of lowest level.
    Notice,
    /// Opens a group, which the page folds.
    Group,
    /// Closes it.
    EndGroup,
    /// A command the runner ran itself; also `[command]` by actions.
    Command,
    /// Only with step debugging on.
    Debug,
    /// Start and end of a section in old logs.
    Section,
}

/// The tag of a cleaned line and what follows it.
pub fn marker(text: &str) -> Option<(Marker, &str)> {
    if let Some(rest) = text.strip_prefix("[command]") {
        return Some((Marker::Command, rest));
    }
    let rest = text.strip_prefix("##[")?;
    let (tag, rest) = rest.split_once(']')?;
    let marker = match tag {
        "error" => Marker::Error,
        "warning" => Marker::Warning,
        "notice" => Marker::Notice,
        "group" => Marker::Group,
        "endgroup" => Marker::EndGroup,
        "command" => Marker::Command,
        "debug" => Marker::Debug,
        "section" => Marker::Section,
        _ => return None,
    };
    Some((marker, rest))
}

/// The exit code in the runner's boilerplate, `Process completed with exit code N.`, which is never a cause.
pub fn exit_code(text: &str) -> Option<i64> {
    let rest = text.strip_prefix("##[error]").unwrap_or(text).trim();
    rest.strip_prefix("Process completed with exit code ")?.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Marker, exit_code, marker};

    #[test]
    fn known_tags_only() {
        assert_eq!(marker("##[error]no space"), Some((Marker::Error, "no space")));
        assert_eq!(marker("[command]/usr/bin/git version"), Some((Marker::Command, "/usr/bin/git version")));
        assert_eq!(marker("##[start-action display=x;id=y]"), None);
        assert_eq!(marker("see ##[error]"), None);
        assert_eq!(exit_code("##[error]Process completed with exit code 2."), Some(2));
        assert_eq!(exit_code("##[error]Process completed with exit code -1073741819."), Some(-1_073_741_819));
        assert_eq!(exit_code("##[error]Docker build failed with exit code 1"), None);
    }
}
