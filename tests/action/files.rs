//! What the action's files and the ready workflows must hold to.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn yaml(path: &Path) -> Value {
    serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn workflows() -> Vec<PathBuf> {
    let mut all = Vec::new();
    for folder in ["docs/workflows", ".github/workflows"] {
        all.extend(fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()));
    }
    all
}

/// This project's action, as whoever copies a workflow gets it.
fn ours() -> String {
    format!("{}@v{}", env!("CARGO_PKG_REPOSITORY").strip_prefix("https://github.com/").unwrap(), env!("CARGO_PKG_VERSION"))
}

/// `Cargo.toml` says where the project is and which version it has; whatever names either says the same, so that it can be copied as it stands.
#[test]
fn one_address_and_one_version() {
    let ours = ours();
    let (address, version) = ours.split_once('@').unwrap();
    let (owner, name) = address.split_once('/').unwrap();
    let mut files = workflows();
    files.extend(
        ["README.md", "docs/install.md", "docs/action.md", "docs/agents.md", "docs/reports.md", "CONTRIBUTING.md"]
            .map(|name| root().join(name)),
    );
    let mut named = 0;
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices(&format!("/{name}")) {
            let after = &text[at + 1 + name.len()..];
            // A file of a release.
            if after.starts_with('-') {
                continue;
            }
            let before = text[..at].rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap();
            assert_eq!(before, owner, "{}", path.display());
            if let Some(after) = after.strip_prefix('@') {
                assert!(after.starts_with(version), "{}: {}", path.display(), &after[..after.len().min(20)]);
            }
            named += 1;
        }
        if path.ends_with("docs/install.md") {
            assert!(!text.contains("OWNER/NAME") && text.matches(address).count() >= 4, "{}", path.display());
        }
    }
    assert!(named >= 10, "{named}");
}

/// An input inside a script would be code.
#[test]
fn inputs_reach_scripts_through_the_environment_alone() {
    let action = yaml(&root().join("action.yml"));
    assert_eq!(action["runs"]["using"], "composite");
    let steps = action["runs"]["steps"].as_array().unwrap();
    let text = steps.iter().map(|step| step["env"].to_string()).collect::<String>();
    for step in steps {
        assert!(!step["run"].as_str().unwrap().contains("${{"), "{step}");
    }
    for name in action["inputs"].as_object().unwrap().keys() {
        assert!(text.contains(&format!("inputs.{name} ")), "{name} is not used");
    }
}

#[test]
fn what_may_write_reads_nothing_of_a_pull_request() {
    for path in workflows() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let workflow = yaml(&path);
        assert!(workflow.get("permissions").is_some(), "{name} has all permissions of the repository's default");
        for (id, job) in workflow["jobs"].as_object().unwrap() {
            let all = job.to_string();
            assert!(!all.contains("pull_request.head") && !all.contains("\"ref\""), "{name}: {id} checks out a head");
            if name == "triage.yml" && id == "analyse" {
                assert!(!job["permissions"].to_string().contains("write"), "{name}: {id} may write");
            }
            for step in job["steps"].as_array().unwrap() {
                let uses = step["uses"].as_str().unwrap_or("./");
                let pinned = uses.split_once('@').is_none_or(|(_, sha)| sha.len() == 40) || uses == ours();
                assert!(pinned && (uses.contains('@') || uses.starts_with("./")), "{name}: {uses}");
            }
        }
    }
}
