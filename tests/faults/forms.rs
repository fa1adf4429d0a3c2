//! What a run, a job and a pull request may be called.

use serde_json::json;

use super::fake::{Fake, Request};
use super::scene::{HEAD, LINE, RUN, Scene, archive, green, job, red, run, triage, triage_in};

fn paths(fake: &Fake) -> Vec<String> {
    fake.journal().into_iter().map(|Request { path, .. }| path).collect()
}

#[test]
fn a_run_by_id_and_by_address() {
    let fake = Scene::new().fake();
    let by_id = triage(&fake, &["run", "7", "-R", "o/r", "--format", "json"]);
    assert_eq!((by_id.code, by_id.first_line().as_str(), by_id.stderr.as_str()), (0, LINE, ""));
    for address in
        ["https://github.com/o/r/actions/runs/7", "https://github.com/o/r/actions/runs/7/attempts/1", "github.com/o/r/actions/runs/7?pr=24"]
    {
        let ended = triage(&fake, &["run", address, "--format", "json"]);
        assert_eq!((ended.code, ended.json()["causes"].clone()), (0, by_id.json()["causes"].clone()), "{address}: {}", ended.stderr);
    }
    let none = triage(&fake, &["run", "main", "-R", "o/r"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.starts_with("error: failed to use `main` as a run: neither a run id nor the address"), "{}", none.stderr);
}

#[test]
fn a_job_by_its_address_or_name() {
    let scene = Scene::new();
    scene.jobs("", &[job(71, "build", "failure"), job(72, "lint", "success"), job(73, "test (a)", "failure")]);
    scene.write(
        "logs.zip",
        archive(&[("build/4_x.txt", &red(LINE)), ("1_lint.txt", &green()), ("test (a)/4_x.txt", &red("make: *** [all] Error 2"))]),
    );
    let fake = scene.fake();
    let address = triage(&fake, &["run", "https://github.com/o/r/actions/runs/7/job/71#step:4:5", "--format", "json"]);
    let names = |ended: &super::scene::Ended| {
        ended.json()["jobs"].as_array().unwrap().iter().map(|job| job["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((address.code, names(&address), address.json()["causes"].as_array().unwrap().len()), (0, vec!["build".to_owned()], 1));
    let glob = triage(&fake, &["run", "7", "-R", "o/r", "--job", "test*", "--format", "json"]);
    assert_eq!((names(&glob), glob.json()["source"].as_str()), (vec!["test (a)".to_owned()], Some("run 7 --job 'test*'")));
    assert_eq!(glob.json()["causes"].as_array().unwrap().len(), 1);
    let none = triage(&fake, &["run", "7", "-R", "o/r", "--job", "deploy"]);
    assert_eq!(none.code, 2);
    assert_eq!(
        none.stderr,
        "error: failed to find a job called `deploy`: the run has none\n\nhint: its jobs are called: build, lint, test (a)\n"
    );
}

/// A job's address says its attempt by the job alone.
#[test]
fn attempts() {
    let scene = Scene::new();
    let mut second = run(7, "failure");
    second["run_attempt"] = json!(2);
    scene.json("run.json", &second);
    let mut again = job(75, "build", "failure");
    again["run_attempt"] = json!(2);
    scene.jobs("", &[again]);
    scene.jobs("attempts/1/", &[job(71, "build", "failure"), job(72, "lint", "success")]);
    scene.write("logs.zip", archive(&[("build/4_x.txt", &red("Error: statfs /srv/second: no such file or directory"))]));
    scene.write("attempts/1/logs.zip", archive(&[("build/4_x.txt", &red(LINE)), ("1_lint.txt", &green())]));
    let fake = scene.fake();
    for (arguments, line, source) in [
        (vec!["7", "-R", "o/r"], "Error: statfs /srv/second: no such file or directory", "run 7"),
        (vec!["7", "-R", "o/r", "--attempt", "1"], LINE, "run 7 --attempt 1"),
        (vec!["https://github.com/o/r/actions/runs/7/attempts/1"], LINE, "run 7 --attempt 1"),
        (vec!["https://github.com/o/r/actions/runs/7/job/71"], LINE, "run 7 --attempt 1 --job 71"),
    ] {
        let ended = triage(&fake, &[vec!["run", "--format", "json"], arguments].concat());
        assert_eq!((ended.code, ended.first_line().as_str(), ended.json()["source"].as_str()), (0, line, Some(source)), "{}", ended.stderr);
    }
    let none = triage(&fake, &["run", "7", "-R", "o/r", "--attempt", "3"]);
    assert_eq!(none.code, 3);
    assert!(none.stderr.contains("failed to read attempt 3 of run 7 of o/r: not found (404)"), "{}", none.stderr);
    assert_eq!(triage(&fake, &["run", "7", "-R", "o/r", "--attempt", "0"]).code, 2);
}

/// Of three attempts, each job is in the report as it ran last, with the log of that attempt.
#[test]
fn every_job_of_every_attempt() {
    let scene = Scene::new();
    scene.attempts("failure");
    let of = |place: &str| red(&format!("Error: statfs {place}: no such file or directory"));
    scene.write("logs.zip", archive(&[("build/4_x.txt", &of("/third"))]));
    scene.write("attempts/2/logs.zip", archive(&[("build/4_x.txt", &of("/second")), ("lint/4_x.txt", &of("/lint/second"))]));
    scene.write(
        "attempts/1/logs.zip",
        archive(&[("build/4_x.txt", &of("/first")), ("lint/4_x.txt", &of("/lint")), ("docs/4_x.txt", &green())]),
    );
    let report = triage(&scene.fake(), &["run", "7", "-R", "o/r", "--format", "json"]).json();
    let mut ids: Vec<u64> = report["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_u64().unwrap()).collect();
    ids.sort_unstable();
    assert_eq!((ids, &report["missing"]), (vec![73, 76, 77], &json!([])));
    let lines = report["causes"].to_string();
    for (place, there) in [("/third:", true), ("/lint/second:", true), ("/second: ", false), ("/first:", false), ("/lint:", false)] {
        assert_eq!(lines.contains(&format!("statfs {place}")), there, "{place}");
    }
}

/// `lint` did not run again: its log is a control, and lies in the first attempt's archive only.
#[test]
fn after_failed_jobs_ran_again() {
    for reissued in [false, true] {
        let scene = Scene::new();
        let mut second = run(7, "failure");
        second["run_attempt"] = json!(2);
        scene.json("run.json", &second);
        let at = |attempt: u64, mut job: serde_json::Value| {
            job["run_attempt"] = json!(attempt);
            job
        };
        // GitHub may list what it carried over as it was, or anew.
        let lint = if reissued { at(2, job(76, "lint", "success")) } else { at(1, job(72, "lint", "success")) };
        scene.jobs("", &[at(2, job(75, "build", "failure")), lint]);
        scene.jobs("attempts/1/", &[at(1, job(71, "build", "failure")), at(1, job(72, "lint", "success"))]);
        scene.write("logs.zip", archive(&[("build/4_x.txt", &red(LINE))]));
        scene.write("attempts/1/logs.zip", archive(&[("build/4_x.txt", &red("first")), ("1_lint.txt", &red(LINE))]));
        let fake = scene.fake();
        let ended = triage(&fake, &["run", "7", "-R", "o/r", "--format", "json"]);
        assert_eq!((ended.first_line().as_str(), ended.missing()), (LINE, vec![]), "{}", ended.stderr);
        let jobs = ended.json()["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_u64().unwrap()).collect::<Vec<_>>();
        assert_eq!(jobs, [75, if reissued { 76 } else { 72 }]);
        assert!(
            ended.json()["causes"][0]["because"].to_string().contains("1 green job prints the line too"),
            "{}",
            ended.json()["causes"][0]["because"]
        );
        assert_eq!(paths(&fake).iter().filter(|path| path.ends_with("/attempts/1/logs")).count(), 1);
    }
}

#[test]
fn the_newest_failed_run_of_the_branch() {
    let scene = Scene::new();
    let mut newer = run(9, "success");
    newer["workflow_id"] = json!(2);
    scene.json("runs/9/run.json", &newer);
    let mut foreign = run(8, "failure");
    foreign["head_repository"]["full_name"] = json!("somebody/r");
    scene.json("runs/8/run.json", &foreign);
    let fake = scene.fake();
    let checkout = scene.checkout("git@github.com:o/r.git", "topic");
    let env = [("GH_TOKEN", Fake::TOKEN)];
    let ended = triage_in(&checkout, Some(&fake), &["run", "--format", "json"], &env);
    assert_eq!((ended.code, ended.json()["run"]["id"].as_u64()), (0, Some(7)), "{}", ended.stderr);
    let checkout = scene.checkout("git@github.com:o/r.git", "other");
    let none = triage_in(&checkout, Some(&fake), &["run"], &env);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("failed to find a failed run of branch other in o/r: it has no runs"), "{}", none.stderr);
    let nowhere = triage(&fake, &["run"]);
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.stderr.contains("hint: name it: -R OWNER/NAME, or the address of the run"), "{}", nowhere.stderr);
}

/// Which repository a checkout is of: the address says it in any of git's ways, `upstream` comes before `origin`, and what
/// `gh repo set-default` chose before both.
#[test]
fn the_repository_of_a_checkout() {
    let scene = Scene::new();
    let fake = scene.fake();
    let env = [("GH_TOKEN", Fake::TOKEN)];
    let git = |directory: &std::path::Path, arguments: &[&str]| {
        assert!(std::process::Command::new("git").arg("-C").arg(directory).args(arguments).status().unwrap().success());
    };
    let asked = |directory: &std::path::Path| triage_in(directory, Some(&fake), &["run", "7", "--format", "json", "--no-rules"], &env);
    let checkout = scene.checkout("https://github.com/me/r.git", "topic");
    let not_ours = asked(&checkout);
    assert_eq!(not_ours.code, 3);
    assert!(not_ours.stderr.contains("failed to read run 7 of me/r: not found (404)"), "{}", not_ours.stderr);
    git(&checkout, &["config", "remote.origin.gh-resolved", "o/r"]);
    assert_eq!(asked(&checkout).code, 0);
    git(&checkout, &["config", "--unset", "remote.origin.gh-resolved"]);
    for address in
        ["git@github.com:o/r.git", "ssh://git@ssh.github.com:443/o/r", "https://user@github.com/o/r", "git@git.example.org:o/r.git"]
    {
        git(&checkout, &["remote", "add", "upstream", address]);
        let ended = asked(&checkout);
        assert_eq!(ended.code, 0, "{address}: {}", ended.stderr);
        git(&checkout, &["config", "remote.origin.gh-resolved", "base"]);
        assert_eq!(asked(&checkout).code, 3, "the one that was chosen");
        git(&checkout, &["config", "--unset", "remote.origin.gh-resolved"]);
        git(&checkout, &["remote", "remove", "upstream"]);
    }
    // What the environment says is stronger, and what the command line says strongest.
    let named = triage_in(&checkout, Some(&fake), &["run", "7", "--no-rules"], &[env[0], ("GITHUB_REPOSITORY", "o/r")]);
    assert_eq!(named.code, 0, "{}", named.stderr);
    let named = triage_in(&checkout, Some(&fake), &["run", "7", "--no-rules", "-R", "o/r"], &[env[0], ("GITHUB_REPOSITORY", "o/other")]);
    assert_eq!(named.code, 0, "{}", named.stderr);
    // A remote on another GitHub than the one that is asked: its token is not sent there.
    let elsewhere = scene.checkout("git@git.example.org:o/r.git", "elsewhere");
    let ended = triage_in(&elsewhere, None, &["run", "7"], &env);
    assert_eq!(ended.code, 2);
    assert_eq!(
        ended.stderr,
        "error: failed to find the repository: no git remote is on github.com\n\nhint: if git.example.org is a GitHub, set GH_HOST=git.example.org and a token of it; or name the repository: -R OWNER/NAME\n"
    );
}

fn pull(scene: &Scene) {
    scene.json("pull.json", &json!({
        "number": 24, "title": "Try it", "head": {"sha": HEAD, "ref": "topic", "repo": {"full_name": "o/r", "owner": {"login": "o"}}}, "base": {"ref": "main"}
    }));
}

#[test]
fn a_pull_request_with_several_failed_runs_is_one_report() {
    let scene = Scene::new();
    pull(&scene);
    let mut docs = run(9, "failure");
    (docs["name"], docs["workflow_id"], docs["path"]) = (json!("Docs"), json!(2), json!(".github/workflows/docs.yml"));
    scene.json("runs/9/run.json", &docs);
    // The same name as in the other workflow, and the same line.
    scene.jobs("runs/9/", &[job(91, "build", "failure")]);
    scene.write("runs/9/logs.zip", archive(&[("build/4_x.txt", &red(LINE))]));
    // An older run of the first workflow does not count any more; one that passed has nothing to say.
    scene.json("runs/5/run.json", &run(5, "failure"));
    let mut passed = run(6, "success");
    passed["workflow_id"] = json!(3);
    scene.json("runs/6/run.json", &passed);
    let fake = scene.fake();
    let checkout = scene.checkout("https://github.com/o/r", "topic");
    let env = [("GH_TOKEN", Fake::TOKEN)];
    for arguments in [vec!["pr", "24"], vec!["pr"], vec!["pr", "https://github.com/o/r/pull/24/files"]] {
        let ended = triage_in(&checkout, Some(&fake), &[arguments, vec!["--format", "json"]].concat(), &env);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let report = ended.json();
        let causes = report["causes"].as_array().unwrap();
        assert_eq!((causes.len(), &causes[0]["jobs"]), (1, &json!(["Docs / build", "CI / build"])));
        let jobs: Vec<_> =
            report["jobs"].as_array().unwrap().iter().map(|job| (job["name"].as_str().unwrap(), job["run"].as_u64().unwrap())).collect();
        assert_eq!(jobs, [("Docs / build", 9), ("CI / build", 7), ("CI / lint", 7)]);
        assert_eq!((report["source"].as_str(), ended.missing()), (Some("pr 24"), vec![]));
    }
    let direct = triage_in(&checkout, Some(&fake), &["pr", "24", "--format", "json"], &env).stdout;
    for name in ["#24", "https://github.com/o/r/pull/24"] {
        let file = checkout.join("pull.zip");
        let file = file.to_str().unwrap();
        let fetched = triage_in(&checkout, Some(&fake), &["fetch", name, "-o", file], &env);
        assert_eq!((fetched.code, fetched.stderr.as_str()), (0, ""));
        assert_eq!(triage_in(&checkout, None, &["scan", file, "--format", "json"], &[]).stdout, direct, "a bundle of all its runs");
    }
    let markdown = triage_in(&checkout, Some(&fake), &["pr", "24"], &env).stdout;
    assert!(markdown.contains("CI / build") && markdown.contains("Docs / build"), "{markdown}");
    let selected = triage_in(&checkout, Some(&fake), &["pr", "24", "--job", "Docs / *", "--format", "json"], &env);
    assert_eq!(selected.json()["jobs"].as_array().unwrap().len(), 1);
}

#[test]
fn pull_requests_that_are_none() {
    let scene = Scene::new();
    let fake = scene.fake();
    let ended = triage(&fake, &["pr", "25", "-R", "o/r"]);
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("failed to read pull request 25 of o/r: not found (404)"), "{}", ended.stderr);
    let checkout = scene.checkout("https://github.com/o/r", "topic");
    let ended = triage_in(&checkout, Some(&fake), &["pr"], &[("GH_TOKEN", Fake::TOKEN)]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("failed to find an open pull request of branch topic in o/r: there is none"), "{}", ended.stderr);
    let ended = triage(&fake, &["pr", "topic", "-R", "o/r"]);
    assert_eq!(ended.code, 2);
    pull(&scene);
    scene.json("run.json", &{
        let mut other = run(7, "failure");
        other["head_sha"] = json!("0000");
        other
    });
    let ended = triage(&scene.fake(), &["pr", "24", "-R", "o/r"]);
    assert_eq!(ended.code, 3);
    assert!(
        ended.stderr.contains("failed to find runs of pull request 24 of o/r, whose head is 8f30b3499d: there are none"),
        "{}",
        ended.stderr
    );
}

#[test]
fn an_address_of_another_github() {
    let ended = triage_in(
        std::path::Path::new("/"),
        None,
        &["run", "https://git.example.org/o/r/actions/runs/7"],
        &[("GH_TOKEN", "secret-of-github")],
    );
    assert_eq!(ended.code, 2);
    assert_eq!(
        ended.stderr,
        "error: failed to use an address on git.example.org: the GitHub that is asked is github.com\n\nhint: set GH_HOST=git.example.org, and a token of that GitHub\n"
    );
    let fake = Scene::new().fake();
    triage(&fake, &["run", "https://git.example.org/o/r/actions/runs/7"]);
    assert!(paths(&fake).contains(&RUN.to_owned()), "an address that is asked by name is asked");
}
