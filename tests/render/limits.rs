//! Reports for places with a limit.

use triage::render::markdown::{COMMENT, within, within_bytes};
use triage::report::Report;

use crate::{reports, seed, snapshot};

/// So many causes in as many jobs, each with much to say.
fn large(causes: usize) -> Report {
    let mut report = seed::report();
    let model = report.causes[0].clone();
    for index in report.causes.len()..causes {
        let mut cause = model.clone();
        cause.id = format!("C{}", index + 1);
        cause.jobs = vec![format!("shard ({index})")];
        cause.evidence[0].job.clone_from(&cause.jobs[0]);
        report.jobs.push(reports::job(&cause.jobs[0], Some("failure"), Some(&cause)));
        report.causes.push(cause);
    }
    report
}

fn characters(text: &str) -> usize {
    text.encode_utf16().count()
}

#[test]
fn what_fits_is_left_as_it_is() {
    let report = seed::report();
    assert_eq!(within(&report, COMMENT, None), triage::render::markdown(&report));
}

#[test]
fn every_limit_is_kept_and_what_is_left_out_is_said() {
    for report in [seed::report(), reports::missing(), reports::unexplained(), reports::fresh(), reports::green(), large(70)] {
        let whole = triage::render::markdown(&report);
        for limit in [0, 1, 40, 200, 700, 1_500, 3_000, 6_000, 12_000, 30_000, COMMENT] {
            let text = within(&report, limit, Some("https://example.org/whole"));
            assert!(characters(&text) <= limit, "{} of {limit}", characters(&text));
            assert!(text == whole || limit < 1_500 || text.contains("[The whole report](https://example.org/whole)"), "{limit}: {text}");
            assert!(limit < 200 || text.starts_with(whole.lines().next().unwrap()), "{limit}: {text}");
            assert_eq!(text.matches("<details").count(), text.matches("</details>").count(), "{limit}");
            if limit > 6_000 {
                continue;
            }
            let bytes = within_bytes(&report, limit, None);
            assert!(bytes.len() <= limit, "{} bytes of {limit}", bytes.len());
        }
    }
}

#[test]
fn the_sample_run_in_little_room() {
    let report = seed::report();
    for limit in [9_000, 4_000, 1_800] {
        snapshot(&format!("seed.{limit}.md"), &within(&report, limit, Some("https://example.org/whole")));
    }
    snapshot("large.md", &within(&large(250), COMMENT, None).lines().take(60).collect::<Vec<_>>().join("\n"));
}
