//! A table of short pieces of literals, "grams". A text is probed at every `STRIDE`th byte only: a literal of `STRIDE + Q - 1` bytes or more has
//! a gram at one of them wherever it begins. Two bits in a word of a small table say whether a gram may be one; nearly all are not.

use super::rarity::pair;

/// Spreads the bytes of a gram over a word.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
/// Grams probed before anything is decided.
const GROUP: usize = 8;
/// Bytes that a group of the largest stride reads.
const READ: usize = GROUP * 4 + 8;

/// One gram of a literal.
#[derive(Clone, Copy, Debug)]
struct Entry {
    gram: u64,
    literal: u32,
    /// Where the gram stands in the literal.
    offset: u32,
}

/// Grams of `Q` bytes, eight at most, of literals that have at least `STRIDE + Q - 1`.
#[derive(Debug)]
pub(super) struct Grams<const STRIDE: usize, const Q: usize> {
    /// Two bits a gram, both in one word.
    bits: Vec<u64>,
    mask: usize,
    /// By a shorter hash, where its entries begin.
    slots: Vec<u32>,
    slots_shift: u32,
    entries: Vec<Entry>,
}

impl<const STRIDE: usize, const Q: usize> Grams<STRIDE, Q> {
    /// The least bytes of a literal.
    pub(super) const LEAST: usize = STRIDE + Q - 1;

    /// Of literals, each with the number it is reported by.
    pub(super) fn new(literals: &[(u32, &[u8])], crowd: &Crowd) -> Self {
        let mut entries = Vec::with_capacity(literals.len() * STRIDE);
        for &(literal, bytes) in literals {
            let start = rarest::<STRIDE, Q>(bytes, crowd);
            for offset in start..start + STRIDE {
                let gram = Self::gram(load(&bytes[offset..]));
                entries.push(Entry { gram, literal, offset: u32::try_from(offset).unwrap_or(u32::MAX) });
            }
        }
        // Two bits in 64 are set, in the largest table more: 32 KiB, which stay in the first cache.
        let bits_log = (entries.len() * 64).next_power_of_two().ilog2().clamp(15, 18);
        let slots_log = entries.len().next_power_of_two().ilog2().clamp(4, 20);
        let (mask, slots_shift) = ((1 << (bits_log - 6)) - 1, 64 - slots_log);
        let mut bits = vec![0_u64; mask + 1];
        let mut slots = vec![0_u32; (1 << slots_log) + 1];
        for entry in &entries {
            let (cell, both) = Self::place(entry.gram, mask);
            bits[cell] |= both;
            slots[slot(entry.gram, slots_shift) + 1] += 1;
        }
        for at in 1..slots.len() {
            slots[at] += slots[at - 1];
        }
        let (mut free, mut placed) = (slots.clone(), entries.clone());
        for entry in entries {
            let free = &mut free[slot(entry.gram, slots_shift)];
            placed[*free as usize] = entry;
            *free += 1;
        }
        Self { bits, mask, slots, slots_shift, entries: placed }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Drops the bytes behind the gram.
    fn gram(word: u64) -> u64 {
        word & (u64::MAX >> (64 - 8 * Q))
    }

    /// Calls back with where a literal would begin, and which, for every gram; whether the rest of it is there is for the caller to see.
    pub(super) fn scan(&self, text: &[u8], mut found: impl FnMut(usize, u32)) {
        let mut at = 0;
        while let Some(block) = text[at..].first_chunk::<READ>() {
            self.group(block, at, &mut found);
            at += GROUP * STRIDE;
        }
        let mut last = [0; READ + GROUP * 4];
        let rest = &text[at..];
        last[..rest.len()].copy_from_slice(rest);
        let mut from = 0;
        while from < rest.len() {
            if let Some(block) = last[from..].first_chunk::<READ>() {
                self.group(block, at + from, &mut found);
            }
            from += GROUP * STRIDE;
        }
    }

    #[inline]
    fn group(&self, block: &[u8; READ], at: usize, found: &mut impl FnMut(usize, u32)) {
        for probe in 0..GROUP {
            let gram = Self::gram(word(block, probe * STRIDE));
            let (cell, both) = Self::place(gram, self.mask);
            if self.bits[cell] & both == both {
                self.hit(gram, at + probe * STRIDE, found);
            }
        }
    }

    /// The word of a gram, and its bits in there.
    #[inline]
    fn place(gram: u64, mask: usize) -> (usize, u64) {
        let hash = gram.wrapping_mul(SPREAD);
        ((hash >> 44) as usize & mask, 1 << (hash >> 38 & 63) | 1 << (hash >> 32 & 63))
    }

    #[inline(never)]
    fn hit(&self, gram: u64, at: usize, found: &mut impl FnMut(usize, u32)) {
        let slot = slot(gram, self.slots_shift);
        let entries = &self.entries[self.slots[slot] as usize..self.slots[slot + 1] as usize];
        for entry in entries.iter().filter(|entry| entry.gram == gram) {
            if let Some(start) = at.checked_sub(entry.offset as usize) {
                found(start, entry.literal);
            }
        }
    }
}

/// The slot of a gram, among `2^(64 - shift)`, of which there are at most a million.
#[expect(clippy::cast_possible_truncation, reason = "44 bits or more are shifted out")]
fn slot(gram: u64, shift: u32) -> usize {
    (gram.wrapping_mul(SPREAD) >> shift) as usize
}

#[inline]
fn word(block: &[u8; READ], at: usize) -> u64 {
    block[at..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

fn load(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    let len = bytes.len().min(8);
    word[..len].copy_from_slice(&bytes[..len]);
    u64::from_le_bytes(word)
}

/// How many literals share a gram, roughly: what many share is a common word.
#[derive(Debug)]
pub(super) struct Crowd {
    counts: Vec<u16>,
}

impl Crowd {
    const LOG: u32 = 14;

    pub(super) fn new<'l>(literals: impl Iterator<Item = &'l [u8]>) -> Self {
        let mut counts = vec![0_u16; 1 << Self::LOG];
        for gram in literals.flat_map(|literal| literal.array_windows()) {
            let count = &mut counts[Self::place(*gram)];
            *count = count.saturating_add(1);
        }
        Self { counts }
    }

    fn place([first, second, third]: [u8; 3]) -> usize {
        (u64::from_le_bytes([first, second, third, 0, 0, 0, 0, 0]).wrapping_mul(SPREAD) >> (64 - Self::LOG)) as usize
    }

    fn count(&self, gram: [u8; 3]) -> u64 {
        u64::from(self.counts[Self::place(gram)])
    }
}

/// Where the rarest `STRIDE` grams of `Q` bytes, one behind the other, begin.
fn rarest<const STRIDE: usize, const Q: usize>(literal: &[u8], crowd: &Crowd) -> usize {
    const LOOKED_AT: usize = 48;
    let literal = &literal[..literal.len().min(LOOKED_AT)];
    let (mut pairs, mut shared) = ([1_u64; LOOKED_AT + 8], [1_u64; LOOKED_AT + 8]);
    for (at, part) in literal.array_windows().enumerate() {
        let [first, second, third] = *part;
        pairs[at] = pair(first, second);
        pairs[at + 1] = pair(second, third);
        shared[at] = crowd.count(*part);
    }
    let mut costs = [0_u64; LOOKED_AT];
    let grams = literal.len() + 1 - Q;
    for (at, cost) in costs[..grams].iter_mut().enumerate() {
        // Seven pairs at most, each of which weighs less than 32.
        let (mut seen, mut least) = (1, u64::MAX);
        for pair in 0..Q - 1 {
            seen *= pairs[at + pair];
        }
        for part in 0..Q - 2 {
            least = least.min(shared[at + part]);
        }
        *cost = seen * least;
    }
    let starts = costs[..grams].array_windows::<STRIDE>().map(|grams| grams.iter().sum::<u64>()).enumerate();
    starts.min_by_key(|(_, cost)| *cost).map_or(0, |(start, _)| start)
}
