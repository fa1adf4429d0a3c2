//! Hostile logs, through the real program, in every format: nothing of theirs leaves the place that it is quoted in.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

#[path = "hostile/bundle.rs"]
mod bundle;
#[path = "read/markdown.rs"]
#[expect(dead_code, reason = "outlines are for other tests")]
mod markdown;
#[path = "read/page.rs"]
mod page;
#[path = "hostile/payloads.rs"]
mod payloads;
#[path = "render/sarif_schema.rs"]
mod sarif_schema;

use std::path::Path;
use std::process::Command;

use payloads::{MARK, PAYLOADS};
use serde_json::Value;

/// Payloads of one run.
const A_RUN: usize = 4;

/// The runs, each with its payloads; every payload has a mark of its own.
fn runs() -> Vec<(tempfile::TempDir, Vec<String>)> {
    let marked: Vec<String> = PAYLOADS.iter().enumerate().map(|(index, payload)| payload.replace(MARK, &mark(index))).collect();
    marked
        .chunks(A_RUN)
        .map(|payloads| {
            let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
            bundle::write(directory.path(), payloads);
            (directory, payloads.to_vec())
        })
        .collect()
}

fn mark(index: usize) -> String {
    format!("{MARK}{index}x")
}

fn triage(bundle: &Path, format: &str, more: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_triage"));
    command.arg("scan").arg(bundle).args(["--format", format]).args(more).env("COLUMNS", "100").env_remove("GITHUB_ACTIONS");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Addresses that the report itself has: of the run, its jobs, its commits, and of an issue that says it is wrong, where everything is encoded.
fn own(url: &str) -> bool {
    if let Some(rest) = url.strip_prefix(concat!(env!("CARGO_PKG_REPOSITORY"), "/issues/new?")) {
        return rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | '&' | '=' | '-' | '.' | '_' | '~'));
    }
    url.strip_prefix("https://github.com/octo-org/app/").is_some_and(|rest| {
        ["actions/runs/", "commit/", "pull/"].iter().any(|part| rest.starts_with(part))
            && rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '#' | ':' | '-'))
    })
}

/// Asks for a format of every run, and checks each answer; all that is wrong is told at once.
fn each(format: &str, more: &[&str], check: impl Fn(&str, &[String]) -> Vec<String>) {
    let mut wrong = Vec::new();
    for (directory, payloads) in runs() {
        let text = triage(directory.path(), format, more);
        let found = check(&text, &payloads);
        if !found.is_empty() {
            wrong.push(format!("{payloads:#?}\n{}\n{text}", found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{} runs:\n{}", wrong.len(), wrong.join("\n=====\n"));
}

/// The marks of the payloads that a text does not show.
fn lost(text: &str, payloads: &[String]) -> Vec<String> {
    let marks = |payload: &String| payload.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| word.contains(MARK)).map(str::to_owned);
    payloads.iter().filter_map(marks).filter(|mark| !text.contains(mark.as_str())).map(|mark| format!("{mark} is not shown")).collect()
}

/// What no text for people may hold.
fn invisible(text: &str) -> Vec<String> {
    let bad = |c: char| {
        c != '\n'
            && (c.is_control()
                || matches!(u32::from(c), 0xAD | 0x61C | 0x200B | 0x200E..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFEFF))
    };
    let found: Vec<String> = text.chars().filter(|c| bad(*c)).map(|c| format!("an invisible U+{:04X}", u32::from(c))).collect();
    found.into_iter().take(3).collect()
}

#[test]
fn there_are_enough_of_them() {
    assert!(PAYLOADS.len() >= 60);
}

#[test]
fn markdown_stays_text() {
    each("markdown", &[], |text, payloads| {
        let mut found = markdown::live(text, &own);
        let told = |(level, head): &(u8, String)| match level {
            1 => head.starts_with('❌'),
            2 => {
                ["Jobs", "Remaining work", "Missing"].contains(&head.as_str())
                    || head.split_once(" · ").is_some_and(|(number, _)| number.parse::<u32>().is_ok())
            }
            _ => false,
        };
        found.extend(markdown::headings(text).iter().filter(|head| !told(head)).map(|(_, head)| format!("a heading: {head}")));
        found.extend(invisible(text));
        found.extend(lost(text, payloads));
        found
    });
}

/// As comments, check runs and job summaries get it, in little room and in much.
#[test]
fn shortened_markdown_stays_text() {
    each("json", &[], |text, _| {
        let report: triage::report::Report = serde_json::from_str(text).unwrap();
        let mut found = Vec::new();
        for limit in [1_500, 6_000, 20_000] {
            let comment = triage::render::markdown::within(&report, limit, None);
            let summary = triage::render::markdown::within_bytes(&report, limit, None);
            for text in [comment, summary] {
                found.extend(markdown::live(&text, &own));
                found.extend(invisible(&text));
            }
        }
        found
    });
}

#[test]
fn a_digest_stays_text() {
    let mut wrong = Vec::new();
    for (index, payload) in PAYLOADS.iter().enumerate() {
        let payload = payload.replace(MARK, &mark(index));
        let digest = digest(&payload);
        let look = triage::render::Look { width: 100, color: false, links: false };
        let (markdown, page, terminal) = (
            triage::render::digest_markdown(&digest),
            triage::render::digest_html(&digest),
            triage::render::digest_terminal(&digest, look),
        );
        let mut found = markdown::live(&markdown, &own);
        found.extend(page::live(&page, &own));
        for text in [&markdown, &page, &terminal] {
            found.extend(invisible(text));
        }
        found.extend(lost(&markdown, std::slice::from_ref(&payload)));
        if !found.is_empty() {
            wrong.push(format!("{payload:?}\n{}\n{markdown}", found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n=====\n"));
}

/// A digest whose every free text is hostile.
fn digest(payload: &str) -> triage::report::Digest {
    use triage::model::Actor;
    use triage::report::{Day, Digest, DigestCause, FlakyJob, MissingPart, RunRef, Trend};
    let text = || payload.to_owned();
    let some = || Some(payload.to_owned());
    // Addresses of runs are GitHub's own.
    let url = || Some("https://github.com/octo-org/app/actions/runs/7".to_owned());
    let last = RunRef { id: 7, url: url(), head_sha: some(), created_at: some() };
    let cause = DigestCause {
        fingerprint: text(),
        title: text(),
        rule: some(),
        actor: Actor::Author,
        trend: Trend::New,
        runs: 1,
        jobs: 1,
        minutes: 1.0,
        days: vec![1, 0],
        last,
        line: some(),
        url: url(),
    };
    Digest {
        version: 1,
        repo: text(),
        since: "2026-01-31T00:00:00Z".to_owned(),
        until: "2026-02-01T23:59:59Z".to_owned(),
        runs: 4,
        failed: 2,
        days: ["2026-01-31", "2026-02-01"].map(|date| Day { date: date.to_owned(), runs: 2, failed: 1 }).into(),
        causes: vec![cause],
        flaky: vec![FlakyJob { job: text(), workflow: text(), passed_again: 1, failed: 2, runs: 4 }],
        failed_jobs: 2,
        explained_jobs: 1,
        fixes_claimed: 0,
        fixes_held: 0,
        forecasts: None,
        mean_hours_to_fix: None,
        missing: vec![MissingPart { what: text(), why: text(), hint: some() }],
    }
}

#[test]
fn more_of_a_log_stays_between_its_marks() {
    each("json", &[], |text, payloads| {
        let report: triage::report::Report = serde_json::from_str(text).unwrap();
        let window = triage::render::Window { skipped: 3, lines: payloads.to_vec(), at: 0, command: Vec::new() };
        let line = &report.causes[0].evidence[0];
        let text = triage::render::evidence_lines(&report, "C1.E1", line, &window, (9, 9));
        let mut found = invisible(&text);
        let inside: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).collect();
        found.extend(text.lines().filter(|line| line.contains(MARK) && !line.starts_with("| ")).map(|line| format!("outside: {line}")));
        found.extend((inside.len() != payloads.len() + 1).then(|| format!("{} lines: {text}", inside.len())));
        found
    });
}

#[test]
fn the_page_stays_text() {
    each("html", &[], |text, payloads| {
        let mut found = page::live(text, &own);
        found.extend(invisible(text));
        found.extend(lost(text, payloads));
        found
    });
}

#[test]
fn a_terminal_gets_nothing_to_act_on() {
    each("terminal", &["--color", "never"], |text, payloads| {
        let mut found = invisible(text);
        found.extend(lost(&text.split_whitespace().collect::<String>(), payloads));
        found
    });
}

#[test]
fn colours_are_the_only_escapes() {
    each("terminal", &["--color", "always"], |text, _| {
        let mut rest = text.to_owned();
        for code in ["0", "1", "2", "31", "32", "33", "36"] {
            rest = rest.replace(&format!("\u{1b}[{code}m"), "");
        }
        invisible(&rest)
    });
}

#[test]
fn annotations_are_one_command_a_line() {
    each("github", &[], |text, _| {
        let begins = |line: &&str| !["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start));
        let mut found: Vec<String> = text.lines().filter(begins).map(|line| format!("no command: {line}")).collect();
        for line in text.lines() {
            let properties = line.split("::").nth(1).unwrap_or_default();
            let names: Vec<&str> =
                properties.split_once(' ').map_or("", |(_, rest)| rest).split(',').map(|part| part.split('=').next().unwrap()).collect();
            if names.iter().any(|name| !["file", "line", "col", "title"].contains(name)) {
                found.push(format!("a property: {line}"));
            }
        }
        if text.contains("##[") || text.contains('\r') {
            found.push("a command within a line".to_owned());
        }
        found.extend(invisible(text));
        found
    });
}

#[test]
fn an_agent_is_told_whose_words_they_are() {
    each("agent", &["--budget", "100000"], |text, payloads| {
        let open = text.split_once("Between ").and_then(|(_, rest)| rest.split_once(' ')).unwrap().0.to_owned();
        let close = open.replace('<', "</");
        let mut found = lost(text, payloads);
        found.extend(invisible(text));
        // The first pair stands in the sentence that explains it.
        let body = text.splitn(3, &close).collect::<Vec<_>>();
        let mut rest = &text[body[0].len() + close.len()..];
        while let Some((before, inside)) = rest.split_once(&open) {
            // A captured path may be named in our own words, as long as it is one plain word.
            let sentence =
                |word: &str| word.contains(MARK) && !word.chars().all(|c| c.is_ascii_alphanumeric() || "_./:@+,~-\\'".contains(c));
            found.extend(before.split_whitespace().find(|word| sentence(word)).map(|word| format!("outside of the marks: {word}")));
            let Some((said, after)) = inside.split_once(&close) else {
                found.push("a mark stays open".to_owned());
                break;
            };
            found.extend(said.contains(&open).then(|| "a mark in a mark".to_owned()));
            let bars = said.lines().filter(|line| !line.is_empty()).all(|line| line.starts_with("| "));
            found.extend((said.contains('\n') && !bars).then(|| format!("a line without its bar: {said}")));
            rest = after;
        }
        found.extend(rest.contains(MARK).then(|| format!("behind the marks: {rest}")));
        found
    });
}

#[test]
fn data_stays_data() {
    each("json", &[], |text, payloads| {
        let report: triage::report::Report = serde_json::from_str(text).unwrap();
        let mut found = lost(text, payloads);
        found.extend(report.causes.iter().filter_map(|cause| cause.reproduce.as_ref()).filter(|command| !tame(command)).cloned());
        found
    });
    each("sarif", &[], |text, payloads| {
        let log: Value = serde_json::from_str(text).unwrap();
        let mut found = lost(text, payloads);
        found.extend(sarif_schema::problem(&log));
        found.extend(messages(&log).into_iter().filter(|text| text.contains("](")).map(|text| format!("a link in a message: {text}")));
        found
    });
}

/// The texts of all messages of a SARIF log.
fn messages(of: &Value) -> Vec<String> {
    match of {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| match value {
                Value::String(text) if key == "text" => vec![text.clone()],
                value => messages(value),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(messages).collect(),
        _ => Vec::new(),
    }
}

/// Whether a shell reads the command as one, with words and quoted texts alone.
fn tame(command: &str) -> bool {
    let outside: String = command.split('\'').step_by(2).collect();
    command.matches('\'').count().is_multiple_of(2)
        && !outside.contains(|c: char| ";|&$`<>(){}\\\"!*?[]~#\n\r".contains(c))
        && !outside.contains(" -rf")
}

#[test]
fn the_checks_see_what_they_should() {
    for live in [
        "@octocat",
        "cc @octo-org/team",
        "fixes #1",
        "see GH-2",
        "https://evil.example",
        "www.evil.example",
        "a <b>c</b>",
        "<!-- x -->",
        "![x](https://evil.example)",
        "[x](https://evil.example)",
        "8f30b3499",
        ":tada:",
        "$x$",
        "> [!NOTE]\n> x",
        "<details><summary>@octocat</summary>\n\nx\n\n</details>",
    ] {
        assert!(!markdown::live(live, &own).is_empty(), "{live}");
    }
    assert_eq!(markdown::live("`@octocat` **a** [b](https://github.com/octo-org/app/pull/12)", &own), Vec::<String>::new());
    for live in ["<p onclick=x>a</p>", "<img src=x>", "<p>a", "<p>a</b></p>", "<!-- x -->", "<a href=\"https://evil.example\">a</a>"] {
        assert!(!page::live(live, &own).is_empty(), "{live}");
    }
    assert!(!tame("make x; reboot") && !tame("make $(x)") && tame("pytest 'a[1]' -x"));
}
