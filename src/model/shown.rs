//! Times and commits as people and JSON read them.

use chrono::{DateTime, SecondsFormat, Utc};

/// RFC 3339 in UTC with whole seconds, as GitHub writes times: their order is that of the texts.
pub fn rfc3339(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The first nine digits of a commit's SHA, as people quote them.
pub fn short_sha(sha: &str) -> &str {
    sha.char_indices().nth(9).map_or(sha, |(at, _)| &sha[..at])
}

#[cfg(test)]
mod tests {
    use super::{rfc3339, short_sha};

    #[test]
    fn as_they_are_quoted() {
        assert_eq!(short_sha("8f30b3499d56"), "8f30b3499");
        assert_eq!(short_sha("8f30"), "8f30");
        assert_eq!(short_sha("äöüäöüäöüä"), "äöüäöüäöü");
        assert_eq!(rfc3339("2026-02-01T15:00:00.5Z".parse().unwrap()), "2026-02-01T15:00:00Z");
    }
}
