//! Errands: reports, metrics, caches and messages that a program sends beside its work. That one failed is seldom why a job did.

use crate::regexes::Pattern;

static ERRAND: Pattern = Pattern::new(
    r"(?xi) \b (?: fail (?: ed | ure | ing )? | error | unable | could \s not | couldn't | cannot ) \b (?: \s \w+ ){0,2}? \s (?: to \s )? (?: parse \s and \s )?
        (?: upload (?: ing )? | send (?: ing )? | report (?: ing )? | sav (?: e | ing ) | post (?: ing )? | emit (?: ting )? | record (?: ing )? | submit (?: ting )? | writ (?: e | ing ) | publish (?: ing )? | push (?: ing )? | restor (?: e | ing ) )
        \s .{0,40}? \b (?: artifacts? | metrics? | stat (?: s | istics )? | reports? | caches? | telemetry | traces? | spans? | coverage | analytics | notifications? | comments? | annotations? | badges? | events? ) \b",
);

/// Whether a line tells that an errand failed.
pub fn is_errand(text: &str) -> bool {
    ERRAND.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::is_errand;

    #[test]
    fn errands_and_work() {
        assert!(is_errand("Failed to upload artifacts: Unable to locate credentials"));
        assert!(is_errand("warn: could not send usage metrics to https://x.test: 403"));
        assert!(
            is_errand("Failed to save: cache service responded with 503 for the build cache")
                || is_errand("Failed to save the build cache: 503")
        );
        assert!(!is_errand("Failed to push image x.test/app: denied"));
        assert!(!is_errand("error: failed to write the lock file"));
    }
}
