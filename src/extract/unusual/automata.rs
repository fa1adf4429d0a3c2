//! The patterns of `patterns.rs` with their automata.

include!(concat!(env!("OUT_DIR"), "/automata.rs"));

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LISTS: [&[Prepared]; 21] = [
        &PREFIX,
        &NOTHING,
        &PASSED,
        &NOT_PASSED,
        &WRAPPER,
        &COUNT,
        &WARNING,
        &ADVICE,
        &NPM_WRAPPER,
        &TROUBLE,
        &PATH,
        &VERDICT,
        &ERROR,
        &TAG,
        &EXCEPTION,
        &PLACE,
        &TRADE,
        &CAPITALS,
        &SYSTEM,
        &ANSWER,
        &LEVEL,
    ];

    /// Pieces that lines of trouble are made of.
    const PIECES: [&str; 44] = [
        "error",
        "Error: ",
        "fatal",
        "failed",
        "FAILED: ",
        " ",
        "  ",
        "x",
        "app-1  | ",
        "[test:docs] ",
        "#12 3.4 ",
        "web:build: ",
        "│ ",
        "✖ ",
        "✓ ",
        "é",
        "\u{a0}",
        "##[error]",
        "make: *** ",
        "exit code 1",
        "Process completed with",
        "12 ",
        "0 ",
        "tests",
        "errors",
        "warning: ",
        "hint: ",
        "not found",
        "is not ",
        "no such ",
        "file ",
        "KeyError",
        ": ",
        "src/a.py:3:5: ",
        "E   ",
        "MISSING ",
        "permission denied",
        "undefined reference",
        "503 Service",
        "HTTP 404",
        "level=error",
        "assertion ",
        "over the ",
        "limit",
    ];

    #[test]
    fn every_automaton_is_read() {
        assert!(LISTS.iter().copied().flatten().all(Prepared::is_read));
    }

    proptest! {
        #[test]
        fn an_automaton_finds_what_its_regex_finds(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..7)) {
            let text = pieces.concat();
            for prepared in LISTS.iter().copied().flatten() {
                let regex = prepared.pattern().regex().unwrap();
                prop_assert_eq!(prepared.is_match(&text), regex.is_match(&text), "{} in {:?}", regex, text);
                prop_assert_eq!(prepared.end(&text), regex.find(&text).map(|found| found.end()), "{} in {:?}", regex, text);
            }
        }
    }
}
