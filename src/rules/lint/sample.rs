//! Texts that a pattern matches, made from the pattern.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::rules::Pattern;

/// Up to so many different texts that the pattern matches; the same ones each time.
pub(super) fn samples(pattern: &Pattern, count: usize) -> Vec<String> {
    let Ok(hir) = regex_syntax::parse(pattern.source()) else { return Vec::new() };
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let mut found: Vec<String> = Vec::new();
    for _ in 0..count * 3 {
        let mut text = String::new();
        write(&hir, &mut chance, &mut text);
        // Anchors and word boundaries are not written for: what they refuse is left out.
        if text.len() < 2_000 && !found.contains(&text) && pattern.is_match(&text) {
            found.push(text);
        }
        if found.len() == count {
            break;
        }
    }
    found
}

/// A sequence of numbers that looks random (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap_or(1)).unwrap_or_default()
    }
}

fn write(hir: &Hir, chance: &mut Chance, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(letter(class, chance)),
        HirKind::Capture(capture) => write(&capture.sub, chance, text),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(repetition.min + 4).min(repetition.min + 4).min(200);
            let times = repetition.min as usize + chance.below((most.saturating_sub(repetition.min) + 1) as usize);
            (0..times.min(200)).for_each(|_| write(&repetition.sub, chance, text));
        }
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, chance, text)),
        HirKind::Alternation(branches) => {
            let branch = chance.below(branches.len());
            write(&branches[branch], chance, text);
        }
    }
}

/// A letter of a class: one of those that logs are made of, where it has any.
fn letter(class: &Class, chance: &mut Chance) -> Option<char> {
    const COMMON: &str = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789/._-  :,\"'()[]{}<>=@#";
    let holds = |c: char| match class {
        Class::Unicode(class) => class.ranges().iter().any(|range| (range.start()..=range.end()).contains(&c)),
        Class::Bytes(class) => {
            u8::try_from(c).is_ok_and(|byte| class.ranges().iter().any(|range| (range.start()..=range.end()).contains(&byte)))
        }
    };
    let common: Vec<char> = COMMON.chars().filter(|c| holds(*c)).collect();
    match (common.as_slice(), class) {
        ([], Class::Unicode(class)) => class.ranges().first().map(regex_syntax::hir::ClassUnicodeRange::start),
        ([], Class::Bytes(class)) => class.ranges().first().map(|range| char::from(range.start())),
        (common, _) => Some(common[chance.below(common.len())]),
    }
}

#[cfg(test)]
mod tests {
    use super::samples;
    use crate::rules::{Input, Pattern};

    #[test]
    fn samples_match_and_differ() {
        let pattern = Pattern::new(r"^(?:error|fatal)\[(?<code>E\d{4})\]: .+ (?i:broke)$", Input::Log).unwrap();
        let found = samples(&pattern, 10);
        assert_eq!(found.len(), 10);
        assert!(found.iter().all(|text| pattern.is_match(text)));
        assert_eq!(found, samples(&pattern, 10));
    }
}
