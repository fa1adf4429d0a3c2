//! Steps of which no log says that the job was well when they ran: those that always do, that look around after a failure, or that are told how the
//! steps before them ended.

use super::job_log::StepLog;

/// Words in the titles of steps that run whatever happened before them. Another step that ran behind a failure shows that it was let pass.
const ALWAYS: [&str; 34] = [
    "upload",
    "artifact",
    "report",
    "summar",
    "notif",
    "slack",
    "discord",
    "teams",
    "comment",
    "clean",
    "teardown",
    "tear",
    "down",
    "stop",
    "logs",
    "dump",
    "coverage",
    "codecov",
    "publish",
    "annotat",
    "junit",
    "result",
    "status",
    "collect",
    "echo",
    "always",
    "fail",
    "post",
    "cat ",
    "ls ",
    "tail",
    "df ",
    "docker ps",
    "kill",
];

/// Commands that show how things stand.
const SHOWS: [&str; 36] = [
    "cat",
    "ls",
    "tail",
    "head",
    "df",
    "du",
    "free",
    "ps",
    "top",
    "env",
    "printenv",
    "find",
    "tree",
    "dmesg",
    "journalctl",
    "echo",
    "printf",
    "pwd",
    "whoami",
    "uname",
    "date",
    "lsof",
    "netstat",
    "ss",
    "ip",
    "id",
    "which",
    "true",
    ":",
    "sort",
    "grep",
    "set",
    "sleep",
    "wc",
    "ulimit",
    "hostname",
];
/// The like, by their first two words.
const SHOWS_OF: [(&str, &[&str]); 8] = [
    ("docker", &["ps", "logs", "inspect", "images", "info", "version", "stats", "network", "compose"]),
    ("podman", &["ps", "logs", "inspect", "images", "info", "version", "stats"]),
    ("docker-compose", &["ps", "logs", "top"]),
    ("kubectl", &["get", "describe", "logs", "events", "top", "version", "cluster-info"]),
    ("oc", &["get", "describe", "logs", "events", "status"]),
    ("git", &["status", "log", "show", "rev-parse"]),
    ("systemctl", &["status", "list-units"]),
    ("gh", &["run", "api"]),
];

/// Whether a step may have run after another failed, for all that its title and script tell.
pub(super) fn runs_anyway(step: &StepLog) -> bool {
    runs_always(step) || looks_around(&step.run.script) || is_told(step)
}

/// Whether its title says so.
pub(super) fn runs_always(step: &StepLog) -> bool {
    let Some(name) = &step.name else { return true };
    let name = name.to_lowercase();
    ALWAYS.iter().any(|word| name.contains(word))
}

/// The commands of a script, word by word.
fn commands(script: &[String]) -> impl Iterator<Item = Vec<&str>> {
    let parts = script.iter().flat_map(|line| line.split([';', '&', '|']));
    parts.map(|part| part.split_whitespace().skip_while(|word| ["sudo", "then", "else", "do", "!", "{"].contains(word)).collect()).filter(
        |words: &Vec<&str>| words.first().is_some_and(|first| !first.starts_with('#') && !["fi", "done", "}", "if", "for"].contains(first)),
    )
}

/// Whether a script only shows how things stand.
fn looks_around(script: &[String]) -> bool {
    let shows = |words: &Vec<&str>| {
        let (first, second) = (words.first().copied().unwrap_or_default(), words.get(1).copied().unwrap_or_default());
        match (first, second) {
            ("docker", "compose") => ["ps", "logs", "top"].iter().any(|what| words[2..].contains(what)),
            _ => SHOWS.contains(&first) || SHOWS_OF.iter().any(|(tool, what)| *tool == first && what.contains(&second)),
        }
    };
    !script.is_empty() && commands(script).all(|words| shows(&words))
}

/// Whether a step only passes on how others ended: it prints and exits, or tests a result that the runner wrote into its script or environment.
pub(super) fn is_told(step: &StepLog) -> bool {
    let run = &step.run;
    let tests =
        run.script.iter().any(|line| holds_a_result(line) && ["==", "!=", "=~", " = ", "case "].iter().any(|test| line.contains(test)));
    let handed = run.env.iter().any(|(_, value)| value == "failure");
    (tests || handed) && ends_by_itself(&run.script) || only_exits(&run.script)
}

/// `"failure"`, as expressions are evaluated before the runner echoes a script.
fn holds_a_result(line: &str) -> bool {
    line.split(|c: char| c.is_whitespace() || "\"'`()[];,".contains(c)).any(|word| word == "failure")
}

fn ends_by_itself(script: &[String]) -> bool {
    commands(script).any(|words| ends(&words))
}

fn ends(words: &[&str]) -> bool {
    match words {
        ["exit" | "return", code, ..] => *code != "0",
        ["false"] => true,
        _ => false,
    }
}

fn only_exits(script: &[String]) -> bool {
    ends_by_itself(script)
        && commands(script).all(|words| ends(&words) || ["echo", "printf", "set", ":", "Write-Host", "Write-Error"].contains(&words[0]))
}
