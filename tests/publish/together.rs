//! Many writers at once.

use super::comment::{COMMENTS, bodies, posting, scene};
use super::scene::{LINE, archive, job, red, run};

/// Twenty processes of two workflows all read the pull request while one workflow has failed; before any of them writes, the other has, too.
#[test]
fn twenty_writers_with_stale_renders_leave_one_comment_that_holds_both() {
    const WRITERS: usize = 20;
    let scene = scene();
    let fake = scene.fake();
    let other = "Error: statfs /srv/other: no such file or directory";
    let place = scene.path("");
    fake.gather(&format!("GET {COMMENTS}"), WRITERS, move || {
        let mut second = run(8, "failure");
        (second["name"], second["workflow_id"]) = ("Other".into(), 2.into());
        let folder = place.join("runs/8");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("logs.zip"), archive(&[("0_check.txt", &red(other))])).unwrap();
        std::fs::write(folder.join("jobs.json"), format!(r#"{{"total_count":1,"jobs":[{}]}}"#, job(81, "check", "failure"))).unwrap();
        std::fs::write(folder.join("run.json"), second.to_string()).unwrap();
    });
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                let ended = posting(&fake, &["--comment"], None);
                assert_eq!(ended.code, 0, "{}", ended.stderr);
                assert!(!ended.stderr.contains("could not be posted"), "{}", ended.stderr);
            });
        }
    });
    let comments = bodies(&fake);
    assert_eq!(comments.len(), 1, "{comments:#?}");
    assert!(comments[0].contains(LINE) && comments[0].contains(other), "{}", comments[0]);
    let created = fake.journal().iter().filter(|request| request.method == "POST" && request.path == COMMENTS).count();
    assert!(created > 1, "no two of them met: {created}");
}
