//! Reports to standard output or a file; failures to standard error.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

use super::args::{Format, Global};
use super::error::Failure;
use super::file::write_whole;
use crate::render::{self, Look};
use crate::report::Report;

/// Where no terminal says how wide it is.
const WIDTH: u16 = 100;

/// Writes the report where it was asked for.
pub(crate) fn write(report: &Report, global: &Global) -> Result<(), Failure> {
    let to_file = global.output.is_some();
    let text = match global.format() {
        Format::Terminal => render::terminal(report, look(global, to_file)),
        Format::Markdown => render::markdown(report),
        Format::Json => render::json(report),
        Format::Html => render::html(report),
        Format::Sarif => render::sarif(report),
        Format::Github => render::github(report),
        Format::Agent => render::agent(report, global.budget.unwrap_or(render::BUDGET)),
    };
    let commands = global.format() == Format::Github;
    deliver(&if !commands && !to_file && read_by_a_runner() { without_commands(&text, global.format()) } else { text }, global)
}

/// Whether standard output is a workflow's log, where the runner obeys what looks like a command.
fn read_by_a_runner() -> bool {
    std::env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true") && !goes_to_a_file()
}

/// Whether standard output is a file, which no runner reads.
#[cfg(unix)]
fn goes_to_a_file() -> bool {
    use std::os::fd::AsFd as _;
    let copy = std::io::stdout().as_fd().try_clone_to_owned().map(std::fs::File::from);
    copy.and_then(|file| file.metadata()).is_ok_and(|data| data.is_file())
}

#[cfg(not(unix))]
fn goes_to_a_file() -> bool {
    false
}

/// The text without workflow commands: a log that is shown holds those of its own run. The runner finds `##[` anywhere in a line, and `::` where
/// one begins (`ActionCommand.cs`).
fn without_commands(text: &str, format: Format) -> String {
    if matches!(format, Format::Json | Format::Sarif) {
        // Only strings hold it, and there it may be written so.
        return text.replace("##[", "##\\u005b");
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let inner = line.trim_start();
        out.push_str(&line[..line.len() - inner.len()]);
        if inner.starts_with("::") {
            out.push('\\');
        }
        out.push_str(&inner.replace("##[", "##\\["));
    }
    out
}

/// Writes data to the file that was named, or to standard output.
pub(crate) fn deliver(text: &str, global: &Global) -> Result<(), Failure> {
    match &global.output {
        Some(path) => write_whole(path, text.as_bytes()).map_err(|source| Failure::Write { path: path.clone(), source }),
        None => print(text),
    }
}

/// How text for a terminal shall look.
pub(crate) fn terminal_look(global: &Global) -> Look {
    look(global, global.output.is_some())
}

/// Prints data.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(Failure::Output)
}

fn look(global: &Global, to_file: bool) -> Look {
    let stdout = std::io::stdout();
    let color = !to_file && global.color_on(&stdout);
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let width = columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0)).unwrap_or(WIDTH);
    Look { width, color, links: color && stdout.is_terminal() && hyperlinks() }
}

/// Whether the terminal is one that is known to open links; others print the escape as garbage.
fn hyperlinks() -> bool {
    let is = |name: &str, values: &[&str]| std::env::var(name).is_ok_and(|value| values.is_empty() || values.contains(&value.as_str()));
    is("WT_SESSION", &[])
        || is("VTE_VERSION", &[])
        || is("KONSOLE_VERSION", &[])
        || is("TERM_PROGRAM", &["iTerm.app", "WezTerm", "vscode", "Hyper", "ghostty", "rio"])
        || is("TERM", &["xterm-kitty", "alacritty", "foot", "xterm-ghostty"])
}

/// Says on standard error what went wrong, and what the user can do.
pub(crate) fn complain(failure: &Failure, color: bool) {
    let diagnostics = match failure {
        Failure::Rules(error) => error.diagnostics(),
        Failure::Config(error) => error.diagnostics(),
        _ => &[],
    };
    for diagnostic in diagnostics {
        say(&diagnostic.render(color));
    }
    say(&format!("{}: failed to {failure}", styled("error", anstyle::AnsiColor::Red, color)));
    if let Some(hint) = failure.hint() {
        say(&format!("\n{}: {hint}", styled("hint", anstyle::AnsiColor::Cyan, color)));
    }
}

/// A line on standard error. If even that cannot be written, there is nobody to tell.
pub(crate) fn say(line: &impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

fn styled(word: &str, color: anstyle::AnsiColor, on: bool) -> String {
    if !on {
        return word.to_owned();
    }
    let style = anstyle::Style::new().bold().fg_color(Some(color.into()));
    format!("{style}{word}{style:#}")
}
