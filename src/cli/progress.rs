//! A line on standard error for whoever waits: on a terminal only, and only if it takes more than a second.

use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::github::{Client, Progress};

/// What shorter waits do not show.
const QUIET: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(100);

/// Does something that takes a while, and shows meanwhile how far the client is.
pub(crate) fn shown<T>(client: &Client, task: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return task();
    }
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| tick(client.progress(), &done));
        let result = task();
        done.store(true, Ordering::Relaxed);
        result
    })
}

/// A line that is to stay, in place of what a terminal may show.
pub(crate) fn over_progress(line: &str) -> String {
    if std::io::stderr().is_terminal() { format!("\r\x1b[K{line}") } else { line.to_owned() }
}

fn tick(progress: &Progress, done: &AtomicBool) {
    let mut waited = Duration::ZERO;
    while !done.load(Ordering::Relaxed) {
        std::thread::sleep(TICK);
        waited += TICK;
        if waited > QUIET && !done.load(Ordering::Relaxed) {
            show(&line(progress.answered(), progress.asked(), progress.bytes()));
        }
    }
    if waited > QUIET {
        show("");
    }
}

fn line(answered: u64, asked: u64, bytes: u64) -> String {
    format!("fetching: {answered} of {asked} answers, {:.1} MB", bytes as f64 / 1e6)
}

/// In place of what the line showed before. If that cannot be written, nobody looks.
fn show(text: &str) {
    let mut stderr = std::io::stderr().lock();
    let _ = write!(stderr, "\r\x1b[K{text}").and_then(|()| stderr.flush());
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_line() {
        assert_eq!(super::line(3, 9, 12_340_000), "fetching: 3 of 9 answers, 12.3 MB");
    }
}
