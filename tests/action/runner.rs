//! A runner: as much of one as a composite action sees.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::fake::Fake;
use super::scene::Scene;

/// A job on a runner.
pub(crate) struct Runner<'s> {
    scene: &'s Scene,
    fake: &'s Fake,
    pub(crate) inputs: BTreeMap<&'static str, String>,
    pub(crate) event: Value,
    pub(crate) event_name: &'static str,
    /// Where steps run: what a checkout would have left there.
    pub(crate) workspace: PathBuf,
}

/// How a job ended.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) code: i32,
    /// What the runner would read for workflow commands.
    pub(crate) log: String,
    pub(crate) summary: String,
}

pub(crate) fn action() -> Value {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

impl<'s> Runner<'s> {
    pub(crate) fn new(scene: &'s Scene, fake: &'s Fake, inputs: &[(&'static str, &str)]) -> Self {
        let workspace = scene.path("workspace");
        fs::create_dir_all(&workspace).unwrap();
        let mut inputs: BTreeMap<&str, String> = inputs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        inputs.insert("version", "path".to_owned());
        inputs.insert("token", Fake::TOKEN.to_owned());
        Self { scene, fake, inputs, event: Value::Null, event_name: "workflow_run", workspace }
    }

    /// Runs the steps of `action.yml`, until one fails.
    pub(crate) fn run(&self) -> Job {
        let (temporary, summary, event) = (self.scene.path("temp"), self.scene.path("step-summary.md"), self.scene.path("event.json"));
        fs::create_dir_all(&temporary).unwrap();
        drop(fs::remove_file(&summary));
        fs::write(&summary, "").unwrap();
        fs::write(&event, self.event.to_string()).unwrap();
        let action = action();
        let program = Path::new(env!("CARGO_BIN_EXE_triage")).parent().unwrap();
        let mut job = Job { code: 0, log: String::new(), summary: String::new() };
        for step in action["runs"]["steps"].as_array().unwrap() {
            let mut command = Command::new("bash");
            // As the runner does for `shell: bash`.
            command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].as_str().unwrap()]);
            command.current_dir(&self.workspace).env_clear().stdin(Stdio::null());
            command.env("PATH", format!("{}:{}", program.display(), std::env::var("PATH").unwrap()));
            for (name, value) in [
                ("GITHUB_ACTIONS", "true"),
                ("GITHUB_REPOSITORY", "o/r"),
                ("GITHUB_RUN_ID", "7"),
                ("GITHUB_EVENT_NAME", self.event_name),
                ("GITHUB_API_URL", &self.fake.api_url),
                ("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR")),
                ("RUNNER_OS", "Linux"),
                ("RUNNER_ARCH", "X64"),
                ("TRIAGE_RETRY_PAUSE", "0.002"),
            ] {
                command.env(name, value);
            }
            for (name, path) in [
                ("GITHUB_EVENT_PATH", &event),
                ("GITHUB_STEP_SUMMARY", &summary),
                ("GITHUB_WORKSPACE", &self.workspace),
                ("RUNNER_TEMP", &temporary),
                ("HOME", &temporary),
            ] {
                command.env(name, path);
            }
            for (name, value) in step["env"].as_object().unwrap() {
                command.env(name, self.evaluated(value.as_str().unwrap(), &action));
            }
            let output = command.output().unwrap();
            job.log += &String::from_utf8(output.stdout).unwrap();
            job.log += &String::from_utf8(output.stderr).unwrap();
            job.code = output.status.code().unwrap();
            if job.code != 0 {
                break;
            }
        }
        job.summary = fs::read_to_string(&summary).unwrap();
        job
    }

    /// The value of an expression of `action.yml`.
    fn evaluated(&self, text: &str, action: &Value) -> String {
        let expression = text.strip_prefix("${{ ").and_then(|rest| rest.strip_suffix(" }}")).unwrap();
        match expression.strip_prefix("inputs.") {
            Some(name) => {
                let default = || action["inputs"][name]["default"].as_str().unwrap().to_owned();
                self.inputs.get(name).cloned().unwrap_or_else(default)
            }
            None if expression == "github.action_repository" => "example/triage".to_owned(),
            None => panic!("what is {expression}?"),
        }
    }
}
