//! Ctrl-C: exit code 130, and no file half written.

use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, PoisonError};

/// Files that are being written.
static PARTIAL: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// What a shell reports of a program that Ctrl-C ended: 128 and the signal's number.
const CODE: i32 = 130;

/// Waits for Ctrl-C beside everything else. Without a thread for it the system ends the program, as it does without us.
pub(crate) fn watch() {
    let _ = std::thread::Builder::new().name("ctrl-c".to_owned()).spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if let Ok(runtime) = runtime
            && runtime.block_on(tokio::signal::ctrl_c()).is_ok()
        {
            end();
        }
    });
}

#[expect(clippy::exit, reason = "the other threads are in the middle of something, and are not asked")]
fn end() {
    for path in PARTIAL.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        let _ = std::fs::remove_file(path);
    }
    process::exit(CODE);
}

/// A file that is removed if it does not get whole.
pub(crate) struct Partial(PathBuf);

impl Partial {
    /// To be made before the file is.
    pub(crate) fn new(path: &Path) -> Self {
        PARTIAL.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        Self(path.to_owned())
    }

    /// It is whole, and called what it should be; or it was given up and removed.
    pub(crate) fn done(self) {
        PARTIAL.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| *path != self.0);
    }
}
