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
    use std::io::Write as _;

    use super::{Limits, SMALL};
    use crate::log::Entries;

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

    /// An archive of equal entries, with numbers in its directory written over.
    fn archive(count: usize, at: usize, number: u32) -> Result<Entries, String> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in 0..count {
            zip.start_file(format!("{name}_build.txt"), zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&b"a line\n".repeat(500)).unwrap();
        }
        let mut bytes = zip.finish().unwrap().into_inner();
        for head in (0..bytes.len() - 4).filter(|&head| bytes[head..].starts_with(b"PK\x01\x02")).collect::<Vec<_>>() {
            bytes[head + at..head + at + 4].copy_from_slice(&number.to_le_bytes());
        }
        Entries::zip("a.zip", bytes, Limits::default()).map_err(|error| error.to_string())
    }

    #[test]
    fn bombs_are_told_by_the_directory() {
        let (packed, unpacked) = (20, 24);
        assert_eq!(archive(3, packed, 500).unwrap_err(), "read a.zip as a zip archive: its entries overlap");
        assert_eq!(
            archive(9, unpacked, 0xF000_0000).unwrap_err(),
            "read a.zip: what it unpacks to, 36238786560 bytes, is over the limit of 34359738368 bytes"
        );
        let error = archive(1, unpacked, 2 << 30).unwrap().read(0).unwrap_err().to_string();
        assert!(error.starts_with("read a.zip: 0_build.txt, 2147483648 bytes from ") && error.ends_with(" times its size"), "{error}");
    }
}
