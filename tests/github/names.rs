//! The names of things: runs, repositories, remotes, tokens.

use std::path::Path;
use std::process::Command;

use triage::github::{Remote, RemoteError, Repo, RunRef, RunRefError, remotes_from_git, repo_from_git, token_from};

#[test]
fn runs() {
    // What is typed; host, repository, run, attempt, job.
    type Row = (&'static str, Option<&'static str>, Option<&'static str>, u64, Option<u32>, Option<u64>);
    let rows: [Row; 11] = [
        ("21565516978", None, None, 21_565_516_978, None, None),
        (" 7\n", None, None, 7, None, None),
        ("https://github.com/o/r/actions/runs/7", Some("github.com"), Some("o/r"), 7, None, None),
        ("http://GHES.example:8443/o/r.js/actions/runs/7/", Some("ghes.example:8443"), Some("o/r.js"), 7, None, None),
        ("github.com/o/r/actions/runs/7", Some("github.com"), Some("o/r"), 7, None, None),
        ("https://github.com/o/r/actions/runs/7/attempts/3", Some("github.com"), Some("o/r"), 7, Some(3), None),
        ("https://github.com/o/r/actions/runs/7/job/9", Some("github.com"), Some("o/r"), 7, None, Some(9)),
        ("https://github.com/o/r/actions/runs/7/job/9#step:4:12", Some("github.com"), Some("o/r"), 7, None, Some(9)),
        ("https://github.com/o/r/actions/runs/7/attempts/2/job/9?pr=24#step:4:12", Some("github.com"), Some("o/r"), 7, Some(2), Some(9)),
        ("https://github.com/o/r/actions/runs/7?check_suite_focus=true", Some("github.com"), Some("o/r"), 7, None, None),
        ("https://github.com/o/r/actions/runs/7/workflow", Some("github.com"), Some("o/r"), 7, None, None),
    ];
    for (text, host, repo, run_id, attempt, job) in rows {
        let parsed = RunRef::parse(text).unwrap();
        let repo = repo.map(|repo| repo.parse::<Repo>().unwrap());
        assert_eq!(parsed, RunRef { host: host.map(str::to_owned), repo, run_id, attempt, job }, "{text}");
        assert_eq!((parsed.run().id, parsed.run().attempt), (run_id, attempt));
    }
}

#[test]
fn what_is_no_run() {
    let unknown = [
        "",
        "main",
        "-7",
        "+7",
        "0x7",
        "7.5",
        "https://github.com/o/r",
        "https://github.com/o/r/actions/runs",
        "https://github.com/o/r/pull/24",
        "https://github.com/o/../actions/runs/7",
        "https://github.com/../r/actions/runs/7",
        "https://user:secret@github.com/o/r/actions/runs/7",
        "ftp://github.com/o/r/actions/runs/7",
    ];
    for text in unknown {
        assert_eq!(RunRef::parse(text), Err(RunRefError::Unknown(text.to_owned())), "{text}");
    }
    let numbers = [
        "0",
        "99999999999999999999",
        "https://github.com/o/r/actions/runs/+7",
        "https://github.com/o/r/actions/runs/7/attempts/0",
        "https://github.com/o/r/actions/runs/7/job/x",
    ];
    for text in numbers {
        assert_eq!(text.parse::<RunRef>(), Err(RunRefError::Number(text.to_owned())), "{text}");
    }
    let check = "https://github.com/o/r/runs/7";
    assert_eq!(RunRef::parse(check), Err(RunRefError::Check(check.to_owned())));
}

#[test]
fn repositories() {
    for text in ["o/r", "rust-lang/rust", "a/.github", "a-b/c_d.e", "octo_corp/x"] {
        assert_eq!(text.parse::<Repo>().unwrap().to_string(), text);
    }
    let repo: Repo = "rust-lang/rust".parse().unwrap();
    assert_eq!((repo.owner(), repo.name()), ("rust-lang", "rust"));
    let long = format!("o/{}", "r".repeat(101));
    for text in [
        "", "o", "/r", "o/", "o/r/x", "o/..", "../r", "o/.", "./r", "o/a..b", "o/r?x", "o/r#x", "o/r%2F", "o r/x", "o/é", "o/r\n",
        "o\\r/x", &long,
    ] {
        let error = text.parse::<Repo>().unwrap_err();
        assert_eq!(error.to_string(), format!("use `{text}` as a repository: not OWNER/NAME"));
    }
}

#[test]
fn remotes() {
    let rows = [
        ("https://github.com/o/r", "github.com", "o/r"),
        ("https://github.com/o/r.git", "github.com", "o/r"),
        ("https://github.com/o/r.git/", "github.com", "o/r"),
        ("https://user:token@GitHub.com/o/r.git", "github.com", "o/r"),
        ("https://ghes.example:8443/o/r.js.git", "ghes.example", "o/r.js"),
        ("git@github.com:o/r.git", "github.com", "o/r"),
        ("github.com:o/r", "github.com", "o/r"),
        ("org-123@github.com:/o/r.git", "github.com", "o/r"),
        ("ssh://git@github.com/o/r.git", "github.com", "o/r"),
        ("ssh://git@ssh.github.com:443/o/r.git", "github.com", "o/r"),
        ("git+ssh://git@github.com/o/r", "github.com", "o/r"),
        ("git://github.com/o/r", "github.com", "o/r"),
    ];
    for (url, host, repo) in rows {
        let expected = Remote { name: "origin".to_owned(), host: host.to_owned(), repo: repo.parse().unwrap() };
        assert_eq!(Remote::parse("origin", url), Some(expected), "{url}");
    }
    for url in [
        "",
        "/srv/git/o/r.git",
        "../o/r",
        "./a:b/c",
        "file:///srv/o/r",
        r"C:\o\r",
        "C:/o/r",
        "https://github.com",
        "https://github.com/o",
        "https://github.com/o/r/x",
        "git@github.com:r.git",
    ] {
        assert_eq!(Remote::parse("origin", url), None, "{url}");
    }
}

/// As `gh` does: upstream, github, origin, then the rest.
#[test]
fn the_repository_of_a_checkout() {
    let dir = tempfile::tempdir().unwrap();
    git(dir.path(), &["init", "--quiet"]);
    assert!(matches!(repo_from_git(dir.path()), Err(RemoteError::None)));
    for (name, url) in [("backup", "https://example.com/o/backup"), ("origin", "git@github.com:me/r.git"), ("local", "/srv/r")] {
        git(dir.path(), &["remote", "add", name, url]);
    }
    assert_eq!(repo_from_git(dir.path()).unwrap().repo.to_string(), "me/r");
    git(dir.path(), &["remote", "add", "upstream", "https://github.com/them/r"]);
    git(dir.path(), &["remote", "add", "github", "https://github.com/us/r"]);
    let names: Vec<String> = remotes_from_git(dir.path()).unwrap().into_iter().map(|remote| remote.name).collect();
    assert_eq!(names, ["upstream", "github", "origin", "backup"]);
}

/// What `gh repo set-default` notes comes first: a remote, or a repository on its host.
#[test]
fn the_repository_that_was_chosen() {
    let dir = tempfile::tempdir().unwrap();
    git(dir.path(), &["init", "--quiet"]);
    for (name, url) in [("upstream", "https://github.com/them/r"), ("origin", "git@git.example.org:me/r.git")] {
        git(dir.path(), &["remote", "add", name, url]);
    }
    let found = || repo_from_git(dir.path()).map(|remote| format!("{} {} {}", remote.name, remote.host, remote.repo)).unwrap();
    assert_eq!(found(), "upstream github.com them/r");
    git(dir.path(), &["config", "remote.origin.gh-resolved", "base"]);
    assert_eq!(found(), "origin git.example.org me/r");
    git(dir.path(), &["config", "remote.origin.gh-resolved", "parent/r"]);
    assert_eq!(found(), "origin git.example.org parent/r");
    for nonsense in ["../..", "gone", ""] {
        git(dir.path(), &["config", "remote.origin.gh-resolved", nonsense]);
        assert_eq!(found(), "upstream github.com them/r", "{nonsense}");
    }
    git(dir.path(), &["config", "--unset", "remote.origin.gh-resolved"]);
    git(dir.path(), &["config", "remote.gone.gh-resolved", "base"]);
    assert_eq!(found(), "upstream github.com them/r");
}

#[test]
fn a_folder_that_is_no_checkout() {
    let dir = tempfile::tempdir().unwrap();
    let error = repo_from_git(&dir.path().join("none")).unwrap_err();
    assert!(error.to_string().starts_with("list the git remotes: "), "{error}");
    assert!(error.hint().unwrap().contains("-R OWNER/NAME"));
}

fn git(dir: &Path, arguments: &[&str]) {
    assert!(Command::new("git").arg("-C").arg(dir).args(arguments).status().unwrap().success());
}

#[test]
fn tokens() {
    let token = |gh_token: Option<&str>, github_token: Option<&str>, gh: Option<&str>| {
        let variable = |name: &str| if name == "GH_TOKEN" { gh_token } else { github_token }.map(str::to_owned);
        token_from(variable, || gh.map(str::to_owned))
    };
    assert_eq!(token(Some("a"), Some("b"), Some("c")).as_deref(), Some("a"));
    assert_eq!(token(Some(" "), Some("b"), Some("c")).as_deref(), Some("b"));
    assert_eq!(token(None, Some(""), Some("c\n")).as_deref(), Some("c"));
    assert_eq!(token(None, None, None), None);
}
