//! Bundler and RubyGems.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::telling::telling;
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;
use crate::matching::Depth;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "bundler",
    literals: &[
        "Could not find gem '",
        "Bundler could not find compatible versions",
        "Your bundle only supports platforms",
        "The dependencies in your gemfile changed",
        "in deployment mode after changing",
        "because frozen mode is set",
        "but your Gemfile specified",
        "Gem::Ext::BuildError",
        "Failed to build gem native extension",
        "and Bundler cannot continue",
        "bundler: command not found: ",
        "bundler: failed to load command",
        "Could not find a valid gem '",
        "ERROR:  Error installing ",
        " requires Ruby version ",
        "version solving has failed",
        "There was an error parsing `",
        "You must use Bundler ",
        "in locally installed gems",
        "in any of the sources",
        "Could not reach host ",
        "Could not locate Gemfile",
        "Gem::RemoteFetcher::FetchError",
        "extconf.rb failed",
        "Authentication is required for",
        "Could not verify the SSL certificate for",
        "Retrying fetcher due to error",
        "Bundler cannot install ",
        "lockfile can't be updated",
        "The gemspec at ",
    ],
    read,
};

static TOOL: Tool = Tool::new("Bundler", "dependencies", WORDINGS).reading_on(2);

/// What the extension's build printed: the first complaint of a compiler, a header that is missing, the last word of `extconf.rb`.
fn extension(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    let close = (at + 1..end).find(|&at| {
        let text = log.text(at);
        log.has_tag(at) || text.contains("Gem files will remain installed in") || text.contains("and Bundler cannot continue")
    });
    let missing = |text: &str| text.contains("extconf.rb failed") || text.trim_start().starts_with("Could not create Makefile");
    let close = close.unwrap_or(end);
    let stop = (at + 1..close).find(|&at| missing(&log.text(at))).unwrap_or(close);
    let told = telling(log, at + 1..stop, |text| Some(text)).filter(|(_, depth)| *depth == Depth::Why);
    let lacks = |text: &str| text.starts_with("Can't find ") || text.starts_with("Unable to find ") || text.starts_with("Could not find ");
    told.map(|(line, _)| line)
        .or_else(|| (at + 1..stop).rev().find(|&at| lacks(log.text(at).trim())))
        .or_else(|| (at + 1..stop).rev().find(|&at| log.text(at).trim_end().ends_with("... no")))
}

const WORDINGS: &[Wording] = &[
    Wording::why(
        "The lockfile does not match the Gemfile",
        r"^(?<message>(?:The dependencies in your gemfile changed|You are trying to install in deployment mode after changing|The gemspecs? for .* changed|Frozen mode is set, but|.*lockfile can't be updated because frozen mode is set).*)",
    ),
    Wording::why("The lockfile does not fit this platform", r"^(?<message>Your bundle only supports platforms .*)"),
    Wording::why("The Gemfile asks for another Ruby", r"^(?<message>Your Ruby version is \S+, but your Gemfile specified .*)"),
    Wording::why("A gem needs another Ruby", r"^(?<message>(?<package>\S+) requires Ruby version .*)"),
    Wording::why("A gem does not exist", r"^(?<message>Could not find gem '(?<package>[^'\s]+).*)"),
    Wording::why("A gem does not exist", r"^ERROR:  (?<message>Could not find a valid gem '(?<package>[^']+)'.*)"),
    Wording::why(
        "Requirements conflict",
        r#"^(?<message>(?:Because|So, because|And because|So) .*version solving has failed\.?|Bundler could not find compatible versions for gem "(?<package>[^"]+)".*)"#,
    ),
    Wording::why(
        "A gem is not installed",
        r"^(?:\S+: )?(?<message>Could not find (?<package>\S+) in (?:locally installed gems|any of the sources).*)",
    ),
    Wording::why("A command does not exist", r"^(?<message>bundler: command not found: (?<command>\S+))"),
    Wording::why(
        "The Gemfile cannot be read",
        r"^(?:\[!\] )?(?<message>There was an error parsing `(?<path>[^`]+)`: .*|Could not locate Gemfile.*)",
    ),
    Wording::why("Another Bundler is asked for", r"^(?<message>You must use Bundler .*)"),
    Wording::why("A gem does not compile", r"^(?<message>.*(?:Gem::Ext::BuildError: )?ERROR: Failed to build gem native extension\.)")
        .deeper(extension),
    Wording::what(
        "A source of gems could not be reached",
        r"^(?<message>(?:Could not reach host|Gem::RemoteFetcher::FetchError:?|Authentication is required for|Could not verify the SSL certificate for|Bundler::HTTPError) .*)",
    ),
    Wording::what(
        "A gem could not be installed",
        r"^(?<message>An error occurred while installing (?<package>\S+) \((?<version>[^)]+)\), and Bundler cannot continue\.)",
    ),
    Wording::that("A gem could not be installed", r"^ERROR:  (?<message>Error installing (?<package>\S+?):?)$"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
