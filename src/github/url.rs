//! What stands between the slashes of a path.

/// Percent-encodes all but letters, digits, `-._~` and `/`: branch and file names may hold `#`, `?`, `%` and spaces.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.extend(char::from_digit(half.into(), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    out
}

/// Whether a path stays inside a repository: relative, without empty, `.` or `..` components.
pub(super) fn inside(path: &str) -> bool {
    !path.split('/').any(|part| matches!(part, "" | "." | ".."))
}
