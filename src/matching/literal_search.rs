//! Many literals looked for in one pass, at a speed that hardly depends on how many they are.

use memchr::memmem::Finder;

use super::grams::{Crowd, Grams};

/// A set of literals.
#[derive(Debug)]
pub struct LiteralSearch {
    bytes: Vec<u8>,
    /// By literal, where it ends in `bytes`.
    ends: Vec<usize>,
    long: Grams<4, 8>,
    short: Grams<2, 3>,
    shortest: Grams<1, 3>,
    /// Those of the fewest bytes, where they are few.
    few: Option<Vec<(u32, Finder<'static>)>>,
}

/// So many are looked for one by one.
const FEW: usize = 3;

impl LiteralSearch {
    /// Literals of fewer bytes are never found.
    pub const LEAST: usize = Grams::<1, 3>::LEAST;

    /// Of literals; each is reported by its place among them.
    pub fn new<'l>(literals: impl Iterator<Item = &'l [u8]> + Clone) -> Self {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        let (mut long, mut short, mut shortest) = (Vec::new(), Vec::new(), Vec::new());
        for (literal, number) in literals.clone().zip(0_u32..) {
            bytes.extend_from_slice(literal);
            ends.push(bytes.len());
            match literal.len() {
                Grams::<4, 8>::LEAST.. => long.push((number, literal)),
                Grams::<2, 3>::LEAST.. => short.push((number, literal)),
                Grams::<1, 3>::LEAST.. => shortest.push((number, literal)),
                _ => {}
            }
        }
        let crowd = Crowd::new(literals);
        let one_by_one =
            |shortest: &[(u32, &[u8])]| shortest.iter().map(|&(number, literal)| (number, Finder::new(literal).into_owned())).collect();
        Self {
            bytes,
            ends,
            long: Grams::new(&long, &crowd),
            short: Grams::new(&short, &crowd),
            shortest: Grams::new(&shortest, &crowd),
            few: (shortest.len() <= FEW).then(|| one_by_one(&shortest)),
        }
    }

    /// The bytes of a literal.
    pub fn literal(&self, number: u32) -> &[u8] {
        let number = number as usize;
        &self.bytes[number.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[number]]
    }

    /// Calls back for every place where a literal stands, once, in no order: where it begins, and which it is.
    pub fn scan(&self, text: &[u8], mut found: impl FnMut(usize, u32)) {
        let mut check = |start: usize, literal: u32| {
            if text[start..].starts_with(self.literal(literal)) {
                found(start, literal);
            }
        };
        if !self.long.is_empty() {
            self.long.scan(text, &mut check);
        }
        if !self.short.is_empty() {
            self.short.scan(text, &mut check);
        }
        match self.few {
            Some(ref few) => few.iter().for_each(|(literal, finder)| {
                // One may begin within another.
                let mut from = 0;
                while let Some(at) = finder.find(&text[from..]) {
                    check(from + at, *literal);
                    from += at + 1;
                }
            }),
            None => self.shortest.scan(text, &mut check),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::LiteralSearch;

    fn found(literals: &[Vec<u8>], text: &[u8]) -> Vec<(usize, u32)> {
        let search = LiteralSearch::new(literals.iter().map(Vec::as_slice));
        let mut found = Vec::new();
        search.scan(text, |start, literal| found.push((start, literal)));
        found.sort_unstable();
        found
    }

    fn naive(literals: &[Vec<u8>], text: &[u8]) -> Vec<(usize, u32)> {
        let mut found = Vec::new();
        for start in 0..text.len() {
            let here = literals.iter().zip(0_u32..).filter(|(literal, _)| text[start..].starts_with(literal));
            found.extend(here.map(|(_, number)| (start, number)));
        }
        found
    }

    #[test]
    fn long_and_short_ones_are_found_wherever_they_begin() {
        let literals: Vec<Vec<u8>> =
            ["abc", "FAIL", "no space left on device", "aaaaaaaa", "error: "].iter().map(|text| text.as_bytes().to_vec()).collect();
        for before in 0..70 {
            let text = format!("{}no space left on deviceFAILabcaaaaaaaaaerror: {}", "x".repeat(before), "y".repeat(before % 7));
            assert_eq!(found(&literals, text.as_bytes()), naive(&literals, text.as_bytes()), "{before}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn finds_what_a_naive_search_finds(
            literals in proptest::collection::vec(proptest::collection::vec(prop_oneof![Just(b'a'), Just(b'b'), Just(b' ')], 3..14), 1..40),
            text in proptest::collection::vec(prop_oneof![Just(b'a'), Just(b'b'), Just(b' '), any::<u8>()], 0..400),
        ) {
            prop_assert_eq!(found(&literals, &text), naive(&literals, &text));
        }
    }
}
