//! How much of an archive is read, whatever it promises.

use zip::ZipArchive;

use super::error::LogError;
use super::positioned::Reader;

/// How much is read at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Entries of an archive.
    pub entries: usize,
    /// Bytes of one entry, unpacked.
    pub entry: u64,
    /// Bytes of all entries, unpacked.
    pub total: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entries: 200_000, entry: 4 << 30, total: 32 << 30 }
    }
}

/// Entries of this size or less may be packed as well as can be.
const SMALL: u64 = 128 << 20;
/// Larger ones are no logs when they unpack to so many times their size: each line of a log has a time of its own.
const RATIO: u64 = 500;

impl Limits {
    /// Refuses an archive by what its directory says of all entries.
    pub(super) fn check(self, name: &str, zip: &ZipArchive<Reader>, size: u64) -> Result<(), LogError> {
        let over = |what: String, limit: String| LogError::TooLarge { name: name.to_owned(), what, limit };
        if zip.len() > self.entries {
            return Err(over(format!("its number of entries, {},", zip.len()), self.entries.to_string()));
        }
        let (mut packed, mut unpacked) = (0_u64, 0_u64);
        for entry in (0..zip.len()).filter_map(|index| zip.by_index_data(index).ok()) {
            packed = packed.saturating_add(entry.compressed_size());
            unpacked = unpacked.saturating_add(entry.size());
        }
        // The same bytes, unpacked again and again.
        if packed > size {
            return Err(LogError::NotAnArchive { name: name.to_owned(), why: "its entries overlap".to_owned() });
        }
        if unpacked > self.total {
            return Err(over(format!("what it unpacks to, {unpacked} bytes,"), format!("{} bytes", self.total)));
        }
        Ok(())
    }

    /// Refuses one entry, by its name and its sizes.
    pub(super) fn check_entry(self, archive: &str, entry: &str, packed: u64, unpacked: u64) -> Result<(), LogError> {
        let over = |what: String, limit: String| LogError::TooLarge { name: archive.to_owned(), what, limit };
        if unpacked > self.entry {
            return Err(over(format!("{entry} unpacked"), format!("{} bytes", self.entry)));
        }
        if unpacked > SMALL && unpacked / RATIO > packed {
            return Err(over(format!("{entry}, {unpacked} bytes from {packed},"), format!("{RATIO} times its size")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, SMALL};

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let check =
            |packed, unpacked| Limits::default().check_entry("a.zip", "0_b.txt", packed, unpacked).map_err(|error| error.to_string());
        assert!(check(100, SMALL).is_ok() && check(SMALL / 250, 2 * SMALL).is_ok() && check(3 << 30, 3 << 30).is_ok());
        assert_eq!(
            check(SMALL / 1000, 2 * SMALL).unwrap_err(),
            "read a.zip: 0_b.txt, 268435456 bytes from 134217, is over the limit of 500 times its size"
        );
        assert_eq!(check(4 << 30, (4 << 30) + 1).unwrap_err(), "read a.zip: 0_b.txt unpacked is over the limit of 4294967296 bytes");
    }
}
