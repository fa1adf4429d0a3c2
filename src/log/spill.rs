//! Logs that arrive as a stream: small ones are kept in memory, large ones in a temporary file without a name.

use std::fs::File;
use std::io::{self, Read, Write};

use super::log_file::{IN_MEMORY, Indexing, LogFile};
use super::positioned::Source;
use super::stretches::CHUNK;

/// Reads all that comes; none if that is more than a limit. Where no temporary file can be made or written, all of it is kept in memory.
pub(super) fn spill(name: &str, from: impl Read, limit: u64) -> io::Result<Option<LogFile>> {
    read(name, from, limit, IN_MEMORY, tempfile::tempfile)
}

/// The same for a log that is known to be large.
pub(super) fn spill_all(name: &str, from: impl Read, limit: u64) -> io::Result<Option<LogFile>> {
    read(name, from, limit, 0, tempfile::tempfile)
}

fn read(
    name: &str,
    mut from: impl Read,
    limit: u64,
    in_memory: u64,
    mut make: impl FnMut() -> io::Result<File>,
) -> io::Result<Option<LogFile>> {
    let mut head = Vec::new();
    from.by_ref().take(in_memory + 1).read_to_end(&mut head)?;
    if head.len() as u64 <= in_memory {
        return Ok(Some(LogFile::in_memory(name, head.into())));
    }
    let mut written = Written::of(make(), head);
    let mut indexing = Indexing::default();
    let mut chunk = vec![0; CHUNK];
    let mut size = written.flush(&mut indexing);
    loop {
        let len = match from.read(&mut chunk) {
            Ok(0) => break,
            Ok(len) => len,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        size += len as u64;
        if size > limit {
            return Ok(None);
        }
        indexing.push(&chunk[..len]);
        written.add(&chunk[..len])?;
    }
    let index = indexing.finish();
    Ok((size <= limit).then(|| LogFile::indexed(name, written.into_source(), size, index)))
}

/// Where the bytes went.
enum Written {
    Disk(File, Vec<u8>),
    Memory(Vec<u8>),
}

impl Written {
    fn of(file: io::Result<File>, head: Vec<u8>) -> Self {
        match file {
            Ok(file) => Self::Disk(file, head),
            Err(_) => Self::Memory(head),
        }
    }

    /// Indexes and writes what had been read before; how much that is.
    fn flush(&mut self, indexing: &mut Indexing) -> u64 {
        match self {
            Self::Memory(bytes) => {
                indexing.push(bytes);
                bytes.len() as u64
            }
            Self::Disk(file, head) => {
                indexing.push(head);
                let size = head.len() as u64;
                let head = std::mem::take(head);
                if file.write_all(&head).is_err() {
                    *self = Self::Memory(head);
                }
                size
            }
        }
    }

    /// A disk that is full gives back what it has.
    fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Memory(all) => all.extend_from_slice(bytes),
            Self::Disk(file, _) => {
                let before = io::Seek::stream_position(file)?;
                if file.write_all(bytes).is_err() {
                    let mut all = vec![0; usize::try_from(before).map_err(io::Error::other)?];
                    let source = Source::File(file.try_clone()?);
                    if source.fill_at(&mut all, 0)? < all.len() {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                    all.extend_from_slice(bytes);
                    *self = Self::Memory(all);
                }
            }
        }
        Ok(())
    }

    fn into_source(self) -> Source {
        match self {
            Self::Disk(file, _) => Source::File(file),
            Self::Memory(bytes) => Source::Memory(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io;

    use super::read;

    /// A file that cannot be written, as on a full disk.
    fn full() -> io::Result<File> {
        let directory = tempfile::tempdir()?;
        let path = directory.path().join("x");
        std::fs::write(&path, "")?;
        File::open(path)
    }

    #[test]
    fn whatever_becomes_of_the_file_the_lines_are_there() {
        let text: String = (0..2_000).map(|at| format!("line {at}\n")).collect();
        for make in [tempfile::tempfile, full, || Err(io::ErrorKind::PermissionDenied.into())] {
            for in_memory in [0, 100, 1 << 20] {
                let file = read("f", text.as_bytes(), 1 << 20, in_memory, make).expect("read").expect("within the limit");
                assert_eq!((file.lines(), file.line(1_999).as_ref()), (2_000, &b"line 1999"[..]));
            }
            assert!(read("f", text.as_bytes(), 1_000, 0, make).expect("read").is_none());
        }
    }
}
