//! Entries of an archive unpacked in one go.

use std::fmt;
use std::io::Read;
use std::sync::Arc;

use libdeflater::{Crc, Decompressor};
use zip::{CompressionMethod, ZipArchive};

use super::buffers::{Buffer, Buffers};
use super::positioned::Reader;

/// Unpacks small entries, one after the other.
pub(super) struct Inflater {
    decompressor: Decompressor,
    packed: Vec<u8>,
}

impl Default for Inflater {
    fn default() -> Self {
        Self { decompressor: Decompressor::new(), packed: Vec::new() }
    }
}

impl fmt::Debug for Inflater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inflater").finish_non_exhaustive()
    }
}

impl Inflater {
    /// An entry's bytes: exactly as many as the archive says, and with the checksum that it says; else why not.
    pub(super) fn inflate(&mut self, zip: &mut ZipArchive<Reader>, index: usize, buffers: &Arc<Buffers>) -> Result<Buffer, String> {
        let entry = zip.by_index_data(index).map_err(|error| error.to_string())?;
        let (size, packed_size, crc) = (entry.size(), entry.compressed_size(), entry.crc32());
        // What does not pack at all grows by some bytes in each 64 KiB.
        let plausible = packed_size <= size + size / 8 + 1024;
        if entry.compression() != CompressionMethod::Deflated || entry.encrypted() || !plausible {
            return stream(zip, index);
        }
        let length = |bytes: u64| usize::try_from(bytes).map_err(|error| error.to_string());
        self.packed.resize(length(packed_size)?, 0);
        let mut raw = zip.by_index_raw(index).map_err(|error| error.to_string())?;
        raw.read_exact(&mut self.packed).map_err(|error| error.to_string())?;
        let mut buffer = buffers.take(length(size)?);
        let inflated = self.decompressor.deflate_decompress(&self.packed, buffer.bytes_mut()).map_err(|error| error.to_string())?;
        if inflated != buffer.len() {
            return Err(format!("it has {inflated} bytes instead of {}", buffer.len()));
        }
        let mut sum = Crc::new();
        sum.update(&buffer);
        if sum.sum() == crc { Ok(buffer) } else { Err("its checksum is another".to_owned()) }
    }
}

/// What is packed in another way, or not at all.
fn stream(zip: &mut ZipArchive<Reader>, index: usize) -> Result<Buffer, String> {
    let entry = zip.by_index(index).map_err(|error| error.to_string())?;
    let size = entry.size();
    let mut bytes = Vec::new();
    entry.take(size + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 == size { Ok(bytes.into()) } else { Err(format!("it has not the {size} bytes that it should")) }
}
