//! The fault table, the logs' part: archives and texts as they come, broken, hostile or merely odd.

use std::io::{Cursor, Write as _};

use serde_json::json;

use super::row::{PLAIN, Row, Sees, play};
use super::scene::{LINE, Scene, archive, green, job, red, triage};

/// A job that failed, of this name, with its log under that name in the archive.
fn named(scene: &Scene, job_name: &str, in_archive: &str) {
    scene.jobs("", &[job(71, job_name, "failure"), job(72, "lint", "success")]);
    scene.write("logs.zip", archive(&[(&format!("0_{in_archive}.txt"), &red(LINE)), ("1_lint.txt", &green())]));
}

fn zip(write: impl FnOnce(&mut zip::ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    write(&mut zip);
    zip.finish().unwrap().into_inner()
}

fn plain() -> zip::write::SimpleFileOptions {
    zip::write::SimpleFileOptions::default()
}

/// A line of the same kind, where none of it must be read.
const OTHER: &str = "Error: statfs /not/this: no such file or directory";

/// The log of `build`, and so many empty ones.
fn entries(count: usize, line: &str) -> Vec<u8> {
    zip(|zip| {
        zip.start_file("0_build.txt", plain()).unwrap();
        zip.write_all(red(line).as_bytes()).unwrap();
        let stored = plain().compression_method(zip::CompressionMethod::Stored);
        (0..count).for_each(|number| zip.start_file(format!("job {number}/1_Set up job.txt"), stored).unwrap());
    })
}

fn whole(scene: &Scene, text: impl AsRef<[u8]>) {
    scene.write(
        "logs.zip",
        zip(|zip| {
            zip.start_file("0_build.txt", plain()).unwrap();
            zip.write_all(text.as_ref()).unwrap();
        }),
    );
}

#[test]
fn names() {
    play(&[
        Row {
            name: "every character that GitHub replaces",
            scene: |scene| named(scene, "build <a> \"b\" |c? *d: e\\f", "build a b c d ef"),
            ..PLAIN
        },
        Row { name: "a reusable workflow's job", scene: |scene| named(scene, "call / build", "call  build"), ..PLAIN },
        Row {
            name: "a matrix",
            scene: |scene| named(scene, "build (ubuntu-latest, 3.12, true)", "build (ubuntu-latest, 3.12, true)"),
            ..PLAIN
        },
        Row { name: "emoji", scene: |scene| named(scene, "🧪 build ✓", "🧪 build ✓"), ..PLAIN },
        Row {
            name: "300 characters, of which the archive keeps fewer",
            scene: |scene| named(scene, &format!("build {}", "x".repeat(294)), &format!("build {}", "x".repeat(84))),
            ..PLAIN
        },
        Row {
            name: "names that lead out of the archive",
            scene: |scene| {
                scene.write("logs.zip", archive(&[("../../0_build.txt", "x"), ("/etc/1_passwd.txt", "x"), ("0_build.txt", &red(LINE))]));
            },
            ..PLAIN
        },
        Row {
            name: "an older service's copy beside it",
            scene: |scene| {
                scene.write("logs.zip", archive(&[("-2147483648_build.txt", "cut off"), ("0_build.txt", &red(LINE))]));
            },
            ..PLAIN
        },
    ]);
}

#[test]
fn archives() {
    play(&[
        Row { name: "no step files", scene: |scene| whole(scene, red(LINE)), ..PLAIN },
        Row {
            name: "step files only",
            scene: |scene| {
                scene.write("logs.zip", archive(&[("build/1_Set up job.txt", &green()), ("build/4_Run make.txt", &red(LINE))]));
            },
            ..PLAIN
        },
        Row {
            name: "gaps in step numbers, and a post step",
            scene: |scene| {
                let files =
                    [("build/1_Set up job.txt", green()), ("build/4_Run make.txt", red(LINE)), ("build/17_Post Run make.txt", green())];
                scene.write("logs.zip", archive(&files.each_ref().map(|(name, text)| (*name, text.as_str()))));
            },
            ..PLAIN
        },
        Row {
            name: "dates of nothing but zeros",
            scene: |scene| {
                let mut bytes = archive(&[("0_build.txt", &red(LINE))]);
                // Time and date stand behind the signature, in the entry's head and in the directory's.
                for (signature, at) in [(b"PK\x03\x04", 10), (b"PK\x01\x02", 12)] {
                    let start = bytes.windows(4).position(|four| four == signature).unwrap();
                    bytes[start + at..start + at + 4].fill(0);
                }
                scene.write("logs.zip", bytes);
            },
            ..PLAIN
        },
        Row { name: "100,000 entries", scene: |scene| scene.write("logs.zip", entries(100_000, LINE)), ..PLAIN },
    ]);
}

#[test]
fn texts() {
    play(&[
        Row { name: "CRLF", scene: |scene| whole(scene, red(LINE).replace('\n', "\r\n")), ..PLAIN },
        Row {
            name: "bytes that are no text",
            scene: |scene| whole(scene, [b"2026-02-01T15:00:01.0000000Z \xff\xfe\x80\n".as_slice(), red(LINE).as_bytes()].concat()),
            ..PLAIN
        },
        Row { name: "NUL bytes", scene: |scene| whole(scene, format!("2026-02-01T15:00:01.0000000Z a\0b\0\n{}", red(LINE))), ..PLAIN },
        Row {
            name: "one line of 10 MiB",
            scene: |scene| whole(scene, format!("2026-02-01T15:00:01.0000000Z {}\n{}", "x".repeat(10 << 20), red(LINE))),
            ..PLAIN
        },
        Row {
            name: "a byte order mark again after 2 MiB",
            scene: |scene| {
                let early = "2026-02-01T15:00:01.0000000Z going on\n".repeat((2 << 20) / 38);
                // Right before the line itself.
                let stamp = "2026-02-01T15:00:05.0000000Z ";
                let rest = red(LINE).replace('\u{feff}', "").replace(&format!("{stamp}{LINE}"), &format!("\u{feff}{stamp}{LINE}"));
                whole(scene, format!("{early}{rest}"));
            },
            ..PLAIN
        },
        Row { name: "an empty log", scene: |scene| whole(scene, ""), sees: Sees::NoLine(&["log of job build: it is empty"]), ..PLAIN },
        Row {
            name: "a composite action's groups within each other's",
            scene: |scene| {
                let inner = "##[group]Run ./inner\nwith:\n  a: statfs\n##[endgroup]\n##[group]Run make\nmake\nshell: /usr/bin/bash -e {0}\n##[endgroup]\n";
                whole(scene, red(LINE).replacen("2026-02-01T15:00:05.0000000Z ##[group]Run make\n", inner, 1));
            },
            ..PLAIN
        },
        Row {
            name: "a step that may fail, before the one that may not",
            scene: |scene| {
                let mut build = job(71, "build", "failure");
                let tolerated = json!({"name": "Try", "status": "completed", "conclusion": "success", "number": 3, "started_at": null, "completed_at": null});
                build["steps"].as_array_mut().unwrap().insert(1, tolerated);
                scene.jobs("", &[build]);
                let files =
                    [("build/3_Try.txt", red("Error: statfs /tolerated: no such file or directory")), ("build/4_Run make.txt", red(LINE))];
                scene.write("logs.zip", archive(&files.each_ref().map(|(name, text)| (*name, text.as_str()))));
            },
            ..PLAIN
        },
    ]);
}

#[test]
fn broken_archives_are_said_to_be_and_the_jobs_own_text_is_read() {
    play(&[
        Row {
            name: "a cut archive that comes again and again",
            scene: |scene| {
                let mut bytes = archive(&[("0_build.txt", &red(LINE))]);
                bytes.truncate(bytes.len() / 2);
                scene.write("logs.zip", bytes);
                scene.write("jobs/71.txt", red(LINE));
            },
            sees: Sees::LineWithout("log archive: "),
            ..PLAIN
        },
        Row {
            name: "an entry that is locked",
            scene: |scene| {
                let mut bytes = archive(&[("0_build.txt", &red(OTHER))]);
                for (signature, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
                    let start = bytes.windows(4).position(|four| four == signature).unwrap();
                    bytes[start + at] |= 1;
                }
                scene.write("logs.zip", bytes);
                scene.write("jobs/71.txt", red(LINE));
            },
            // It is asked for by itself then.
            ..PLAIN
        },
        Row {
            name: "a zip bomb: an entry that promises more than any log",
            scene: |scene| {
                let mut bytes = archive(&[("0_build.txt", &red(LINE)), ("1_lint.txt", &green())]);
                let start = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
                bytes[start + 24..start + 28].copy_from_slice(&(2_u32 << 30).to_le_bytes());
                scene.write("logs.zip", bytes);
            },
            // The job's own text is asked for then.
            ..PLAIN
        },
        Row {
            name: "a zip bomb: an entry that unpacks to a thousand times its size",
            scene: |scene| {
                whole(scene, format!("{}{}", "x".repeat(200 << 20), red(&format!("\n{OTHER}"))));
                scene.write("jobs/71.txt", red(LINE));
            },
            ..PLAIN
        },
        Row {
            name: "a zip bomb: entries that promise more together than any run's logs",
            scene: |scene| {
                let names: Vec<String> = (1..10).map(|number| format!("{number}_lint.txt")).collect();
                let (bad, good) = (red(OTHER), green());
                let mut files = vec![("0_build.txt", bad.as_str())];
                files.extend(names.iter().map(|name| (name.as_str(), good.as_str())));
                let mut bytes = archive(&files);
                let heads: Vec<usize> = (0..bytes.len() - 4).filter(|&at| bytes[at..].starts_with(b"PK\x01\x02")).collect();
                for head in &heads[1..] {
                    bytes[head + 24..head + 28].copy_from_slice(&0xF000_0000_u32.to_le_bytes());
                }
                scene.write("logs.zip", bytes);
                scene.write("jobs/71.txt", red(LINE));
            },
            sees: Sees::LineWithout("log archive: what it unpacks to, 36238786"),
            ..PLAIN
        },
        Row {
            name: "250,000 entries",
            scene: |scene| {
                scene.write("logs.zip", entries(250_000, OTHER));
                scene.write("jobs/71.txt", red(LINE));
            },
            sees: Sees::Line(&["log archive: its number of entries, 250001, is over the limit of 200000"]),
            ..PLAIN
        },
        Row {
            name: "a zip bomb: entries that share their bytes",
            scene: |scene| {
                let text = red(OTHER).repeat(50);
                let names: Vec<String> = (0..20).map(|number| format!("{number}_build.txt")).collect();
                let mut bytes = archive(&names.iter().map(|name| (name.as_str(), text.as_str())).collect::<Vec<_>>());
                let size = u32::try_from(bytes.len()).unwrap();
                let heads: Vec<usize> = (0..bytes.len() - 4).filter(|&at| bytes[at..].starts_with(b"PK\x01\x02")).collect();
                for head in heads {
                    bytes[head + 20..head + 24].copy_from_slice(&(size / 2).to_le_bytes());
                    bytes[head + 42..head + 46].fill(0);
                }
                scene.write("logs.zip", bytes);
                scene.write("jobs/71.txt", red(LINE));
            },
            sees: Sees::Line(&["log archive: its entries overlap"]),
            ..PLAIN
        },
        Row {
            name: "one character for 64 MiB: no bomb yet",
            scene: |scene| whole(scene, format!("{}{}", "x".repeat(64 << 20), red(&format!("\n{LINE}")))),
            ..PLAIN
        },
    ]);
}

/// A job whose `Run server` goes on in the background while `Run make` fails, or the other way round.
fn beside(scene: &Scene, failed: &str) {
    let mut build = job(71, "build", "failure");
    let step = |number: u32, name: &str, from: u32, to: u32| {
        let conclusion = if name == failed { "failure" } else { "success" };
        let at = |second: u32| format!("2026-02-01T15:00:{second:02}Z");
        json!({"name": name, "status": "completed", "conclusion": conclusion, "number": number, "started_at": at(from), "completed_at": at(to)})
    };
    build["steps"] =
        json!([step(1, "Set up job", 0, 1), step(2, "Run server", 2, 30), step(3, "Run make", 3, 9), step(4, "Run test", 10, 29)]);
    scene.jobs("", &[build]);
}

/// What both write, by turns: the failing line stands behind the begin of a step that did not print it.
fn interleaved(failed: &str) -> String {
    let group = |second: u32, script: &str| {
        let lines = [&format!("##[group]Run {script}"), script, "shell: /usr/bin/bash -e {0}", "##[endgroup]"];
        lines.map(|line| format!("2026-02-01T15:00:{second:02}.1000000Z {line}\n")).concat()
    };
    let line = |second: u32, text: &str| format!("2026-02-01T15:00:{second:02}.5000000Z {text}\n");
    let (first, last) = if failed == "Run make" { (LINE, "listening") } else { ("built", LINE) };
    let code = "##[error]Process completed with exit code 125.";
    [
        line(0, "Current runner version: '2.330.0'"),
        group(2, "server"),
        group(3, "make"),
        line(4, "listening on 8080"),
        line(5, first),
        if failed == "Run make" { line(9, code) } else { String::new() },
        group(10, "test"),
        line(12, "test 1 passed"),
        line(13, last),
        line(14, "test 2 passed"),
        if failed == "Run make" { String::new() } else { line(29, code) },
    ]
    .concat()
}

#[test]
fn steps_that_run_in_the_background() {
    play(&[
        Row {
            name: "step files: each has its own lines",
            scene: |scene| {
                beside(scene, "Run server");
                let files = [("build/2_Run server.txt", red(LINE)), ("build/3_Run make.txt", green()), ("build/4_Run test.txt", green())];
                scene.write("logs.zip", archive(&files.each_ref().map(|(name, text)| (*name, text.as_str()))));
            },
            ..PLAIN
        },
        Row {
            name: "one text, the step in the background failed",
            scene: |scene| {
                beside(scene, "Run server");
                whole(scene, interleaved("Run server"));
            },
            ..PLAIN
        },
        Row {
            name: "one text, the step in the foreground failed",
            scene: |scene| {
                beside(scene, "Run make");
                whole(scene, interleaved("Run make"));
            },
            ..PLAIN
        },
    ]);
}

/// Whose line it is cannot be told, so it is the step that failed, and no line of it.
#[test]
fn a_line_among_those_of_steps_in_the_background_has_no_number() {
    for failed in ["Run server", "Run make"] {
        let scene = Scene::new();
        beside(&scene, failed);
        whole(&scene, interleaved(failed));
        let fake = scene.fake();
        let report = triage(&fake, &["run", "7", "-R", "o/r", "--format", "json"]).json();
        let evidence = &report["causes"][0]["evidence"][0];
        assert_eq!((&evidence["text"], &evidence["step"], &evidence["line"]), (&json!(LINE), &json!(failed), &json!(null)), "{evidence:#}");
    }
}
