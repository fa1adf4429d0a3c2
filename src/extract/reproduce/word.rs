//! Words of a command, as a shell takes them: nothing that a shell, `cmd` or PowerShell reads as more than a letter leaves unquoted.

use crate::regexes::Pattern;

/// What stands for itself in every shell.
static PLAIN: Pattern = Pattern::new(r"^[A-Za-z0-9_./:=,@+%-][A-Za-z0-9_./:=,@+%#-]{0,199}$");
/// What stands for itself between single quotes.
static QUOTED: Pattern = Pattern::new(r"^[A-Za-z0-9_./:=,@+%#()\[\]^$~ -]{1,200}$");
/// `%NAME%` is a variable to `cmd`.
static VARIABLE: Pattern = Pattern::new(r"%[^%]*%");
static PATH: Pattern = Pattern::new(r"^(?:\./)?[A-Za-z0-9_@.][A-Za-z0-9_.+@-]*(?:/[A-Za-z0-9_@.][A-Za-z0-9_.+@-]*)*$");
/// A package, module, class or target.
static NAME: Pattern = Pattern::new(r"^@?[A-Za-z0-9_][A-Za-z0-9_]*(?:(?:[._+@~-]|::?|/)+[A-Za-z0-9_]+)*$");
/// A sentence that names a test.
static SENTENCE: Pattern = Pattern::new(r"^[A-Za-z0-9_(\[#'.][A-Za-z0-9_ .,:/()\[\]+=@#?!*'-]{2,150}$");

/// The word as it is typed; none where it could be more than a word.
pub(super) fn typed(word: &str) -> Option<String> {
    if VARIABLE.is_match(word) {
        None
    } else if PLAIN.is_match(word) {
        Some(word.to_owned())
    } else {
        QUOTED.is_match(word).then(|| format!("'{word}'"))
    }
}

/// A path below the working directory.
pub(super) fn path(word: &str) -> Option<&str> {
    (word.len() <= 200 && PATH.is_match(word) && !word.split('/').any(|part| part == "..")).then_some(word)
}

/// A name.
pub(super) fn name(word: &str) -> Option<&str> {
    (word.len() <= 200 && NAME.is_match(word) && !word.contains("..")).then_some(word)
}

/// The name of a test as a regex that finds it: what could be more than a letter, to a shell or to the regex, is any character.
pub(super) fn regex(sentence: &str) -> Option<String> {
    let kept = |c: char| c.is_ascii_alphanumeric() || " _,:/=@#-".contains(c);
    let found: String = sentence.chars().map(|c| if kept(c) { c } else { '.' }).collect();
    let letters = found.chars().filter(char::is_ascii_alphanumeric).count();
    (SENTENCE.is_match(sentence) && !sentence.contains("../") && letters * 2 > found.len()).then_some(found)
}
