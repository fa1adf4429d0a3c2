//! What looks like a failure and is none: what was tried again, let pass, expected, printed by others, or only echoed.

use super::log::{Log, read};

#[track_caller]
fn quotes(log: &str, wanted: &str) {
    let first = read(log);
    assert!(first.line().contains(wanted), "{} reads {:?}, not {wanted:?}", first.get("extractor"), first.line());
}

const ASSERTION: &str = "============================= test session starts ==============================\ncollected 2 items\n\ntests/test_cart.py .F                                                    [100%]\n\n=================================== FAILURES ===================================\n__________________________________ test_total __________________________________\n\n    def test_total():\n>       assert total([4, 5]) == 10\nE       assert 9 == 10\n\ntests/test_cart.py:12: AssertionError\n=========================== short test summary info ============================\nFAILED tests/test_cart.py::test_total - assert 9 == 10\n========================= 1 failed, 1 passed in 0.12s ==========================";

#[test]
fn a_fallback() {
    let log = Log::new().fails(
        "./fetch.sh primary || ./fetch.sh mirror\npytest",
        &format!("curl: (6) Could not resolve host: primary.example\nfetched 12 files from mirror.example\n{ASSERTION}"),
        1,
    );
    quotes(&log.end(""), "assert 9 == 10");
}

#[test]
fn a_fallback_of_the_same_tool() {
    let output = "npm error code EUSAGE\nnpm error\nnpm error `npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before continuing.\nnpm error Missing: six@1.0.0 from lock file\nadded 12 packages in 3s\nprice of tea: 4 != 5";
    quotes(&Log::new().fails("npm ci || npm install\nnode check.js", output, 1).end(""), "price of tea");
    let alone = "npm error code E404\nnpm error 404 Not Found - GET https://registry.npmjs.org/nosuch - Not found";
    quotes(&Log::new().fails("npm ci || npm install", alone, 1).end(""), "404 Not Found");
}

#[test]
fn an_action_that_tries_again() {
    let log = Log::new()
        .uses(
            "nick-fields/retry@v3",
            "##[group]Attempt 1\nnpm ERR! code ECONNRESET\nnpm ERR! network aborted\n##[endgroup]\n##[warning]Attempt 1 failed. Reason: Child_process exited with error code 1\n##[group]Attempt 2\nadded 312 packages in 9s\n##[endgroup]\nCommand completed after 2 attempt(s).",
        )
        .fails("npx tsc -p .", "src/cart.ts(6,3): error TS2322: Type 'string' is not assignable to type 'number'.", 2);
    quotes(&log.end(""), "error TS2322");
}

#[test]
fn a_loop_that_tries_again() {
    let timeout = "Error response from daemon: Get \"https://registry-1.docker.io/v2/\": net/http: TLS handshake timeout";
    let output = format!(
        "{timeout}\n{timeout}\nlatest: Pulling from acme/toolchain\nStatus: Downloaded newer image for acme/toolchain:latest\ncc -c src/cart.c\nsrc/cart.c:10:5: error: use of undeclared identifier 'milk'\n   10 |     milk = 3;\n      |     ^\n1 error generated.\nmake: *** [Makefile:12: build] Error 1"
    );
    let script = "for i in 1 2 3; do docker pull acme/toolchain && break; sleep 5; done\nmake build";
    quotes(&Log::new().fails(script, &output, 2).end(""), "undeclared identifier 'milk'");
}

#[test]
fn a_network_that_came_back() {
    let warning = "WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/six/";
    let output = format!("{warning}\nCollecting six\nSuccessfully installed six-1.16.0\n{ASSERTION}");
    quotes(&Log::new().fails("pip install six\npytest", &output, 1).end(""), "assert 9 == 10");
}

#[test]
fn flaky_tests_that_passed() {
    let output = "Running 3 tests using 1 worker\n\n  1) tests/cart.spec.ts:8:1 › shows the total ─────\n\n    Error: expect(received).toBe(expected)\n\n    Expected: 10\n    Received: 9\n\n        at tests/cart.spec.ts:9:17\n\n  1 flaky\n    tests/cart.spec.ts:8:1 › shows the total ─────\n  2 passed (3.1s)\n\nThe bundle has 312 kB, the limit is 300 kB";
    quotes(&Log::new().fails("npx playwright test\nnode size.mjs", output, 1).end(""), "the limit is 300 kB");
}

#[test]
fn a_step_that_may_fail() {
    let log = Log::new()
        .fails("ruff check .", "src/cart.py:1:8: F401 [*] `os` imported but unused\nFound 1 error.", 1)
        .step("cargo build", "   Compiling shop v0.1.0\n    Finished `dev` profile")
        .fails("pytest", ASSERTION, 1);
    quotes(&log.end(""), "assert 9 == 10");
}

#[test]
fn a_command_that_may_fail() {
    let output = "# npm audit report\n\nminimist  <0.2.4\nSeverity: critical\n3 critical severity vulnerabilities\nnpm error code EAUDIT\n> shop@1.0.0 build\n> tsc -p .\n\nsrc/cart.ts(6,3): error TS2322: Type 'string' is not assignable to type 'number'.";
    quotes(&Log::new().fails("npm audit || true\nnpm run build", output, 2).end(""), "error TS2322");
}

#[test]
fn tests_that_expect_an_error() {
    let output = "=== RUN   TestRefuses\nERROR: connection refused: dial tcp 127.0.0.1:5432\nfatal: the cart is locked\n--- PASS: TestRefuses (0.00s)\n=== RUN   TestRecovers\npanic: till is closed [recovered]\n--- PASS: TestRecovers (0.00s)\n=== RUN   TestTotal\n    cart_test.go:12: total = 9, want 10\n--- FAIL: TestTotal (0.00s)\nFAIL\nFAIL\texample.com/shop/cart\t0.003s\nFAIL";
    let first = read(&Log::new().fails("go test -v ./...", output, 1).end(""));
    assert!(first.line().contains("total = 9, want 10"), "{}", first.line());
    assert_eq!(first.get("reproduce"), "go test example.com/shop/cart -run '^TestTotal$'");
}

#[test]
fn consoles_of_tests_that_passed() {
    let jest = "  console.error\n    Error: connection refused\n        at connect (src/till.js:3:9)\n        at Object.<anonymous> (src/till.test.js:8:3)\n\n      at log (src/till.js:5:11)\n\nPASS src/till.test.js\n\nTests:       3 passed, 3 total\nthe bundle grew by 12 kB";
    quotes(&Log::new().fails("npx jest\nnode size.mjs", jest, 1).end(""), "grew by 12 kB");
    let vitest = "stderr | src/till.test.ts > till > refuses\nError: connection refused\n    at connect (/home/runner/work/shop/shop/src/till.ts:3:9)\n\n ✓ src/till.test.ts (3 tests) 5ms\n\n Test Files  1 passed (1)\n      Tests  3 passed (3)\nthe bundle grew by 12 kB";
    quotes(&Log::new().fails("npx vitest run\nnode size.mjs", vitest, 1).end(""), "grew by 12 kB");
}

#[test]
fn tracebacks_of_tests_that_passed() {
    let output = "============================= test session starts ==============================\ncollected 2 items\n\ntests/test_api.py Traceback (most recent call last):\n  File \"/home/runner/work/shop/shop/src/api.py\", line 3, in call\n    raise ValueError(\"no price\")\nValueError: no price\nERROR:root:request failed: no price\n..\n\n============================== 2 passed in 0.11s ===============================\nchapter 3 of docs/cart.md has no heading";
    quotes(&Log::new().fails("pytest -s\n./check-docs", output, 1).end(""), "has no heading");
}

#[test]
fn a_count_says_less_than_what_it_counts() {
    quotes(
        &Log::new()
            .fails("./lint-all", "looking at 3 files\na.shop has no price\nb.shop has no price\n2 errors found\nlint failed", 1)
            .end(""),
        "a.shop has no price",
    );
}

#[test]
fn noise_of_post_steps() {
    let log = Log::new().fails("pytest", ASSERTION, 1);
    quotes(
        &log.end("##[warning]Failed to save: Unable to reserve cache with key x, another job may be creating this cache.\nerror: could not lock config file .git/config: File exists\n##[error]The process '/usr/bin/git' failed with exit code 255"),
        "assert 9 == 10",
    );
}

#[test]
fn a_script_that_is_only_echoed() {
    let script = "if ! ./migrate; then\n  echo \"ERROR: database unreachable, is it up?\"\n  exit 1\nfi\n./check-rows";
    quotes(
        &Log::new().fails(script, "migrated 3 tables\nchecking rows\nexpected 12 rows in orders, got 11", 1).end(""),
        "expected 12 rows in orders, got 11",
    );
}

#[test]
fn no_word_of_an_error() {
    let output = "comparing screenshots\nhome: 0 pixels differ\ncart: 1822 pixels differ, 40 are allowed";
    quotes(&Log::new().fails("./compare", output, 3).end(""), "1822 pixels differ, 40 are allowed");
}

#[test]
fn fourteen_thousand_lines() {
    let chatter = |from: u32, to: u32| -> String {
        (from..to).map(|n| format!("[INFO] worker-{} handled request {n} in {} ms, retries=0, errors=0\n", n % 7, n % 90)).collect()
    };
    let output = format!("{}{ASSERTION}\n{}", chatter(0, 9_000), chatter(9_000, 14_000));
    quotes(&Log::new().fails("make check", &output, 1).end(""), "assert 9 == 10");
}

#[test]
fn several_steps_that_fail() {
    let log = Log::new().fails("pytest", ASSERTION, 1).uses(
        "actions/upload-artifact@v4",
        "##[error]No files were found with the provided path: report.xml. No artifacts will be uploaded.",
    );
    quotes(&log.end(""), "assert 9 == 10");
}

#[test]
fn steps_of_a_composite_action() {
    let log = Log::new()
        .uses("./.github/actions/check", "##[group]Run ./prepare\n./prepare\nshell: /usr/bin/bash --noprofile --norc -e -o pipefail {0}\n##[endgroup]\nError: nothing to prepare, going on\nprepared")
        .fails("ruff check src", "src/cart.py:1:8: F401 [*] `os` imported but unused\nFound 1 error.", 1);
    let first = read(&log.end(""));
    assert!(first.line().contains("F401"), "{}", first.line());
    assert_eq!(first.get("reproduce"), "ruff check src");
}

#[test]
fn a_step_that_may_fail_right_before_the_one_that_ends_the_job() {
    let log =
        Log::new().fails("pytest", ASSERTION, 1).fails("./deploy.sh", "Deploying to staging\nstaging has no room for another release", 1);
    quotes(&log.end(""), "no room for another release");
}

#[test]
fn a_step_that_may_fail_before_an_action_that_ends_without_a_word() {
    let log = Log::new().fails("pytest", ASSERTION, 1).step("npm test", "> shop@1.0.0 test\n> node --test\nok");
    let log = log.uses("acme/ship-action@v1", "Shipping shop 1.2.3\nError: there is no token for the registry");
    quotes(&log.end(""), "no token for the registry");
}

#[test]
fn steps_that_are_told_how_others_ended() {
    for script in ["exit 1", "if [ \"failure\" != \"success\" ]; then\n  echo 'Unit tests failed'\n  exit 1\nfi"] {
        let log = Log::new().fails("pytest", ASSERTION, 1).step("npm ci", "added 12 packages in 1s").fails(script, "", 1);
        quotes(&log.end(""), "assert 9 == 10");
    }
}

#[test]
fn steps_that_look_around_after_a_failure() {
    let log = Log::new().fails("pytest", ASSERTION, 1).fails(
        "kubectl get pods -A\nkubectl logs deploy/shop",
        "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
        1,
    );
    quotes(&log.end(""), "assert 9 == 10");
}

#[test]
fn what_leaves_doubt() {
    let doubts = |log: &str, wanted: &str| {
        let first = read(log);
        let because = first.get("because").to_string();
        assert_eq!(because.contains("less sure"), !wanted.is_empty(), "{because}");
        assert!(because.contains(wanted), "{because}");
        assert!(first.line().contains("assert 9 == 10"), "{}", first.line());
        assert_eq!(first.get("confidence"), if wanted.is_empty() { "high" } else { "medium" });
    };
    let failed = || Log::new().fails("pytest", ASSERTION, 1);
    doubts(&failed().end(""), "");
    doubts(&failed().uses("actions/upload-artifact@v4", "uploaded").end(""), "");
    doubts(&failed().step("npm ci", "added 12 packages in 1s").end(""), "run only while all is well");
    // An excerpt that ends in a tool's own words shows its end; one that goes on does not.
    let cut = |output: &str| Log::new().step("make check", output).say("");
    doubts(&cut(ASSERTION).text(), "");
    let more: String = (0..60).map(|n| format!("packing part {n}\n")).collect();
    doubts(&cut(&format!("{ASSERTION}\n{more}")).text(), "shows no exit");
    doubts(&format!("{ASSERTION}\n{more}"), "much output follows");
    doubts(&format!("{ASSERTION}\n{more}make: *** [Makefile:3: check] Error 1\n"), "");
}
