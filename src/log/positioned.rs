//! Bytes read at any place, by many threads at once: a file, or memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// Where bytes lie.
#[derive(Debug)]
pub(super) enum Source {
    File(File),
    Memory(Vec<u8>),
}

impl Source {
    /// How many bytes there are.
    pub(super) fn size(&self) -> io::Result<u64> {
        match self {
            Self::File(file) => Ok(file.metadata()?.len()),
            Self::Memory(bytes) => Ok(bytes.len() as u64),
        }
    }

    /// Reads some bytes at a place; 0 at the end.
    pub(super) fn read_at(&self, buffer: &mut [u8], at: u64) -> io::Result<usize> {
        match self {
            Self::File(file) => read_file_at(file, buffer, at),
            Self::Memory(bytes) => {
                let rest = usize::try_from(at).ok().and_then(|at| bytes.get(at..)).unwrap_or_default();
                let len = rest.len().min(buffer.len());
                buffer[..len].copy_from_slice(&rest[..len]);
                Ok(len)
            }
        }
    }

    /// Fills a buffer from a place on, as far as there are bytes; how many there were.
    pub(super) fn fill_at(&self, buffer: &mut [u8], at: u64) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.read_at(&mut buffer[filled..], at + filled as u64) {
                Ok(0) => break,
                Ok(len) => filled += len,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }
}

#[cfg(unix)]
fn read_file_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

#[cfg(windows)]
fn read_file_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}

/// A reader with a place of its own. Cloning it is cheap.
#[derive(Debug)]
pub(super) struct Reader {
    source: Arc<Source>,
    at: u64,
    size: u64,
    /// What was read ahead, and the place behind it.
    ahead: Vec<u8>,
    ahead_end: u64,
}

/// Read ahead at most: the directory of an archive is read in small pieces.
const AHEAD: usize = 16 << 10;

impl Reader {
    pub(super) fn new(source: Arc<Source>) -> io::Result<Self> {
        let size = source.size()?;
        Ok(Self { source, at: 0, size, ahead: Vec::new(), ahead_end: 0 })
    }
}

impl Clone for Reader {
    fn clone(&self) -> Self {
        Self { source: Arc::clone(&self.source), at: self.at, size: self.size, ahead: Vec::new(), ahead_end: 0 }
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let start = self.ahead_end - self.ahead.len() as u64;
        if self.at < start || self.at >= self.ahead_end {
            if buffer.len() >= AHEAD {
                let len = self.source.read_at(buffer, self.at)?;
                self.at += len as u64;
                return Ok(len);
            }
            self.ahead.resize(AHEAD, 0);
            let len = self.source.fill_at(&mut self.ahead, self.at)?;
            self.ahead.truncate(len);
            self.ahead_end = self.at + len as u64;
        }
        let from = usize::try_from(self.at + self.ahead.len() as u64 - self.ahead_end).unwrap_or(usize::MAX);
        let rest = self.ahead.get(from..).unwrap_or_default();
        let len = rest.len().min(buffer.len());
        buffer[..len].copy_from_slice(&rest[..len]);
        self.at += len as u64;
        Ok(len)
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek, SeekFrom, Write};
    use std::sync::Arc;

    use super::{AHEAD, Reader, Source};

    #[test]
    fn a_reader_reads_what_a_cursor_reads() {
        let bytes: Vec<u8> = (0..3 * AHEAD + 7).map(|at| u8::try_from(at % 251).expect("a byte")).collect();
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(&bytes).expect("written");
        for source in [Source::Memory(bytes.clone()), Source::File(file)] {
            let mut reader = Reader::new(Arc::new(source)).expect("a reader");
            let mut cursor = std::io::Cursor::new(&bytes);
            for (to, len) in
                [(0, 5), (5, 2 * AHEAD), (7, 100), (AHEAD, 30_000), (bytes.len() - 3, 10), (bytes.len() + 5, 4), (17, bytes.len())]
            {
                let (mut own, mut wanted) = (Vec::new(), Vec::new());
                reader.seek(SeekFrom::Start(to as u64)).expect("a place");
                cursor.seek(SeekFrom::Start(to as u64)).expect("a place");
                reader.by_ref().take(len as u64).read_to_end(&mut own).expect("bytes");
                cursor.by_ref().take(len as u64).read_to_end(&mut wanted).expect("bytes");
                assert!(own == wanted, "{to} {len}");
            }
            assert_eq!(reader.seek(SeekFrom::End(-3)).expect("a place"), bytes.len() as u64 - 3);
        }
    }
}
