//! `triage rules adopt`: what somebody reported as wrong becomes an example that fails until the rule is right.

use super::args::AdoptArgs;
use crate::cli::Outcome;
use crate::cli::args::Global;
use crate::cli::error::Failure;
use crate::cli::file::write_whole;
use crate::cli::output::{print, say};
use crate::cli::pipeline;
use crate::report::redact;

/// What an issue says, as reports fill it in.
#[derive(Debug, Default, PartialEq, Eq)]
struct Issue {
    /// `category/id` of the rule that was wrong; none for what an extractor read.
    rule: Option<String>,
    /// The rule that should have won, or what it is in words.
    should_be: Option<String>,
    /// The log's lines.
    log: String,
}

pub(super) fn run(args: &AdoptArgs, global: &Global) -> Result<Outcome, Failure> {
    let catalog = pipeline::catalog(&global.rules)?;
    let text =
        std::fs::read_to_string(&args.issue).map_err(|source| Failure::Adopt { issue: args.issue.clone(), why: source.to_string() })?;
    let refused = |why: &str| Failure::Adopt { issue: args.issue.clone(), why: why.to_owned() };
    let issue = Issue::parse(&text).ok_or_else(|| refused("it holds no log block: is it the issue that a report's link began?"))?;
    let known = |id: &str| catalog.get(id).map(|(_, rule)| rule.path());
    let right = issue.should_be.as_deref().and_then(|name| known(name.rsplit('/').next().unwrap_or(name)));
    let wrong = issue.rule.as_deref().and_then(|path| known(path.rsplit('/').next().unwrap_or(path)));
    // The rule that should win gets it as an example, the one that should not as one that must not match.
    let mut additions: Vec<(String, &str)> = Vec::new();
    additions.extend(wrong.filter(|wrong| Some(wrong) != right.as_ref()).map(|path| (path, " no-match")));
    additions.extend(right.map(|path| (path, "")));
    if additions.is_empty() {
        return Err(refused("it names no rule of the catalog; `triage rules new --from LOG:LINE` begins one"));
    }
    for (rule, expect) in additions {
        let path = args.dir.join(format!("{rule}.md"));
        let example = example(&issue, expect);
        let Ok(file) = std::fs::read_to_string(&path) else {
            say(&format!("{} is not there; this would go below its examples:\n", path.display()));
            print(&example)?;
            continue;
        };
        let file = format!("{}\n\n{example}", file.trim_end());
        write_whole(&path, file.as_bytes()).map_err(|source| Failure::Write { path: path.clone(), source })?;
        say(&format!("added an example to {0}\nmake the rule fit it, then: triage rules test {0}", path.display()));
    }
    Ok(Outcome::Fine)
}

impl Issue {
    /// Reads the lines `Rule:`, `Should be:`, and the last block of code.
    fn parse(text: &str) -> Option<Self> {
        let mut issue = Self::default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let said = |key: &str| {
                line.trim().strip_prefix(key).map(|rest| rest.trim().trim_matches('`').to_owned()).filter(|rest| !rest.is_empty())
            };
            if let Some(rule) = said("Rule:") {
                issue.rule = Some(rule).filter(|rule| rule != "none");
            } else if let Some(other) = said("Should be:") {
                issue.should_be = Some(other);
            } else if let Some(fence) =
                line.trim_start().strip_suffix("log").filter(|fence| fence.len() >= 3 && fence.bytes().all(|byte| byte == b'`'))
            {
                let log: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != fence).collect();
                issue.log = log.join("\n");
            }
        }
        (!issue.log.trim().is_empty()).then_some(issue)
    }
}

/// An example under a name that no other has.
fn example(issue: &Issue, expect: &str) -> String {
    let log = redact(issue.log.trim_end()).into_owned();
    let longest = log.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let number = log.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let words = issue.should_be.as_deref().unwrap_or("something else");
    let plain: String = words.chars().filter(|c| c.is_alphanumeric() || " -_./,'()".contains(*c)).take(60).collect();
    format!("### reported {number:08x}: {}\n\n{fence}log{expect}\n{log}\n{fence}\n", plain.trim())
}

#[cfg(test)]
mod tests {
    use super::{Issue, example};

    #[test]
    fn an_issue_as_it_was_filled_in() {
        let text = "Rule: `container/bind-mount-source-missing`\r\nFingerprint: `6e1b`\n\nShould be: disk-full \n\n````log\na\n```\nb\n````\n\nthanks!\n";
        let issue = Issue::parse(text).unwrap();
        assert_eq!(
            (issue.rule.as_deref(), issue.should_be.as_deref(), issue.log.as_str()),
            (Some("container/bind-mount-source-missing"), Some("disk-full"), "a\n```\nb")
        );
        assert!(example(&issue, " no-match").ends_with("disk-full\n\n````log no-match\na\n```\nb\n````\n"));
        let none = Issue::parse("Rule: `none`\nShould be: \n```log\nx\n```").unwrap();
        assert_eq!((none.rule, none.should_be), (None, None));
        assert_eq!(Issue::parse("Rule: `x`"), None);
        assert_eq!(Issue::parse(""), None);
    }
}
