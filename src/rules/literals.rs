//! Literals that a match cannot do without: what the prefilter looks for before any regex runs.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The most literals of one pattern.
const MOST: usize = 64;
/// The least bytes of a literal worth looking for.
const LEAST: usize = 3;

/// A set of literals, each of at least three bytes, of which every match contains at least one; none if there is no such set.
///
/// Also none where the pattern does not parse.
///
/// ```
/// let found = triage::rules::required_literals(r"Error: (?:error )?statfs (?<source>[^:]+)");
/// assert_eq!(found, Some(vec![b"Error: statfs ".to_vec(), b"Error: error statfs ".to_vec()]));
/// ```
pub fn required_literals(pattern: &str) -> Option<Vec<Vec<u8>>> {
    let mut set = walk(&regex_syntax::parse(pattern).ok()?).best()?;
    let mut seen = Vec::new();
    set.retain(|literal| {
        !seen.contains(literal) && {
            seen.push(literal.clone());
            true
        }
    });
    Some(set)
}

/// What is known of the texts that a part of a pattern matches.
#[derive(Default)]
struct Known {
    /// All of them, where they are few.
    exact: Option<Vec<Vec<u8>>>,
    /// The best set so far of which each contains one.
    required: Option<Vec<Vec<u8>>>,
}

impl Known {
    fn exact(texts: Vec<Vec<u8>>) -> Self {
        Self { exact: Some(texts), required: None }
    }

    /// The better of what is required and what is exact.
    fn best(self) -> Option<Vec<Vec<u8>>> {
        better(self.required, self.exact)
    }
}

fn walk(hir: &Hir) -> Known {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Known::exact(vec![Vec::new()]),
        HirKind::Literal(literal) => Known::exact(vec![literal.0.to_vec()]),
        HirKind::Class(class) => Known { exact: texts(class), required: None },
        HirKind::Capture(capture) => walk(&capture.sub),
        HirKind::Repetition(repetition) => {
            let inner = walk(&repetition.sub);
            match (repetition.min, repetition.max, inner.exact) {
                (0, Some(1), Some(mut exact)) => {
                    exact.insert(0, Vec::new());
                    Known::exact(exact)
                }
                (0, _, _) => Known::default(),
                (least, most, Some(exact)) if most == Some(least) && least <= 16 => {
                    let whole = (1..least).try_fold(exact.clone(), |all, _| product(&all, &exact));
                    Known { required: better(inner.required, Some(exact)), exact: whole }
                }
                (_, _, exact) => Known { exact: None, required: better(inner.required, exact) },
            }
        }
        HirKind::Concat(parts) => concat(parts),
        HirKind::Alternation(branches) => alternation(branches),
    }
}

fn concat(parts: &[Hir]) -> Known {
    let mut required = None;
    let mut run = vec![Vec::new()];
    let mut whole = true;
    for part in parts.iter().map(walk) {
        required = better(required, part.required);
        if let Some(longer) = part.exact.as_deref().and_then(|exact| product(&run, exact)) {
            run = longer;
        } else {
            // The run of known texts ends here, and a new one begins.
            whole = false;
            let next = part.exact.unwrap_or_else(|| vec![Vec::new()]);
            required = better(required, Some(std::mem::replace(&mut run, next)));
        }
    }
    if whole { Known { exact: Some(run), required } } else { Known { exact: None, required: better(required, Some(run)) } }
}

fn alternation(branches: &[Hir]) -> Known {
    let (mut exact, mut required) = (Some(Vec::new()), Some(Vec::new()));
    for branch in branches.iter().map(walk) {
        exact = exact.zip(branch.exact.clone()).map(|(all, more)| [all, more].concat()).filter(|all| all.len() <= MOST);
        required = required.zip(branch.best()).map(|(all, more)| [all, more].concat()).filter(|all| all.len() <= MOST);
    }
    Known { exact, required }
}

/// Every text of the one followed by every text of the other; none if they are too many.
fn product(first: &[Vec<u8>], second: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
    let joined = |head: &Vec<u8>| second.iter().map(|tail| [head.as_slice(), tail].concat()).collect::<Vec<_>>();
    (first.len() * second.len() <= MOST).then(|| first.iter().flat_map(joined).collect())
}

/// The texts of a class, if they are few: `[Ee]`, not `\w`.
fn texts(class: &Class) -> Option<Vec<Vec<u8>>> {
    match class {
        Class::Unicode(class) => {
            let size: usize = class.ranges().iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum();
            let chars = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            (size <= 8).then(|| chars.map(|c| c.to_string().into_bytes()).collect())
        }
        Class::Bytes(class) => {
            let size: usize = class.ranges().iter().map(regex_syntax::hir::ClassBytesRange::len).sum();
            let bytes = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            (size <= 8).then(|| bytes.map(|byte| vec![byte]).collect())
        }
    }
}

/// Of two sets the one whose shortest literal is longer, unless it is paid for with many literals; the first where they
/// are alike. A set with a short literal is none.
fn better(one: Option<Vec<Vec<u8>>>, other: Option<Vec<Vec<u8>>>) -> Option<Vec<Vec<u8>>> {
    let worth = |set: &[Vec<u8>]| {
        let shortest = set.iter().map(Vec::len).min().unwrap_or_default();
        (shortest >= LEAST).then(|| 64 + 4 * shortest.min(24) - set.len().min(64))
    };
    let usable = |set: &Vec<Vec<u8>>| worth(set).is_some();
    match (one.filter(usable), other.filter(usable)) {
        (Some(one), Some(other)) if worth(&other) > worth(&one) => Some(other),
        (Some(one), _) => Some(one),
        (None, other) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, required_literals};

    fn found(pattern: &str) -> Option<Vec<String>> {
        Some(required_literals(pattern)?.into_iter().map(|literal| String::from_utf8(literal).unwrap()).collect())
    }

    fn all(pattern: &str) -> String {
        found(pattern).unwrap_or_default().join("|")
    }

    #[test]
    fn literals_are_found_wherever_they_stand() {
        assert_eq!(all("abc"), "abc");
        assert_eq!(all(r"^\s*make(?:\[\d+\])?: \*\*\* \["), ": *** [");
        assert_eq!(all(r"\d+ of \d+ tests failed"), " tests failed");
        assert_eq!(all(r"(?<a>\w+)(?:foo|bar)"), "foo|bar");
        assert_eq!(all(r"(?:denied: .*|forbidden)"), "denied: |forbidden");
        assert_eq!(all(r"(?:abc)+x"), "abc");
        assert_eq!(all(r"(?:ab){3}"), "ababab");
        assert_eq!(all("x{3}"), "xxx");
        assert_eq!(found(r"é\d\d\dü+"), None);
        assert_eq!(all(r"exit (?:status|code) \d+"), "exit status |exit code ");
    }

    #[test]
    fn without_three_bytes_there_is_none() {
        for pattern in [r"\d+", "ab", ".*", "(?:abc)?", "(?:abc)*", "(?:abc|d)", r"[a-z]+: \w", "", "("] {
            assert_eq!(found(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn letters_of_either_case_are_expanded_within_bounds() {
        let literals = required_literals("(?i)connection refused").unwrap();
        assert!(literals.len() <= MOST && literals.iter().all(|literal| literal.len() >= 3));
        for line in ["Connection refused", "CONNECTION REFUSED", "connection refused"] {
            assert!(literals.iter().any(|literal| line.contains(std::str::from_utf8(literal).unwrap())), "{line}");
        }
    }

    proptest::proptest! {
        /// The prefilter may never lose a match.
        #[test]
        fn every_match_contains_a_literal(text in proptest::sample::select(PATTERNS).prop_flat_map(|pattern| (proptest::strategy::Just(pattern), proptest::string::string_regex(pattern).unwrap()))) {
            let (pattern, text) = text;
            let literals = required_literals(pattern).unwrap();
            proptest::prop_assert!(literals.iter().any(|literal| text.as_bytes().windows(literal.len()).any(|part| part == literal)), "{} {:?}", pattern, text);
        }
    }

    use proptest::strategy::Strategy as _;

    const PATTERNS: &[&str] = &[
        r"Error: (?:error )?statfs [^:]{1,9}: no such file",
        r"(?:abc|de[fg]h)[0-9]{2,5}(?:xyz)?",
        r"(?i)failed to (?:solve|pull)",
        r"make(?:\[[0-9]{1,2}\])?: \*\*\* \[[a-z]{1,5}\] Error [12]",
        r"(?:ab){2,4}c?(?:de|fgh){3}",
        r"[ab]{3}[cd]{2}x?",
        r"(?:(?:one|two) (?:three|four)){1,2}",
    ];
}
