//! How much is asked for, and how much of that one after another.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use super::fake::{Damage, Fake, Fault, Host, Request};
use super::scene::{Ended, HEAD, LINE, RUN, Scene, archive, green, job, red, run, triage};

/// What a command asked.
#[derive(Debug)]
struct Spent {
    /// For the run, its jobs, their logs and annotations: second hops counted.
    own: Vec<String>,
    /// For all else: commits, files, other runs.
    beside: Vec<String>,
    /// Second hops of other runs' logs, which cost nothing of a rate limit.
    hops: usize,
    /// How many followed one another: for the run, and in all.
    rounds: (usize, usize),
}

/// By the journal of a fake that answered in rounds.
fn spent(fake: &Fake, is_own: impl Fn(&str) -> bool) -> Spent {
    let journal = fake.journal();
    let (blobs, api): (Vec<Request>, Vec<Request>) = journal.iter().cloned().partition(|request| request.host == Host::Blob);
    let (own, beside): (Vec<Request>, Vec<Request>) = api.into_iter().partition(|request| is_own(&request.path));
    let own_hops = own.iter().filter(|request| request.path.ends_with("/logs")).count().min(blobs.len());
    let rounds = |requests: &[Request]| requests.iter().map(|request| request.round).collect::<BTreeSet<_>>().len();
    let shown = |requests: &[Request]| requests.iter().map(|request| format!("{} {}", request.round, request.path)).collect::<Vec<_>>();
    let mut all_own = shown(&own);
    all_own.extend(shown(&blobs).into_iter().take(own_hops));
    let own_and_hops: Vec<Request> = own.iter().chain(&blobs).cloned().collect();
    Spent { own: all_own, beside: shown(&beside), hops: blobs.len() - own_hops, rounds: (rounds(&own_and_hops), rounds(&journal)) }
}

/// 24 jobs, of which 5 failed.
#[test]
fn the_sample_takes_few_requests() {
    let fake = Fake::start(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/seed-run"));
    fake.in_rounds();
    let ended = triage(&fake, &["run", "21565516978", "-R", "jordigilh/kubernaut", "--format", "json"]);
    assert_eq!((ended.code, ended.missing()), (0, vec![]), "{}", ended.stderr);
    let spent = spent(&fake, |path| ["/runs/21565516978", "/actions/jobs/", "/check-runs/"].iter().any(|part| path.contains(part)));
    assert!(spent.own.len() <= 12 && spent.beside.len() <= 20 && spent.hops == 0 && spent.rounds.1 <= 5, "{spent:#?}");
}

fn of(id: u64, edit: impl FnOnce(&mut Value)) -> Value {
    let mut run = run(id, "failure");
    edit(&mut run);
    run
}

/// A run to compare with, red by the same line.
fn other(scene: &Scene, run: &Value) {
    let id = run["id"].as_u64().unwrap();
    let folder = format!("others/{id}/");
    scene.json(&format!("{folder}run.json"), run);
    let conclusion = run["conclusion"].as_str().unwrap();
    scene.jobs(&folder, &[job(id * 10 + 1, "build", conclusion), job(id * 10 + 2, "lint", "success")]);
    scene.write(&format!("{folder}jobs/{id}1.txt"), if conclusion == "failure" { red(LINE) } else { green() });
    scene.json(&format!("{folder}base.json"), &json!({"status": "ahead", "total_commits": 0, "commits": [], "files": []}));
}

/// Everything that may stand around a run: three runs of its base, three other pull requests, two later runs, twelve commits, a source.
fn crowd(scene: &Scene) {
    for (id, conclusion) in [(3, "failure"), (2, "failure"), (1, "success")] {
        other(
            scene,
            &of(id, |run| {
                (run["event"], run["head_branch"], run["conclusion"], run["pull_requests"]) =
                    (json!("push"), json!("main"), json!(conclusion), json!([]));
                (run["head_sha"], run["created_at"]) = (json!(format!("{id:040x}")), json!("2026-02-01T14:00:00Z"));
            }),
        );
    }
    for id in [4, 5, 6] {
        other(
            scene,
            &of(id, |run| {
                (run["head_branch"], run["head_sha"]) = (json!(format!("topic-{id}")), json!(format!("{id:040x}")));
                (run["created_at"], run["pull_requests"]) =
                    (json!("2026-02-01T14:30:00Z"), json!([{"number": id, "base": {"ref": "main"}}]));
            }),
        );
    }
    for id in [8, 9] {
        other(
            scene,
            &of(id, |run| {
                (run["head_sha"], run["created_at"]) = (json!(format!("{id:040x}")), json!("2026-02-01T16:00:00Z"));
            }),
        );
    }
    let commit = |number: u32| json!({"sha": format!("{number:040x}"), "commit": {"message": format!("change {number}")}});
    for number in 1..=12 {
        let mut whole = commit(number);
        whole["files"] = json!([{"filename": "src/main.rs", "patch": "@@ -1 +1 @@"}]);
        scene.json(&format!("commits/{number:040x}.json"), &whole);
    }
    let commits: Vec<Value> = (1..=12).map(commit).collect();
    scene.json("compare.json", &json!({"status": "ahead", "total_commits": 12, "commits": commits, "files": []}));
    scene.json("base.json", &json!({"status": "ahead", "total_commits": 0, "commits": [], "files": []}));
    scene.write("source/.github/workflows/ci.yml", "jobs:\n  build:\n    steps: [{run: make}]\n");
}

/// 300 jobs, of which five failed.
fn many(scene: &Scene) {
    let mut jobs: Vec<Value> = (1000..1295).map(|id| job(id, &format!("test ({id})"), "success")).collect();
    jobs.extend((71..76).map(|id| job(id, &format!("build {id}"), "failure")));
    scene.jobs("", &jobs);
    let text = red(LINE);
    let names: Vec<String> = (71..76).map(|id| format!("build {id}/4_Run make.txt")).collect();
    scene.write("logs.zip", archive(&names.iter().map(|name| (name.as_str(), text.as_str())).collect::<Vec<_>>()));
    for id in 71..76 {
        scene.write(&format!("jobs/{id}.txt"), red(LINE));
    }
}

/// Three attempts, and in each a job that did not run again.
fn attempts(scene: &Scene) {
    scene.attempts("success");
    scene.write("logs.zip", archive(&[("build/4_x.txt", &red(LINE))]));
    scene.write("attempts/2/logs.zip", archive(&[("build/4_x.txt", &red("two")), ("lint/4_x.txt", &green())]));
    scene.write("attempts/1/logs.zip", archive(&[("build/4_x.txt", &red(LINE)), ("lint/4_x.txt", &green()), ("docs/4_x.txt", &green())]));
}

/// Three failed runs of one head.
fn workflows(scene: &Scene) {
    for id in [8_u64, 9] {
        let folder = format!("runs/{id}/");
        scene.json(
            &format!("{folder}run.json"),
            &of(id, |run| {
                (run["name"], run["workflow_id"], run["path"]) =
                    (json!(format!("W{id}")), json!(id), json!(format!(".github/workflows/{id}.yml")));
            }),
        );
        scene.jobs(&folder, &[job(id * 10 + 1, "build", "failure")]);
        scene.write(&format!("{folder}logs.zip"), archive(&[("build/4_x.txt", &red(LINE))]));
    }
    scene.json("pull.json", &json!({"number": 24, "head": {"sha": HEAD}, "base": {"ref": "main"}}));
}

/// A world, what is asked in it, and the most that it may take: for the run, in sequence for the run, and in sequence for all.
struct World {
    name: &'static str,
    scene: fn(&Scene),
    faults: fn(&Fake),
    arguments: &'static [&'static str],
    own: usize,
    rounds: (usize, usize),
    missing: &'static [&'static str],
}

const RUN_7: &[&str] = &["run", "7"];

#[test]
fn no_world_takes_more_than_it_must() {
    let nothing: fn(&Fake) = |_| {};
    let too_large: fn(&Fake) = |fake| fake.fault("/actions-results/*", Fault::damage(Damage::Length(200 << 20)).times(1));
    let worlds = [
        World { name: "a run alone", scene: |_| {}, faults: nothing, arguments: RUN_7, own: 5, rounds: (3, 3), missing: &[] },
        World { name: "a crowd around it", scene: crowd, faults: nothing, arguments: RUN_7, own: 5, rounds: (5, 6), missing: &[] },
        World { name: "300 jobs", scene: many, faults: nothing, arguments: RUN_7, own: 12, rounds: (4, 5), missing: &[] },
        World { name: "three attempts", scene: attempts, faults: nothing, arguments: RUN_7, own: 10, rounds: (4, 5), missing: &[] },
        World {
            name: "the first of three attempts",
            scene: attempts,
            faults: nothing,
            arguments: &["run", "7", "--attempt", "1"],
            own: 12,
            rounds: (5, 6),
            missing: &[],
        },
        World {
            name: "a run that goes on",
            scene: Scene::goes_on,
            faults: nothing,
            arguments: RUN_7,
            own: 5,
            rounds: (4, 4),
            missing: &["jobs still to end: the run has not ended: 1 of 2 jobs have"],
        },
        World {
            name: "an archive that is too large: the failed jobs' logs alone",
            scene: many,
            faults: too_large,
            arguments: RUN_7,
            own: 6 + 5 + 2 * 5,
            rounds: (5, 6),
            missing: &["log archive: the answer is larger than 134217728 bytes"],
        },
        World {
            name: "three failed runs of a pull request",
            scene: workflows,
            faults: nothing,
            arguments: &["pr", "24"],
            own: 3 * 5,
            rounds: (4, 6),
            missing: &[],
        },
    ];
    let play = |world: &World| {
        let scene = Scene::new();
        (world.scene)(&scene);
        let fake = scene.fake();
        (world.faults)(&fake);
        fake.in_rounds();
        let ended: Ended = triage(&fake, &[world.arguments, &["-R", "o/r", "--format", "json", "--no-cache"]].concat());
        assert_eq!((ended.code, ended.first_line().as_str()), (0, LINE), "{}: {}", world.name, ended.stderr);
        assert_eq!(ended.missing(), world.missing, "{}", world.name);
        let pulled = world.arguments[0] == "pr";
        let spent = spent(&fake, |path| {
            let id = |part: &str| path.split(part).nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default().to_owned();
            let job = id("/actions/jobs/");
            path.starts_with(RUN) || pulled && path.contains("/actions/runs/") || job.starts_with('7') || path.contains("/check-runs/")
        });
        let fits = spent.own.len() <= world.own
            && spent.beside.len() <= 20
            && spent.rounds.0 <= world.rounds.0
            && spent.rounds.1 <= world.rounds.1;
        (!fits).then(|| format!("{}: {} {} {:?} {spent:#?}", world.name, spent.own.len(), spent.beside.len(), spent.rounds))
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let playing: Vec<_> = worlds.iter().map(|world| scope.spawn(move || play(world))).collect();
        playing.into_iter().filter_map(|playing| playing.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
