//! Answers kept on disk for the next time: those that GitHub confirms as unchanged, and those that cannot change.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// All entries together; when there is more, those that were not used for the longest go.
const MOST: u64 = 512 << 20;
/// One entry.
const LARGEST: usize = 128 << 20;
/// Nobody writes an entry for so long.
const LEFT_OVER: Duration = Duration::from_hours(1);
/// Entries of this form. Others are another version's, and go with age.
const FORM: &str = "v1";

/// How long an answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// It is not kept.
    Not,
    /// Until GitHub says that it has changed; that costs a request, which does not count against the rate limit.
    WhileUnchanged,
    /// It cannot change: a commit, the logs of an attempt that has ended.
    Forever,
    /// It cannot change once it is complete, which whoever asks sees, and then says.
    OnceSeen,
}

/// A directory of answers. Whatever goes wrong there, it is as if it were empty.
#[derive(Debug)]
pub(super) struct Cache {
    root: PathBuf,
}

/// An answer of before.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) etag: Option<String>,
    pub(super) body: Vec<u8>,
}

#[derive(Deserialize, Serialize)]
struct Head {
    etag: Option<String>,
    sha256: String,
}

/// What an answer is kept by. An entity tag holds for the token that it was given to; what cannot change is the same for all.
pub(super) fn key(api_url: &str, path: &str, token: Option<&str>, keep: Keep) -> String {
    let token = token.filter(|_| keep == Keep::WhileUnchanged).unwrap_or_default();
    hex(&[api_url, path, token].map(Sha256::digest).concat())
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Cache {
    /// Makes the directory, for its owner alone. None where that cannot be done.
    pub(super) fn open(directory: &Path) -> Option<Self> {
        let root = directory.join(FORM);
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&root).ok()?;
        Some(Self { root })
    }

    /// An answer of before, if it is there and whole.
    pub(super) fn get(&self, key: &str) -> Option<Kept> {
        let path = self.root.join(key);
        let Some(kept) = whole(fs::read(&path).ok()?) else {
            let _ = fs::remove_file(&path);
            return None;
        };
        // Used now: the last to go. On a disk that cannot be written it goes by its age.
        let _ = File::open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        Some(kept)
    }

    /// Keeps an answer: whole or not at all, however this process ends.
    pub(super) fn put(&self, key: &str, etag: Option<&str>, body: &[u8]) {
        let held = etag.is_none() && self.root.join(key).is_file();
        if held || body.len() > LARGEST {
            return;
        }
        let head = Head { etag: etag.map(str::to_owned), sha256: hex(body) };
        let partial = self.root.join(format!(".{key}.{}", std::process::id()));
        let write = || {
            let mut file = File::create(&partial)?;
            file.write_all(&serde_json::to_vec(&head)?)?;
            file.write_all(b"\n")?;
            file.write_all(body)?;
            fs::rename(&partial, self.root.join(key))
        };
        if write().is_err() {
            let _ = fs::remove_file(&partial);
        }
    }

    /// Removes what was not used for the longest, until the rest is small enough; and what a process that was killed left half written.
    pub(super) fn trim(&self) {
        self.trim_to(MOST);
    }

    fn trim_to(&self, most: u64) {
        let entry = |entry: fs::DirEntry| {
            let data = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((data.modified().ok()?, data.len(), entry.path()))
        };
        let Ok(entries) = fs::read_dir(&self.root) else { return };
        let mut entries: Vec<_> = entries.flatten().filter_map(entry).collect();
        entries.retain(|(used, _, path)| {
            let left_over = is_partial(path) && used.elapsed().is_ok_and(|age| age > LEFT_OVER);
            !(left_over && fs::remove_file(path).is_ok())
        });
        let mut total: u64 = entries.iter().map(|(_, length, _)| length).sum();
        entries.sort();
        for (_, length, path) in entries {
            if total <= most {
                return;
            }
            if fs::remove_file(path).is_ok() {
                total -= length;
            }
        }
    }
}

/// Whether a file is an entry that is yet to be whole.
fn is_partial(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// An entry's head and body; none if it is not as it was written.
fn whole(mut entry: Vec<u8>) -> Option<Kept> {
    let end = memchr::memchr(b'\n', &entry)?;
    let head: Head = serde_json::from_slice(&entry[..end]).ok()?;
    let body = entry.split_off(end + 1);
    (hex(&body) == head.sha256).then_some(Kept { etag: head.etag, body })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::{Cache, Keep, Kept, key};

    #[test]
    fn whole_or_not_at_all() -> std::io::Result<()> {
        let directory = tempfile::tempdir()?;
        let cache = Cache::open(directory.path()).ok_or(std::io::ErrorKind::Other)?;
        assert_eq!(cache.get("a"), None);
        cache.put("a", Some("W/\"1\""), b"two\nlines");
        assert_eq!(cache.get("a"), Some(Kept { etag: Some("W/\"1\"".to_owned()), body: b"two\nlines".to_vec() }));
        let path = directory.path().join("v1/a");
        let bytes = fs::read(&path)?;
        for damaged in [&bytes[..bytes.len() - 1], b"", b"{}\n", b"\xFF\n"] {
            fs::write(&path, damaged)?;
            assert_eq!(cache.get("a"), None);
        }
        Ok(())
    }

    #[test]
    fn what_was_not_used_for_the_longest_goes() -> std::io::Result<()> {
        let directory = tempfile::tempdir()?;
        let cache = Cache::open(directory.path()).ok_or(std::io::ErrorKind::Other)?;
        for (age, name) in ["new", "old", "older"].iter().enumerate() {
            cache.put(name, None, &[0; 1000]);
            let file = fs::File::options().write(true).open(directory.path().join("v1").join(name))?;
            file.set_modified(SystemTime::now() - Duration::from_hours(age as u64))?;
        }
        assert!(cache.get("older").is_some(), "now the newest");
        for (age, name) in [(0, ".new.1"), (2, ".old.1")] {
            let path = directory.path().join("v1").join(name);
            fs::write(&path, "")?;
            fs::File::options().write(true).open(path)?.set_modified(SystemTime::now() - Duration::from_hours(age))?;
        }
        cache.trim_to(2400);
        assert_eq!(
            ["new", "old", "older", ".new.1", ".old.1"].map(|name| directory.path().join("v1").join(name).exists()),
            [true, false, true, true, false]
        );
        Ok(())
    }

    #[test]
    fn etags_belong_to_a_token() {
        let of = |token, keep| key("https://api.github.com", "/x", Some(token), keep);
        assert_ne!(of("a", Keep::WhileUnchanged), of("b", Keep::WhileUnchanged));
        assert_eq!(of("a", Keep::Forever), of("b", Keep::Forever));
        assert!(!of("ghp_secret", Keep::WhileUnchanged).contains("secret"));
    }
}
