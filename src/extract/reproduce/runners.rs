//! The test runners, by how they take one test.

use super::aim::Aim;
use super::runner::Runner;
use super::word::{name, path, regex};
use crate::regexes::Pattern;

/// All that are known.
pub(super) const RUNNERS: &[Runner] = &[
    Runner {
        extractors: &["pytest"],
        called: &[&["pytest"], &["py.test"]],
        valued: &["-c", "--rootdir", "--ds", "-p", "-o", "--confcutdir"],
        aim: pytest,
        ..Runner::PLAIN
    },
    Runner {
        extractors: &["unittest"],
        called: &[&["unittest"], &["manage.py", "test"], &["runtests.py"], &["stestr", "run"]],
        valued: &["--settings"],
        aim: unittest,
        ..Runner::PLAIN
    },
    Runner {
        extractors: &["go-test", "go-panic"],
        called: &[&["go", "test"]],
        valued: &["-tags", "-mod", "-C", "-modfile"],
        flags: &["-race", "-short"],
        aim: go,
        ..Runner::PLAIN
    },
    Runner {
        extractors: &["cargo-test"],
        called: &[&["cargo", "test"], &["cross", "test"], &["cargo", "t"]],
        valued: &["-p", "--package", "--features", "-F", "--target", "--manifest-path", "--profile", "--test"],
        flags: &["--all-features", "--no-default-features", "--release", "-r", "--locked", "--lib", "--doc", "--workspace", "--all"],
        aim: cargo,
        ..Runner::PLAIN
    },
    Runner {
        extractors: &["nextest"],
        called: &[&["cargo", "nextest", "run"], &["cargo", "nextest", "r"]],
        valued: &["-p", "--package", "--features", "-F", "--target", "--manifest-path", "--cargo-profile", "--profile", "-P"],
        flags: &["--all-features", "--no-default-features", "--release", "--locked", "--workspace", "--all"],
        aim: cargo,
        ..Runner::PLAIN
    },
    Runner {
        extractors: &["jest"],
        called: &[&["jest"], &["react-scripts", "test"], &["craco", "test"]],
        by_script: true,
        valued: &["--config", "-c", "--selectProjects", "--rootDir"],
        flags: &["--runInBand", "-i"],
        aim: jest,
    },
    Runner {
        extractors: &["vitest"],
        called: &[&["vitest", "run"], &["vitest"]],
        by_script: true,
        valued: &["--config", "-c", "--project", "--root", "-r", "--environment"],
        flags: &["--run"],
        aim: jest,
    },
    Runner {
        extractors: &["mocha"],
        called: &[&["mocha"]],
        by_script: true,
        valued: &["--config", "-r", "--require", "--spec"],
        aim: mocha,
        ..Runner::PLAIN
    },
    Runner {
        extractors: &["playwright"],
        called: &[&["playwright", "test"]],
        by_script: true,
        valued: &["--project", "--config", "-c"],
        aim: playwright,
        ..Runner::PLAIN
    },
    Runner {
        extractors: &["cypress"],
        called: &[&["cypress", "run"]],
        by_script: true,
        valued: &["--project", "-P", "--config-file", "-C", "--browser", "-b"],
        flags: &["--component", "--e2e"],
        aim: cypress,
    },
    Runner { extractors: &["node-test"], called: &[&["node"]], valued: &["--import", "-r", "--require"], aim: node, ..Runner::PLAIN },
    Runner {
        extractors: &["surefire", "failsafe"],
        called: &[&["mvn"], &["mvnw"], &["mvnd"]],
        valued: &["-f", "--file", "-s", "--settings", "-P", "--activate-profiles"],
        flags: &["-P*"],
        aim: maven,
        ..Runner::PLAIN
    },
    Runner {
        extractors: &["gradle-test"],
        called: &[&["gradlew"], &["gradle"]],
        valued: &["-p", "--project-dir"],
        flags: &["-P*"],
        aim: gradle,
        ..Runner::PLAIN
    },
    Runner { extractors: &["rspec"], called: &[&["rspec"]], valued: &["-r", "--require", "-I"], aim: rspec, ..Runner::PLAIN },
    Runner { extractors: &["minitest"], called: &[&["rails", "test"], &["rails", "test:system"]], aim: rspec, ..Runner::PLAIN },
    Runner {
        extractors: &["phpunit"],
        called: &[&["phpunit"], &["simple-phpunit"], &["artisan", "test"]],
        valued: &["-c", "--configuration", "--bootstrap", "--testsuite"],
        aim: phpunit,
        ..Runner::PLAIN
    },
    Runner {
        extractors: &["pest"],
        called: &[&["pest"], &["artisan", "test"]],
        valued: &["-c", "--configuration", "--testsuite"],
        aim: pest,
        ..Runner::PLAIN
    },
    Runner {
        extractors: &["dotnet", "dotnet-test", "vstest"],
        called: &[&["dotnet", "test"]],
        valued: &["-c", "--configuration", "-f", "--framework", "-r", "--runtime", "-s", "--settings"],
        aim: dotnet,
        ..Runner::PLAIN
    },
    Runner {
        extractors: &["ctest"],
        called: &[&["ctest"]],
        valued: &["--test-dir", "-C", "--build-config", "--preset"],
        aim: ctest,
        ..Runner::PLAIN
    },
    Runner { extractors: &["exunit"], called: &[&["mix", "test"]], aim: rspec, ..Runner::PLAIN },
    Runner { extractors: &["bats"], called: &[&["bats"]], aim: bats, ..Runner::PLAIN },
    Runner {
        extractors: &["xctest"],
        called: &[&["swift", "test"]],
        valued: &["--package-path", "-c", "--configuration"],
        aim: swift,
        ..Runner::PLAIN
    },
];

/// Arguments, all of which are there.
fn words(words: &[&str]) -> Option<Vec<String>> {
    words.iter().map(|word| (!word.is_empty()).then(|| (*word).to_owned())).collect()
}

/// The file, the class and function, the parameters: as much of it as is sure to be no more than a name.
fn pytest(aim: &Aim<'_>) -> Option<Vec<String>> {
    static ID: Pattern =
        Pattern::new(r"^(?<file>[^:\[\]]+\.py)(?<test>(?:::[A-Za-z_][A-Za-z0-9_]*)*)(?<with>\[[A-Za-z0-9_ .,:/@+=-]*\])?(?<more>.*)$");
    let id = ID.captures(&aim.test.id)?;
    let (test, with) = (&id["test"], id.name("with").map_or("", |with| with.as_str()));
    if id["more"].starts_with(|c| c != '[') || id["more"].chars().any(char::is_control) {
        return None;
    }
    let with = if id["more"].is_empty() && !with.contains("..") { with } else { "" };
    Some(vec![format!("{}{test}{with}", path(&id["file"])?)])
}

fn unittest(aim: &Aim<'_>) -> Option<Vec<String>> {
    if aim.gave("-s") || aim.gave("-t") || aim.gave("--start-directory") {
        return None;
    }
    let id = name(&aim.test.id)?;
    if aim.called.last() == Some(&"unittest") && !id.contains('.') {
        return None;
    }
    words(&[id])
}

/// `TestX/sub` in a package; where the package is not known, in those that the step tests.
fn go(aim: &Aim<'_>) -> Option<Vec<String>> {
    static TEST: Pattern = Pattern::new(r"^(?:Test|Example|Fuzz|Benchmark)[A-Za-z0-9_]*$");
    let package = aim.details.named.get("package").map(String::as_str);
    let own = || {
        let mut operands = aim.operands().filter(|operand| operand.starts_with('.') || operand.contains('/'));
        operands.next().filter(|_| operands.next().is_none())
    };
    let place = match package {
        Some(package) => path(package)?,
        None => own().or((aim.operands().count() == 0).then_some("."))?,
    };
    if Some(aim.test.id.as_str()) == package {
        return words(&[place]);
    }
    let (test, sub) = aim.test.id.split_once('/').map_or((aim.test.id.as_str(), None), |(test, sub)| (test, Some(sub)));
    if !TEST.is_match(test) {
        return None;
    }
    let exact = |part: &str| if part.len() < 3 { name(part).map(str::to_owned) } else { regex(part) };
    let subs: Option<Vec<String>> = sub.map_or_else(|| Some(Vec::new()), |sub| sub.split('/').map(exact).collect());
    let only: String = subs.unwrap_or_default().iter().map(|part| format!("/^{part}$")).collect();
    words(&[place, "-run", &format!("^{test}${only}")])
}

fn cargo(aim: &Aim<'_>) -> Option<Vec<String>> {
    let id = name(&aim.test.id)?;
    let given = ["-p", "--package"]
        .iter()
        .any(|option| aim.rest.iter().any(|word| word.text == *option || word.text.starts_with(&format!("{option}="))));
    match aim.named("crate").filter(|_| !given) {
        Some(of) => words(&["-p", of, id]),
        None => words(&[id]),
    }
}

/// The file, then the name as a regex over the whole of it.
fn jest(aim: &Aim<'_>) -> Option<Vec<String>> {
    let id = &aim.test.id;
    let file = aim.file();
    // A file that could not be run is its own test.
    if path(id).is_some_and(|id| id.contains('.') && id.contains('/')) || Some(id.as_str()) == file {
        return words(&[path(id)?]);
    }
    let test = regex(&id.replace(" > ", " ").replace(" › ", " "));
    match (file, test) {
        (Some(file), Some(test)) => words(&[file, "-t", &test]),
        (Some(file), None) => words(&[file]),
        (None, Some(test)) => words(&["-t", &test]),
        (None, None) => None,
    }
}

fn mocha(aim: &Aim<'_>) -> Option<Vec<String>> {
    let test = regex(&aim.test.id.replace(" > ", " "))?;
    let files: Vec<&str> = aim.operands().filter_map(path).filter(|operand| operand.contains(['/', '.'])).collect();
    let mut args: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
    args.extend(["-g".to_owned(), test]);
    Some(args)
}

/// The place of the test itself, as the runner names it; a frame in a helper is no place of a test.
fn playwright(aim: &Aim<'_>) -> Option<Vec<String>> {
    static AT: Pattern = Pattern::new(r"^(?<file>[^:\[ ]+\.(?:spec|test|e2e)\.[cm]?[jt]sx?)(?::(?<line>\d{1,7}))?(?::\d+)?(?: › .*)?$");
    let place = &aim.test.place;
    let read = place.path.as_ref().map(|path| format!("{path}{}", place.line.map_or_else(String::new, |line| format!(":{line}"))));
    let at = AT.captures(&aim.test.id).or_else(|| AT.captures(read.as_deref()?))?;
    let file = path(&at["file"])?;
    Some(vec![at.name("line").map_or_else(|| file.to_owned(), |line| format!("{file}:{}", line.as_str()))])
}

fn cypress(aim: &Aim<'_>) -> Option<Vec<String>> {
    let spec = aim.details.named.get("spec").and_then(|spec| path(spec)).or_else(|| aim.file()).filter(|spec| spec.contains('/'))?;
    words(&["--spec", spec])
}

fn node(aim: &Aim<'_>) -> Option<Vec<String>> {
    if !aim.gave("--test") {
        return None;
    }
    let last = aim.test.id.rsplit(" > ").next()?;
    let test = format!("--test-name-pattern=^{}$", regex(last)?);
    words(&["--test", &test, aim.file()?])
}

/// `com.x.CartTest.total(int)[1]` → the class and the method; a nested class is run with the one around it.
fn java(id: &str) -> Option<(&str, Option<&str>)> {
    static CLASS: Pattern = Pattern::new(r"^(?:[a-z_][A-Za-z0-9_]*\.)*[A-Z][A-Za-z0-9_]*$");
    static NAMED: Pattern =
        Pattern::new(r"^(?<class>(?:[a-z_][A-Za-z0-9_]*\.)*[A-Z][A-Za-z0-9_]*)(?<nested>\$[A-Za-z0-9_$]+)?\.(?<method>[A-Za-z0-9_].*)$");
    static SENTENCE: Pattern = Pattern::new(r"^[A-Za-z0-9_]+(?:[ -]+[A-Za-z0-9_]+){1,30}$");
    let id = id.split(['(', '[', '{']).next()?.trim_end();
    // A name that is a sentence, as Spock's and Kotlin's may be.
    if let Some(found) = NAMED.captures(id).filter(|found| found["method"].contains(' ')) {
        let (class, method) = (found.name("class")?.as_str(), found.name("method")?.as_str());
        let whole = found.name("nested").is_none() && id.len() <= 200 && SENTENCE.is_match(method);
        return Some((class, whole.then_some(method)));
    }
    let id = id.split(' ').next()?;
    if CLASS.is_match(id) && id.rsplit('.').next()?.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Some((id, None));
    }
    let (class, method) = id.rsplit_once('.')?;
    let outer = class.split('$').next()?;
    let nested = outer.len() < class.len();
    (CLASS.is_match(outer) && name(method).is_some()).then_some((outer, (!nested).then_some(method)))
}

fn maven(aim: &Aim<'_>) -> Option<Vec<String>> {
    let (class, method) = java(&aim.test.id)?;
    let simple = class.rsplit('.').next()?;
    let test = method.map_or_else(|| simple.to_owned(), |method| format!("{simple}#{method}"));
    let integration = simple.ends_with("IT") || simple.ends_with("ITCase");
    let mut args = Vec::new();
    if let Some(module) = aim.details.named.get("module") {
        args.extend(["-pl".to_owned(), path(module).or_else(|| name(module))?.to_owned()]);
    }
    args.extend(if integration {
        [format!("-Dit.test={test}"), "verify".to_owned()]
    } else {
        [format!("-Dtest={test}"), "test".to_owned()]
    });
    Some(args)
}

/// The task that failed, or the only one of the step that is one of tests; `--tests` belongs to no other.
fn gradle(aim: &Aim<'_>) -> Option<Vec<String>> {
    static TASK: Pattern = Pattern::new(r"^:?(?:[A-Za-z0-9_.-]+:)*[A-Za-z0-9_.-]*[tT]est[A-Za-z0-9_]*$");
    let (class, method) = java(&aim.test.id)?;
    let test = method.map_or_else(|| class.to_owned(), |method| format!("{class}.{method}"));
    let of_module = || Some(format!(":{}:test", name(aim.details.named.get("module")?.trim_start_matches(':'))?));
    let read = aim.details.named.get("task").filter(|task| TASK.is_match(task)).cloned().or_else(of_module);
    let mut operands = aim.operands().filter(|operand| TASK.is_match(operand));
    let task = read.or_else(|| operands.next().filter(|task| task.contains(':') && operands.next().is_none()).map(str::to_owned))?;
    words(&[&task, "--tests", &test])
}

/// `./spec/x_spec.rb:12`, `test/x_test.exs:8`
fn rspec(aim: &Aim<'_>) -> Option<Vec<String>> {
    static AT: Pattern = Pattern::new(r"^(?<file>[^:\[]+\.(?:rb|exs))(?::(?<line>\d{1,7}))?$");
    let at = AT.captures(&aim.test.id)?;
    let file = path(&at["file"])?;
    Some(vec![at.name("line").map_or_else(|| file.to_owned(), |line| format!("{file}:{}", line.as_str()))])
}

/// The class without its namespace: a backslash is a letter to no shell.
fn phpunit(aim: &Aim<'_>) -> Option<Vec<String>> {
    static ID: Pattern = Pattern::new(r"^(?:[A-Za-z0-9_]+\\)*(?<test>[A-Z][A-Za-z0-9_]*::[A-Za-z_][A-Za-z0-9_]*)(?:$| with data set |#)");
    let id = ID.captures(&aim.test.id)?;
    words(&["--filter", &id["test"]])
}

fn pest(aim: &Aim<'_>) -> Option<Vec<String>> {
    words(&["--filter", &regex(aim.test.id.rsplit(" > ").next()?)?])
}

fn dotnet(aim: &Aim<'_>) -> Option<Vec<String>> {
    static PROJECT: Pattern = Pattern::new(r"\.(?:sln|slnx|slnf|csproj|fsproj|vbproj)$");
    let (id, whole) = aim.test.id.split_once(['(', '<']).map_or((aim.test.id.as_str(), true), |(id, _)| (id, false));
    let filter = format!("FullyQualifiedName{}{}", if whole { "=" } else { "~" }, name(id).filter(|id| id.contains('.'))?);
    let mut args: Vec<String> =
        aim.operands().filter(|operand| PROJECT.is_match(operand)).filter_map(path).take(1).map(str::to_owned).collect();
    args.extend(["--filter".to_owned(), filter]);
    Some(args)
}

fn ctest(aim: &Aim<'_>) -> Option<Vec<String>> {
    words(&["--output-on-failure", "-R", &format!("^{}$", regex(&aim.test.id)?)])
}

fn bats(aim: &Aim<'_>) -> Option<Vec<String>> {
    words(&["-f", &format!("^{}$", regex(&aim.test.id)?), aim.file()?])
}

fn swift(aim: &Aim<'_>) -> Option<Vec<String>> {
    words(&["--filter", name(&aim.test.id).filter(|id| id.contains(['.', '/']))?])
}
