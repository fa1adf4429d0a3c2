//! Lines as tools print them.

/// A failing test of cargo, by its name and what it says.
pub(crate) fn cargo_test(test: &str, file: &str, message: &str) -> Vec<String> {
    lines(&[
        "##[group]Run cargo test",
        "cargo test",
        "shell: /usr/bin/bash -e {0}",
        "##[endgroup]",
        "running 2 tests",
        "test other::holds ... ok",
        &format!("test {test} ... FAILED"),
        "",
        "failures:",
        "",
        &format!("---- {test} stdout ----"),
        "",
        &format!("thread '{test}' panicked at {file}:41:9:"),
        message,
        "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
        "",
        "",
        "failures:",
        &format!("    {test}"),
        "",
        "test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s",
        "",
        "error: test failed, to rerun pass `--lib`",
        "##[error]Process completed with exit code 101.",
    ])
}

/// Failing tests of pytest: name and message each.
pub(crate) fn pytest(tests: &[(&str, &str)]) -> Vec<String> {
    let mut text = lines(&["##[group]Run pytest", "pytest", "shell: /usr/bin/bash -e {0}", "##[endgroup]"]);
    text.extend(lines(&["============================= test session starts ==============================", "collected 9 items", ""]));
    text.push("=================================== FAILURES ===================================".to_owned());
    for (id, message) in tests {
        let name = id.rsplit("::").next().unwrap();
        let file = id.split("::").next().unwrap();
        text.push(format!("{:_^80}", format!(" {name} ")));
        text.extend([
            String::new(),
            format!("    def {name}():"),
            ">       check()".to_owned(),
            format!("E       {message}"),
            String::new(),
        ]);
        text.push(format!("{file}:12: {}", message.split(':').next().unwrap()));
    }
    text.push("=========================== short test summary info ============================".to_owned());
    text.extend(tests.iter().map(|(id, message)| format!("FAILED {id} - {message}")));
    text.push(format!("========================= {} failed, 7 passed in 1.23s =========================", tests.len()));
    text.push("##[error]Process completed with exit code 1.".to_owned());
    text
}

/// A step that fails by one line.
pub(crate) fn plain(line: &str, code: u8) -> Vec<String> {
    lines(&[
        "##[group]Run make",
        "make",
        "shell: /usr/bin/bash -e {0}",
        "##[endgroup]",
        line,
        &format!("##[error]Process completed with exit code {code}."),
    ])
}

/// What the runner prints while it sets a job up.
pub(crate) fn set_up(image: &str, version: &str, actions: &[(&str, &str)]) -> Vec<String> {
    let mut text = lines(&[
        "Current runner version: '2.331.0'",
        "##[group]Operating System",
        "Ubuntu",
        "24.04.3",
        "LTS",
        "##[endgroup]",
        "##[group]Runner Image",
        &format!("Image: {image}"),
        &format!("Version: {version}"),
        "##[endgroup]",
        "##[group]GITHUB_TOKEN Permissions",
        "Contents: read",
        "Metadata: read",
        "##[endgroup]",
        "Secret source: Actions",
        "Prepare workflow directory",
        "Prepare all required actions",
        "Getting action download info",
    ]);
    text.extend(actions.iter().map(|(action, sha)| format!("Download action repository '{action}' (SHA:{sha})")));
    text.push("Complete job name: test".to_owned());
    text
}

pub(crate) fn green() -> Vec<String> {
    lines(&["##[group]Run make", "make", "shell: /usr/bin/bash -e {0}", "##[endgroup]", "all is well"])
}

pub(crate) fn lines(text: &[&str]) -> Vec<String> {
    text.iter().map(ToString::to_string).collect()
}

/// One log after the other, e.g. the set-up before a step.
pub(crate) fn both(mut first: Vec<String>, then: Vec<String>) -> Vec<String> {
    first.extend(then);
    first
}
