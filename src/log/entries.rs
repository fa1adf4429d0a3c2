//! Named pieces of text, from a zip archive or a directory. Names are looked at, never used as paths to write or read.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use zip::ZipArchive;

use super::LogError;
use super::buffers::{Buffer, Buffers, Permit};
use super::inflate::Inflater;
use super::limits::Limits;
use super::log_file::{IN_MEMORY, LogFile};
use super::positioned::{Reader, Source};
use super::spill::spill_all;
use super::stretches::{CHUNK, Stretcher, cut};

/// Where pieces come from.
#[derive(Debug)]
pub struct Entries {
    /// The archive or directory, for messages.
    pub name: String,
    /// The names of the pieces, `/` between their parts.
    pub names: Vec<String>,
    store: Store,
    limits: Limits,
    buffers: Arc<Buffers>,
    inflaters: Mutex<Vec<Inflater>>,
}

#[derive(Debug)]
enum Store {
    /// Cloning shares the bytes and the directory.
    Zip(ZipArchive<Reader>),
    Files(Vec<PathBuf>),
}

impl Entries {
    /// Opens an archive in memory.
    pub fn zip(name: &str, bytes: Vec<u8>, limits: Limits) -> Result<Self, LogError> {
        Self::read_zip(name, Source::Memory(bytes), limits)
    }

    /// Opens an archive on disk, which is read where it lies.
    pub fn zip_file(path: &Path, limits: Limits) -> Result<Self, LogError> {
        let file = File::open(path).map_err(|source| LogError::Io { path: path.to_owned(), source })?;
        Self::read_zip(&path.display().to_string(), Source::File(file), limits)
    }

    fn read_zip(name: &str, source: Source, limits: Limits) -> Result<Self, LogError> {
        let fail = |source| LogError::Io { path: name.into(), source };
        let size = source.size().map_err(fail)?;
        if size == 0 {
            return Err(LogError::Empty { name: name.to_owned() });
        }
        let reader = Reader::new(Arc::new(source)).map_err(fail)?;
        let zip = ZipArchive::new(reader).map_err(|error| LogError::NotAnArchive { name: name.to_owned(), why: error.to_string() })?;
        limits.check(name, &zip, size)?;
        let names = (0..zip.len()).map(|i| zip.name_for_index(i).and_then(Result::ok).unwrap_or_default().replace('\\', "/")).collect();
        Ok(Self::new(name.to_owned(), names, Store::Zip(zip), limits))
    }

    /// Lists a directory, two levels deep, in the order of names.
    pub fn directory(path: &Path, limits: Limits) -> Result<Self, LogError> {
        let mut found = Vec::new();
        for (name, file) in list(path)? {
            if file.is_dir() {
                found.extend(
                    list(&file)?.into_iter().filter(|(_, inner)| inner.is_file()).map(|(inner, path)| (format!("{name}/{inner}"), path)),
                );
            } else {
                found.push((name, file));
            }
        }
        let (names, files) = found.into_iter().unzip();
        Ok(Self::new(path.display().to_string(), names, Store::Files(files), limits))
    }

    fn new(name: String, names: Vec<String>, store: Store, limits: Limits) -> Self {
        Self { name, names, store, limits, buffers: Arc::default(), inflaters: Mutex::default() }
    }

    /// The bytes of a piece, unpacked; of an entry what the archive says they are.
    pub(super) fn size(&self, index: usize) -> u64 {
        match &self.store {
            Store::Zip(zip) => zip.by_index_data(index).map_or(0, |entry| entry.size()),
            Store::Files(files) => std::fs::metadata(&files[index]).map_or(0, |file| file.len()),
        }
    }

    /// Refuses an entry that promises too much.
    fn check(&self, index: usize) -> Result<(), LogError> {
        match &self.store {
            Store::Zip(zip) => zip
                .by_index_data(index)
                .map_or(Ok(()), |entry| self.limits.check_entry(&self.name, &self.names[index], entry.compressed_size(), entry.size())),
            Store::Files(_) => Ok(()),
        }
    }

    /// Waits until so many bytes may be held.
    pub(super) fn permit(&self, bytes: u64) -> Permit {
        self.buffers.permit(usize::try_from(bytes).unwrap_or(usize::MAX))
    }

    /// Reads one piece, by its index in `names`.
    pub fn read(&self, index: usize) -> Result<Vec<u8>, LogError> {
        let mut bytes = Vec::new();
        if self.size(index) <= IN_MEMORY {
            bytes.extend_from_slice(&self.whole(index)?);
        } else {
            self.pieces(index, &mut |piece| bytes.extend_from_slice(piece))?;
        }
        Ok(bytes)
    }

    /// Reads one piece as a file of a log; `held` in memory by the caller's permit, else laid down elsewhere.
    pub(super) fn log_file(&self, index: usize, held: bool) -> Result<LogFile, LogError> {
        let name = &self.names[index];
        if held {
            return Ok(LogFile::in_memory(name, self.whole(index)?));
        }
        let limit = self.limits.entry;
        self.check(index)?;
        let file = match &self.store {
            Store::Zip(zip) => {
                let limit = self.size(index);
                let mut zip = zip.clone();
                let entry = zip.by_index(index).map_err(|error| self.damaged(index, &error.to_string()))?;
                let file = spill_all(name, entry, limit).map_err(|error| self.damaged(index, &error.to_string()))?;
                Some(file.ok_or_else(|| self.damaged(index, &longer(limit)))?)
            }
            Store::Files(files) => {
                let fail = |source| LogError::Io { path: files[index].clone(), source };
                (self.size(index) <= limit)
                    .then(|| File::open(&files[index]).and_then(|file| LogFile::elsewhere(name, file)))
                    .transpose()
                    .map_err(fail)?
            }
        };
        file.ok_or_else(|| self.too_large(index))
    }

    /// Calls back with the whole lines of a piece, in order, some at a time.
    pub(super) fn stretches(&self, index: usize, each: &mut dyn FnMut(&[u8])) -> Result<(), LogError> {
        let size = self.size(index);
        if size <= IN_MEMORY {
            let _permit = self.permit(size);
            cut(&self.whole(index)?, each);
            return Ok(());
        }
        let mut stretcher = Stretcher::default();
        let mut each = |_: u64, stretch: &[u8]| each(stretch);
        self.pieces(index, &mut |piece| stretcher.push(piece, &mut each))?;
        stretcher.finish(&mut each);
        Ok(())
    }

    /// All bytes of a small piece.
    fn whole(&self, index: usize) -> Result<Buffer, LogError> {
        self.check(index)?;
        match &self.store {
            Store::Zip(zip) => {
                let mut inflater = lock(&self.inflaters).pop().unwrap_or_default();
                let result = inflater.inflate(&mut zip.clone(), index, &self.buffers);
                lock(&self.inflaters).push(inflater);
                result.map_err(|why| self.damaged(index, &why))
            }
            Store::Files(files) => {
                let path = &files[index];
                Ok(std::fs::read(path).map_err(|source| LogError::Io { path: path.clone(), source })?.into())
            }
        }
    }

    /// The bytes of a piece, some at a time.
    fn pieces(&self, index: usize, each: &mut dyn FnMut(&[u8])) -> Result<(), LogError> {
        self.check(index)?;
        let size = self.size(index);
        let mut copy = |from: &mut dyn std::io::Read, limit: u64| -> std::io::Result<bool> {
            let mut chunk = vec![0; CHUNK];
            let mut left = limit;
            loop {
                let len = match from.read(&mut chunk) {
                    Ok(0) => return Ok(true),
                    Ok(len) => len,
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                    Err(error) => return Err(error),
                };
                let Some(rest) = left.checked_sub(len as u64) else { return Ok(false) };
                left = rest;
                each(&chunk[..len]);
            }
        };
        let all = match &self.store {
            Store::Zip(zip) => {
                let mut zip = zip.clone();
                let mut entry = zip.by_index(index).map_err(|error| self.damaged(index, &error.to_string()))?;
                if !copy(&mut entry, size).map_err(|error| self.damaged(index, &error.to_string()))? {
                    return Err(self.damaged(index, &longer(size)));
                }
                true
            }
            Store::Files(files) => {
                let fail = |source| LogError::Io { path: files[index].clone(), source };
                copy(&mut File::open(&files[index]).map_err(fail)?, self.limits.entry).map_err(fail)?
            }
        };
        if all { Ok(()) } else { Err(self.too_large(index)) }
    }

    fn damaged(&self, index: usize, why: &str) -> LogError {
        LogError::Entry { name: self.name.clone(), entry: self.names[index].clone(), why: why.to_owned() }
    }

    fn too_large(&self, index: usize) -> LogError {
        LogError::TooLarge {
            name: self.name.clone(),
            what: format!("{} unpacked", self.names[index]),
            limit: format!("{} bytes", self.limits.entry),
        }
    }
}

fn longer(size: u64) -> String {
    format!("it has more than the {size} bytes that it should")
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn list(path: &Path) -> Result<Vec<(String, PathBuf)>, LogError> {
    let fail = |source| LogError::Io { path: path.to_owned(), source };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        found.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
    }
    found.sort();
    Ok(found)
}
