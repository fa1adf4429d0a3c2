//! The number of a pack's texts. `build.rs` uses it, too.

/// A number that changes when any file does: FNV-1a over the files by `category/name` and text, in the order of these. Not a proof against anybody.
pub(super) fn digest(files: &mut [(String, &str)]) -> u64 {
    files.sort_unstable();
    let bytes = files.iter().flat_map(|(name, text)| name.bytes().chain([0]).chain(text.bytes()).chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
