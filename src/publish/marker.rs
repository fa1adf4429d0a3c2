//! The line that what we posted begins with. It says only what it is; anyone can write such a line, so the author counts, too.

use crate::github::Comment;

const START: &str = "<!-- triage:comment ";
/// What a comment of ours becomes that cannot be deleted.
pub(super) const BLANK: &str = "<!-- triage:superseded -->";

/// The first line of a comment.
pub(super) fn marker(digest: &str) -> String {
    format!("{START}{digest} -->")
}

/// Ours: by our account, with the marker at the first byte. The oldest first, as GitHub lists them.
pub(super) fn ours(comments: &[Comment], me: u64) -> Vec<&Comment> {
    comments.iter().filter(|comment| comment.author == Some(me) && comment.body.starts_with(START)).collect()
}

/// Whether two bodies are one to a reader; GitHub may store other line ends.
pub(super) fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").trim_end().to_owned();
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::{marker, ours, same};
    use crate::github::Comment;

    #[test]
    fn only_what_we_wrote_and_marked_is_ours() {
        let comment = |id, author, body: String| Comment { id, author, body };
        let comments = [
            comment(1, Some(1), format!("{}\nx", marker("aa"))),
            comment(2, Some(9), "plain".to_owned()),
            comment(3, Some(9), format!(" {}", marker("aa"))),
            comment(4, Some(9), format!("{}\nx", marker("aa"))),
            comment(5, None, marker("aa")),
        ];
        assert_eq!(ours(&comments, 9).iter().map(|comment| comment.id).collect::<Vec<_>>(), [4]);
        assert!(same("a\r\nb\n", "a\nb") && !same("a", "b"));
    }
}
