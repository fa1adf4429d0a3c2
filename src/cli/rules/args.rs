//! What can be said to `triage rules`.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// List the rules
    List(ListArgs),
    /// Show the runbook of a rule
    Show {
        /// Its id, an earlier id, or category/id
        id: String,
    },
    /// Run the examples of rules against the whole catalog
    Test {
        /// A rule file, a directory or a zip archive of them, laid over the catalog; without it, the catalog itself
        path: Option<PathBuf>,
        /// Run the examples of the catalog below it, too
        #[arg(long)]
        all: bool,
    },
    /// Check rule files: schema, regexes, headings, examples, links
    Lint(LintArgs),
    /// Write a rule for a line of a log: the pattern made from the line, the log around it as its example
    New(NewArgs),
    /// Say of each failed job why its cause won, and why everything else that was found lost
    Explain {
        /// Logs, as `triage scan` takes them
        #[arg(value_name = "LOG", required = true)]
        logs: Vec<PathBuf>,
    },
    /// Count the failed jobs of many logs: how many are explained, by which rule, and what is not
    Coverage {
        /// Logs, as `triage scan` takes them, each by itself
        #[arg(value_name = "LOG", required = true)]
        logs: Vec<PathBuf>,
    },
    /// Make a reported wrong diagnosis an example of the rule: it fails until the rule is right
    Adopt(AdoptArgs),
    /// Say which rules these are, and how many of what
    Stats,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// Words that the id, the title or the root cause holds
    pub text: Vec<String>,
    /// Only this category
    #[arg(long, value_name = "CATEGORY")]
    pub category: Vec<String>,
    /// Only this kind
    #[arg(long, value_name = "KIND", value_parser = ["cause", "secondary", "wrapper"])]
    pub kind: Vec<String>,
    /// Only this status
    #[arg(long, value_name = "STATUS", value_parser = ["experimental", "stable", "deprecated"])]
    pub status: Vec<String>,
    /// Only where this one must act
    #[arg(long, value_name = "ACTOR", value_parser = ["author", "maintainer", "infrastructure", "upstream", "nobody"])]
    pub actor: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct LintArgs {
    /// A rule file, a directory or a zip archive of them, laid over the catalog; without it, the catalog itself
    pub path: Option<PathBuf>,
    /// Fail where there are only warnings, too
    #[arg(long)]
    pub strict: bool,
    /// Fail where rules changed since the edition that `catalog.yml` states
    #[arg(long)]
    pub stamped: bool,
    /// Where all is well, write `catalog.yml` into the directory: the next edition, of this date
    #[arg(long, value_name = "YYYY-MM-DD", requires = "path", conflicts_with = "stamped")]
    pub stamp: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct AdoptArgs {
    /// The issue's text, e.g. from `gh issue view 12 --json body --jq .body`
    #[arg(value_name = "ISSUE-FILE")]
    pub issue: PathBuf,
    /// The directory of rules
    #[arg(long, value_name = "DIR", default_value = "rules")]
    pub dir: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct NewArgs {
    /// The line: a log and a number, as `grep -n` prints them; in an archive, `logs.zip:0_build.txt:120`
    #[arg(long, value_name = "LOG:LINE")]
    pub from: String,
    /// The category, which is the directory that the rule lies in
    #[arg(long, value_name = "CATEGORY", default_value = "own")]
    pub category: String,
    /// The rule's id; without it, one is made of the line's words
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}
