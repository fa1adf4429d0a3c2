//! The page in a browser: at the width of a phone and of a desk, in the light and in the dark, with a keyboard.
//!
//! Chromium is looked for on the `PATH` and under `TRIAGE_CHROMIUM`; on Debian, root installs it when it is not there. `TRIAGE_CHROMIUM=none`
//! leaves this test out.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const PAGES: [(&str, &str); 4] = [
    ("seed", "samples/seed-run"),
    ("several-causes", "tests/golden/several-causes"),
    ("unexplained", "tests/golden/unexplained"),
    ("nothing-failed", "tests/golden/nothing-failed"),
];
const WIDTHS: [u32; 3] = [320, 390, 1280];

/// Looks at the frames when all are loaded, and leaves what it saw in the document.
const PROBE: &str = r#"
// On a narrow screen the heads of tables are there for readers of screens alone.
const look = (frame) => {
  const view = frame.contentWindow, doc = frame.contentDocument, width = doc.documentElement.clientWidth;
  const scrolls = (element) => element && (/(auto|scroll)/.test(view.getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const wide = [...doc.querySelectorAll("main *")].filter((element) =>
    !element.closest("svg, thead") && element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement));
  const form = doc.querySelector("form.filter"), shown = () => [...doc.querySelectorAll("section[data-causes]")].filter((part) => !part.hidden).length;
  const all = shown(), chosen = [];
  if (form) {
    for (const list of form.querySelectorAll("select")) {
      list.selectedIndex = 1;
      list.dispatchEvent(new view.Event("change", { bubbles: true }));
      chosen.push([list.value.split(" ").length, shown(), form.querySelector("output").textContent]);
      list.selectedIndex = 0;
      list.dispatchEvent(new view.Event("change", { bubbles: true }));
    }
  }
  const reach = [...doc.querySelectorAll("a[href], summary, select, button, pre.log")];
  return {
    name: frame.dataset.name, width,
    overflow: doc.documentElement.scrollWidth - width,
    wide: wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120)),
    sections: all, chosen, back: shown(),
    filter: form ? !form.hidden : null,
    bars: [...doc.querySelectorAll("svg rect")].filter((bar) => bar.getBoundingClientRect().width > 0).length,
    outside: [...doc.querySelectorAll("svg rect")].filter((bar) => bar.getBoundingClientRect().right > width).length,
    lost: reach.filter((element) => element.tabIndex < 0).map((element) => element.outerHTML.slice(0, 120)),
    focused: reach.filter((element) => { element.focus(); return doc.activeElement !== element && element.getClientRects().length > 0; }).length,
    requests: view.performance.getEntriesByType("resource").length,
    paper: view.getComputedStyle(doc.body).backgroundColor,
    ink: view.getComputedStyle(doc.body).color,
  };
};
window.onload = () => {
  const seen = [...document.querySelectorAll("iframe")].map(look);
  document.body.textContent = JSON.stringify(seen);
};
"#;

#[test]
fn the_page_holds_at_any_width_and_asks_for_nothing() {
    let Some(chromium) = chromium() else { return };
    let mut frames = String::new();
    for (name, bundle) in PAGES {
        let page = Command::new(env!("CARGO_BIN_EXE_triage"))
            .args(["scan", bundle, "--format", "html"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        let page = String::from_utf8(page.stdout).unwrap().replace('&', "&amp;").replace('"', "&quot;");
        for width in WIDTHS {
            frames.push_str(&format!(
                "<iframe data-name=\"{name}\" style=\"border:0;width:{width}px;height:900px\" srcdoc=\"{page}\"></iframe>\n"
            ));
        }
    }
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let file = directory.path().join("frames.html");
    std::fs::write(&file, format!("<!doctype html><meta charset=\"utf-8\"><body>{frames}<script>{PROBE}</script>")).unwrap();
    let light = seen(&chromium, &file, &[]);
    assert_eq!(light.len(), PAGES.len() * WIDTHS.len());
    for page in &light {
        for (key, wanted) in [("overflow", 0), ("outside", 0), ("focused", 0), ("requests", 0)] {
            assert_eq!(page[key], wanted, "{key}: {page:#}");
        }
        assert_eq!((&page["wide"], &page["lost"]), (&serde_json::json!([]), &serde_json::json!([])), "{page:#}");
        assert_eq!(page["back"], page["sections"], "{page:#}");
        let sections = page["sections"].as_u64().unwrap();
        assert_eq!(page["filter"].as_bool(), (sections > 1).then_some(true), "{page:#}");
        for chosen in page["chosen"].as_array().unwrap() {
            assert_eq!(chosen[0], chosen[1], "{page:#}");
            assert_eq!(chosen[2], format!("{} of {sections} causes", chosen[0]), "{page:#}");
        }
        assert!(page["bars"].as_u64().unwrap() >= 2, "{page:#}");
    }
    let dark = seen(&chromium, &file, &["--blink-settings=preferredColorScheme=0"]);
    let brightness = |page: &Value, key: &str| -> u32 {
        let color = page[key].as_str().unwrap();
        color.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).take(3).map(|part| part.parse::<u32>().unwrap()).sum()
    };
    for (light, dark) in light.iter().zip(&dark) {
        assert!(brightness(light, "paper") > 600 && brightness(light, "ink") < 300, "{light:#}");
        assert!(brightness(dark, "paper") < 150 && brightness(dark, "ink") > 500, "{dark:#}");
    }
}

/// Loads the file, and reads what the probe left. Anything on the console is a failure: an error, or something that the page's policy refused.
fn seen(chromium: &OsString, file: &Path, more: &[&str]) -> Vec<Value> {
    let output: Output = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--window-size=1400,1000",
            "--virtual-time-budget=20000",
        ])
        .args(["--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--dump-dom"])
        .arg(format!("--user-data-dir={}", file.parent().unwrap().join("profile").display()))
        .args(more)
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    let (dom, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let console: Vec<&str> = log.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(console.is_empty(), "{console:#?}");
    let body = dom.split_once("<body>").and_then(|(_, rest)| rest.split_once("</body>")).map(|(body, _)| body.trim());
    let json = body.unwrap_or_default().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {dom}\n{log}"))
}

/// The browser, installed if need be; none where it was said to do without.
fn chromium() -> Option<OsString> {
    let named = std::env::var_os("TRIAGE_CHROMIUM").filter(|name| !name.is_empty());
    match named {
        Some(name) if name == "none" => return None,
        Some(name) => return Some(name),
        None => {}
    }
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let found = || names.iter().find(|name| runs(Command::new(name).arg("--version"))).map(OsString::from);
    if let Some(name) = found() {
        return Some(name);
    }
    let install = "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends chromium";
    let installed = runs(Command::new("sh").arg("-c").arg(format!("test \"$(id -u)\" = 0 && {install}")));
    let name = found();
    assert!(
        name.is_some(),
        "this test needs Chromium (installed by apt-get: {installed}); TRIAGE_CHROMIUM names one, or `none` to leave it out"
    );
    name
}

fn runs(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
