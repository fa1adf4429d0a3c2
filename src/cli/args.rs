//! What can be said on the command line.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use super::digest::DigestArgs;
use super::fix::FixCommand;
use super::history::{HistoryArgs, StoreArgs};
use super::init::InitArgs;
use super::mcp::McpArgs;
use super::post::{PostArgs, PostedArgs};
use super::program::{CompletionsArgs, ManArgs};
use super::rules::RulesCommand;
use super::watch::WatchArgs;
use crate::rules::{Edition, Pack};

/// Reads a red GitHub Actions run and writes the report a senior engineer would.
#[derive(Debug, Parser)]
#[command(name = "triage", version, about, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub global: Global,
}

impl Args {
    /// What this process was given. The edition of the rules is looked up only for who asks for the version at length.
    pub(crate) fn given() -> Self {
        let mut command = Self::command();
        if std::env::args_os().any(|argument| argument == "--version") {
            command = command.long_version(long_version());
        }
        Self::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit())
    }
}

/// The program's version, and the edition of the rules inside it.
fn long_version() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let rules = Edition::of(&Pack::builtin()).ok().flatten();
        let said = |edition: Edition| format!("\nrules {} of {edition}", edition.version);
        format!("{}{}", env!("CARGO_PKG_VERSION"), rules.map(said).unwrap_or_default())
    });
    &TEXT
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Triage a run on GitHub
    Run(RunArgs),
    /// Triage a run while it runs: each job as it ends
    Watch(WatchArgs),
    /// Triage the runs of a pull request's head
    Pr(PrArgs),
    /// Fetch everything that a later triage needs into one file: `triage scan` then gives the same report
    Fetch(FetchArgs),
    /// Triage logs on disk; never touches the network
    Scan(ScanArgs),
    /// Show what no rule explains, or pack it for a model of your choice
    Explain(ExplainArgs),
    /// Check an answer to such a prompt: the line that it quotes must exist
    CheckAnswer(CheckAnswerArgs),
    /// What failed over a period: causes, flaky jobs, what is new and what is gone
    Digest(DigestArgs),
    /// When causes were first and last seen, what came between, and which fixes were claimed
    History(HistoryArgs),
    /// Say what fixed a cause
    #[command(subcommand)]
    Fix(FixCommand),
    /// Hold an earlier report against the run after it: which of its predictions came true
    Verify(VerifyArgs),
    /// Post what `--prepare` wrote
    Post(PostedArgs),
    /// Write the workflows and the configuration, and show what they would have said of the last failures
    Init(InitArgs),
    /// Answer coding agents over standard input and output, by the Model Context Protocol
    Mcp(McpArgs),
    /// What `action.yml` runs
    #[command(hide = true)]
    Action,
    /// Look after the catalog of rules
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct RunName {
    /// Run id, or the address of a run, an attempt or a job; without it, the newest failed run of the current branch
    #[arg(value_name = "RUN")]
    pub run: Option<String>,
    /// Take this attempt, not the latest
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub attempt: Option<u32>,
}

#[derive(Debug, clap::Args)]
#[command(mut_arg("run", |run| run.help(
    "Run id, or the address of a run, an attempt or a job; or a pull request, by its address or as #24; without it, the newest failed run of the current branch",
)))]
pub(crate) struct FetchArgs {
    #[command(flatten)]
    pub name: RunName,
    #[command(flatten)]
    pub github: GithubArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub name: RunName,
    #[command(flatten)]
    pub select: Select,
    #[command(flatten)]
    pub post: PostArgs,
    #[command(flatten)]
    pub fail_on: FailOn,
    #[command(flatten)]
    pub github: GithubArgs,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct PrArgs {
    /// Number or address of a pull request; without it, the open one of the current branch
    #[arg(value_name = "NUMBER")]
    pub pull: Option<String>,
    #[command(flatten)]
    pub select: Select,
    #[command(flatten)]
    pub post: PostArgs,
    #[command(flatten)]
    pub fail_on: FailOn,
    #[command(flatten)]
    pub github: GithubArgs,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Select {
    /// Report only jobs of such names: `*` stands for anything, `?` for one character
    #[arg(long, value_name = "GLOB")]
    pub job: Option<String>,
    /// Read the logs without any rule
    #[arg(long)]
    pub no_rules: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct GithubArgs {
    /// Address of GitHub's API, for GitHub Enterprise Server
    #[arg(long, value_name = "URL", env = "GITHUB_API_URL")]
    pub api_url: Option<String>,
    /// Give up where a rate limit asks to wait
    #[arg(long)]
    pub no_wait: bool,
    /// Keep no answers on disk, and use none
    #[arg(long)]
    pub no_cache: bool,
    /// How long GitHub may be silent
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub timeout: Duration,
    /// Before a failed request is sent again
    #[arg(long, value_name = "SECONDS", default_value = "0.25", value_parser = seconds, hide = true, env = "TRIAGE_RETRY_PAUSE")]
    pub retry_pause: Duration,
}

pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    Duration::try_from_secs_f64(seconds).ok().filter(|time| time.as_secs() <= 3600).ok_or_else(|| "not between 0 and 3600".to_owned())
}

#[derive(Debug, clap::Args)]
pub(crate) struct ScanArgs {
    /// A log archive or a bundle (.zip), a directory, log files, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Read the logs without any rule
    #[arg(long)]
    pub no_rules: bool,
    #[command(flatten)]
    pub fail_on: FailOn,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// Logs on disk, as `scan` takes them, or a run, as `run` does; without it, the newest failed run of the current branch
    #[arg(value_name = "PATH or RUN")]
    pub target: Option<String>,
    /// Print a prompt for a model: the log around the failure, redacted, and how an answer must look
    #[arg(long)]
    pub prompt: bool,
    /// The cause, by its id in the report; without it, the first that is unexplained
    #[arg(long, value_name = "ID")]
    pub cause: Option<String>,
    #[command(flatten)]
    pub github: GithubArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CheckAnswerArgs {
    /// The answer: a JSON object with `quote`, or - for standard input
    #[arg(value_name = "ANSWER")]
    pub answer: PathBuf,
    /// A report (`--format json`), or logs on disk, as `scan` takes them
    #[arg(value_name = "REPORT or LOG", required = true)]
    pub against: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// The report as JSON, or the bundle that it was made of
    #[arg(value_name = "REPORT")]
    pub report: PathBuf,
    /// The later run: its id, its address, or a directory or bundle on disk; without it, the next of the report's workflow and branch
    #[arg(value_name = "RUN")]
    pub next: Option<String>,
    /// Exit with 1 if a prediction did not hold
    #[arg(long, value_name = "WHAT")]
    pub fail_on: Option<Prediction>,
    #[command(flatten)]
    pub github: GithubArgs,
    #[command(flatten)]
    pub store: StoreArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Prediction {
    /// A cause that stayed where it was to go, or went where it was to stay
    Wrong,
}

#[derive(Debug, clap::Args)]
pub(crate) struct FailOn {
    /// Exit with 1 if a cause needs a fix, is unexplained, or if there is any
    #[arg(long, value_name = "WHAT")]
    pub fail_on: Option<Threshold>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Threshold {
    /// A cause that nothing fixes yet
    NeedsFix,
    /// A cause that no rule or extractor explains
    Unexplained,
    /// Any cause
    Any,
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Global {
    /// Repository of the run; else that of the environment, else that of the git remote
    #[arg(short = 'R', long, value_name = "OWNER/NAME", global = true)]
    pub repo: Option<String>,
    /// Form of the report; on a terminal `terminal`, else `markdown`
    #[arg(long, value_name = "FORMAT", global = true)]
    pub format: Option<Format>,
    /// Most tokens that `--format agent` may take [default: 2000], and a prompt [default: 8000]
    #[arg(long, value_name = "TOKENS", global = true)]
    pub budget: Option<usize>,
    /// Write the report to a file
    #[arg(short, long, value_name = "FILE", global = true)]
    pub output: Option<PathBuf>,
    /// Further rules: a directory, a zip archive or a file, laid over the built-in ones; a newer edition of those stands in their place
    #[arg(long, value_name = "PATH", global = true)]
    pub rules: Vec<PathBuf>,
    /// Say on standard error why each cause won and everything else lost
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal, at its width
    Terminal,
    /// For an issue, a comment, a job summary
    Markdown,
    /// Version 1 of the report, as `docs/report.schema.json` describes it
    Json,
    /// One page by itself
    Html,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Workflow commands, which a GitHub Actions runner turns into annotations
    Github,
    /// For the context of a coding agent, within `--budget`
    Agent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Global {
    /// Whether messages on standard error may be coloured.
    pub(crate) fn color(&self) -> bool {
        self.color_on(&std::io::stderr())
    }

    /// Whether text for this stream may be coloured.
    pub(crate) fn color_on(&self, stream: &impl IsTerminal) -> bool {
        match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }

    /// The form of the report.
    pub(crate) fn format(&self) -> Format {
        self.format
            .unwrap_or_else(|| if self.output.is_none() && std::io::stdout().is_terminal() { Format::Terminal } else { Format::Markdown })
    }
}
