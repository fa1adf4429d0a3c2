//! Golden reports: the sample run and six small ones, through the real program, in every format. The Markdown is read as GitHub reads it.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

#[path = "read/markdown.rs"]
mod markdown;
#[path = "read/page.rs"]
mod page;
#[path = "render/sarif_schema.rs"]
mod sarif_schema;

use std::process::Command;

/// Name and bundle.
const RUNS: [(&str, &str); 7] = [
    ("seed", "samples/seed-run"),
    ("pull-request", "tests/golden/pull-request"),
    ("compile-error", "tests/golden/compile-error"),
    ("infrastructure", "tests/golden/infrastructure"),
    ("several-causes", "tests/golden/several-causes"),
    ("unexplained", "tests/golden/unexplained"),
    ("nothing-failed", "tests/golden/nothing-failed"),
];

fn triage(bundle: &str, format: &str, width: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_triage"));
    command.args(["scan", bundle, "--format", format, "--color", "never"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.env("COLUMNS", width).env_remove("GITHUB_ACTIONS").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Without the edition of the rules, and the mark that is made of the whole text: neither a new rule nor a new stamp moves a report about something else.
fn settled(text: &str) -> String {
    let edition = regex::Regex::new(r"(?m)^date: (\S+)$").unwrap().captures(include_str!("../rules/catalog.yml")).unwrap()[1].to_owned();
    let keys = regex::Regex::new(r#""version": \d+,(\s+"date": "[^"]+",\s+"changed": )(?:true|false)"#).unwrap();
    let text =
        keys.replace_all(text, r#""version": 1,${1}false"#).replace(&format!("{edition}+"), &edition).replace(&edition, "2026-01-01");
    regex::Regex::new("untrusted-[0-9a-f]{10}").unwrap().replace_all(&text, "untrusted-0123456789").into_owned()
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("golden/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, settled(text)));
}

/// Reports link to the web, and nowhere else.
fn web(url: &str) -> bool {
    url.starts_with("https://")
}

/// What stands between two marks, the first time, left out: style and script are the same on every page.
fn without(text: &str, from: &str, to: &str) -> String {
    match text.split_once(from).and_then(|(before, rest)| Some((before, rest.split_once(to)?.1))) {
        Some((before, after)) => format!("{before}{from}…{to}{after}"),
        None => text.to_owned(),
    }
}

#[test]
fn markdown_keeps_its_structure_on_github() {
    for (name, bundle) in RUNS {
        let text = triage(bundle, "markdown", "100");
        snapshot(&format!("{name}.md"), &text);
        assert_eq!(markdown::live(&text, &web), Vec::<String>::new(), "{name}");
        let outline = markdown::outline(&text);
        snapshot(&format!("{name}.outline"), &outline);
        let heads = markdown::headings(&text);
        assert_eq!(heads.iter().filter(|(level, _)| *level == 1).count(), 1, "{name}: {heads:?}");
        assert_eq!(outline.matches("<details>").count(), outline.matches("</details>").count(), "{name}");
    }
}

#[test]
fn the_page() {
    for (name, bundle) in RUNS {
        let text = triage(bundle, "html", "100");
        assert_eq!(page::live(&text, &web), Vec::<String>::new(), "{name}");
        snapshot(&format!("{name}.html"), &without(&without(&text, "<style>", "</style>"), "<script>", "</script>"));
    }
}

/// What the README begins with is what the program prints; `UPDATE_DOCS=1` writes it.
#[test]
fn the_readme_shows_the_first_screen() {
    let text = triage("samples/seed-run", "terminal", "100");
    let screen = text.split_once("\nJobs\n").map(|(screen, _)| screen.trim_end()).unwrap();
    let (start, end) = ("<!-- sample -->\n", "<!-- /sample -->");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (before, rest) = readme.split_once(start).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let wanted = format!("{before}{start}```text\n{screen}\n```\n{end}{after}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, wanted).unwrap();
    } else {
        assert!(readme == wanted, "the README shows another report: UPDATE_DOCS=1 cargo test --test golden");
    }
}

#[test]
fn the_terminal() {
    for (name, bundle) in RUNS {
        for width in ["40", "60", "160"] {
            let text = triage(bundle, "terminal", width);
            snapshot(&format!("{name}.{width}"), &text);
        }
    }
}

#[test]
fn what_programs_read() {
    for (name, bundle) in RUNS {
        for format in ["json", "github", "agent"] {
            snapshot(&format!("{name}.{format}"), &triage(bundle, format, "100"));
        }
        let sarif = triage(bundle, "sarif", "100");
        assert_eq!(sarif_schema::problem(&serde_json::from_str(&sarif).unwrap()), None, "{name}");
        snapshot(&format!("{name}.sarif"), &sarif);
    }
}

#[test]
fn a_terminal_is_not_overrun() {
    for (name, bundle) in RUNS {
        for width in ["40", "60", "100", "160"] {
            let text = triage(bundle, "terminal", width);
            let wide = |line: &&str| line.chars().count() > width.parse().unwrap();
            // An address and a command stay whole, so that they can be copied.
            let whole = |line: &&str| line.trim_start().starts_with("https://") || line.starts_with("    ");
            let long: Vec<&str> = text.lines().filter(wide).filter(|line| !whole(line)).collect();
            assert!(long.is_empty(), "{name} at {width}: {long:#?}");
        }
    }
}
