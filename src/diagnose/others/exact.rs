//! Text without what differs between two runs of one program, and with the numbers that the program means.

use crate::diagnose::workspace::without_workspace;
use crate::regexes::{Pattern, Span};

/// What differs, and what stands in its place: the groups are kept.
static NOISE: [(Pattern, &str); 9] = [
    (Pattern::new(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "#"),
    (Pattern::new(r"\b0x[0-9a-fA-F]+\b|@[0-9a-f]{5,}\b|\b(?:[0-9]+[a-f]|[a-f]+[0-9])[0-9a-f]{5,}\b"), "#"),
    (
        Pattern::new(
            r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b|\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?\b",
        ),
        "#",
    ),
    (Pattern::new(r"\b\d+(?:\.\d+)?\s?(?:ns|µs|us|ms|s|secs?|seconds?|milliseconds?|m|min|minutes?)\b"), "#"),
    (Pattern::new(r"(?:/private)?/(?:tmp|var/folders)/[\w./+-]+|[\\/]Temp[\\/][\w.\\/~-]+"), "/tmp/#"),
    // Places move with any change of a file.
    (Pattern::new(r"(\.[A-Za-z]{1,5})[:(]\d+(?:[:,]\d+)?\)?"), "$1:#"),
    (Pattern::new(r"(?i)\b(line|column|pid|port|thread|goroutine|seed|process)([ =:#(]+)\d+"), "$1$2#"),
    (Pattern::new(r":\d{4,5}\b|(')\s\(\d+\)"), "$1:#"),
    (Pattern::new(r"\b\d{7,}\b"), "#"),
];

/// The text without addresses, times, durations, ids, places and temporary directories.
pub(super) fn exact(text: &str) -> String {
    let text = without_workspace(text.trim()).replace('\\', "/");
    NOISE.iter().fold(text, |text, (pattern, with)| {
        pattern.replace_each(&text, |out, found| {
            let kept = |group| found.get(group).map_or("", |span: Span<'_>| span.as_str());
            out.push_str(&with.replace("$2", kept(2)).replace("$1", kept(1)));
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{NOISE, exact};

    #[test]
    fn what_a_program_means_stays() {
        assert_eq!(NOISE.iter().filter(|(pattern, _)| pattern.regex().is_none()).count(), 0);
        for (one, other) in [
            ("took 3.21s at 10:11:12 in 8f30b3499d56", "took 4.1s at 11:11:12 in 1f30b3499d56"),
            ("src/a.rs:41:9: no cart", "src/a.rs:44:9: no cart"),
            ("dial 127.0.0.1:41233: refused", "dial 127.0.0.1:52111: refused"),
            ("at /home/runner/work/app/app/x line 3", r"at D:\a\app\app\x line 4"),
            ("thread 'x' (41223) panicked <Cart@1f3b2c>", "thread 'x' (51222) panicked <Cart@2f3b2c>"),
        ] {
            assert_eq!(exact(one), exact(other));
        }
        for (one, other) in [("got 9, want 10", "got 7, want 10"), ("test_x[2]", "test_x[3]"), ("left-pad@^1.3.9", "left-pad@^9.0.0")] {
            assert_ne!(exact(one), exact(other));
        }
    }
}
