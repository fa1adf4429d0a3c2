//! What kind of line it is, by its form alone.

use super::noise;
use crate::extract::pattern::Pattern;

/// What a line does. Ordered: the less it tells of a failure, the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Nothing: blank, a frame of a stack, a piece of source, a command that is echoed, a check that passed.
    Nothing,
    /// It only passes on that something failed: an exit code, a build tool's last word.
    Wrapper,
    /// Where to read more.
    Advice,
    /// Anything else.
    Plain,
    /// A warning.
    Warning,
    /// How many failed.
    Count,
    /// That something failed, in a few words: `Smoke tests failed!`
    Verdict,
    /// A sentence with a word of trouble in it.
    Word,
    /// The way tools announce an error, with what is wrong: `error: …`, `ValueError: …`, `x: command not found`.
    Announced,
}

/// What multiplexers, clocks and boxes put before a line, and the runner's own tag.
static PREFIX: Pattern = Pattern::new(
    r"(?x)^ \s* (?: \#\#\[error\] )? \s* (?:
        [\w.-]+ \s* \| \s                                   # app-1  |
      | \[ [\w:./@\ -]{1,40} \] \s                          # [test:docs]
      | \# \d+ \s (?: \d+\.\d+ \s )?                        # #12 34.5
      | @? [\w./-]+ : [\w:-]+ : \s                          # web:build:
      | [│┃║|├┌╷╵└┐▌›»]+ \s?
      | \[? (?: \d{4}[-/]\d\d[-/]\d\d [T\ ]? )? (?: \d\d:\d\d:\d\d (?: [.,]\d+ )? Z? )? \]? \s
      | \*{3} (?: \x22 \w+ \x22 : )? )* \s*",
);

/// How errors are announced, one pattern a habit. They see the line behind its [`PREFIX`].
static ANNOUNCED: [Pattern; 8] = [
    // `error: x`, `fatal: x`, `jq: parse error: x`, `error[E0599]: x`, `Error [ERR_X]: y`, `ERROR - x`, `Fatal error: x`
    Pattern::new(
        r"(?x)^ (?: [^\s:]{1,60} :? \s ){0,3}? (?i: fatal | panic | error | err! | exception | critical | severe | failure ) (?: \s? [\[(] [\w/@.-]+ [\])] | \s [A-Z]+ \d+ )? \s* (?: : | \s-\s | ! \s | \s\| ) \s* \S",
    ),
    // `[ERROR] x`, `[!] x`
    Pattern::new(r"^\[\s*(?i:error|err|fatal|critical|severe|failed|fail|!)\s*\]:?\s*\S"),
    // `java.lang.IllegalStateException: x`, `KeyError: 'x'`, `Uncaught TypeError: x`
    Pattern::new(
        r"(?x)^ (?: \S+ \s ){0,3}? (?: [A-Za-z_$] [\w$]* (?: \. | :: | \\ | / ) )* [A-Za-z_]\w* (?: Error | Exception | Failure | Fault | Interrupt | Panic | Violation | Exit ) (?: \s \[ [\w]+ \] )? (?: : \s* \S | $ )",
    ),
    // `src/x.c:3:5: error: y`, `x.ts(3,5): error TS1: y`, `file.py:3: error y`
    Pattern::new(r"^\S.{0,300}?[:(\[]\d+(?:[,:]\d+)?[)\]]?\s?[:-]?\s*(?:fatal |syntax |type )?(?i:error)\b"),
    // Habits of single trades: apt, kotlinc, yarn, npm, TAP, git, and signs.
    Pattern::new(
        r"(?x)^ (?: [EeF] : \s \S | E \s{3} \S | error \s \S | ERR_\w+ | (?: npm | pnpm | lerna ) \s (?: ERR! | error ) \s \S | FAIL(?: ED | URE )? \b : \s* \S | --- \s FAIL | not \s ok | CONFLICT \s \( | ! \s \[ (?: remote \s )? rejected
        | [✖✘❌✗×⨯🚫💥🔴⛔❗🛑] \s* \S )",
    ),
    // What the system calls an error, wherever it stands.
    Pattern::new(
        r"(?x) (?i: command \s not \s found | no \s such \s file \s or \s directory | permission \s denied | operation \s not \s permitted | connection \s (?: refused | reset | timed \s out | closed ) | no \s space \s left
        | unbound \s variable | syntax \s error | segmentation \s fault | core \s dumped | out \s of \s memory | cannot \s allocate \s memory | is \s not \s recognized \s as | (?: unknown | unrecognized | invalid | unexpected ) \s (?: option | flag | command | argument | subcommand | token | character )
        | could \s not \s resolve | name \s or \s service \s not \s known | failure \s in \s name \s resolution | certificate \s (?: verify | has \s expired | signed ) | broken \s pipe | not \s a \s directory | is \s a \s directory | read-only \s file \s system | too \s many \s open \s files
        | host \s key \s verification | authentication \s (?: failed | required ) | access \s denied | bad \s credentials | rate \s limit \s exceeded | assertion \s .{0,80} failed | (?: undefined | unresolved ) \s (?: reference | symbol | identifier | method | variable | function )
        | (?: module | package | symbol | class | file ) \s .{0,80} not \s found | is \s not \s (?: defined | installed | declared ) | was \s not \s declared ) | : \s not \s found $ | \b E (?: NOENT | ACCES | PERM | CONNREFUSED | CONNRESET | TIMEDOUT | NOTFOUND | ADDRINUSE | EXIST | AI_AGAIN | MFILE | NOSPC | PIPE ) \b",
    ),
    // Answers of servers.
    Pattern::new(
        r"(?x) \b [45]\d\d \s+ (?i: unauthorized | forbidden | not \s found | bad \s request | conflict | gone | method \s not | unprocessable | too \s many | internal \s server | bad \s gateway | service \s unavailable | gateway \s time )
        | (?i: \b http (?: /[\d.]+ )? (?: \s status )? (?: \s code | \s error )? | \b status (?: \s code )? (?: \s error )? | \b returned (?: \s error )? | \b response (?: \s code )? | \b got ) [:=\s]+ [45]\d\d \b",
    ),
    // Levels of log lines.
    Pattern::new(
        r#"(?x) "(?: level | severity | lvl )" \s? : \s? "(?i: error | fatal | critical | panic )" | \b(?: level | lvl | severity )=(?i: error | fatal | critical | panic ) \b | ^ (?: \S+ \s+ ){0,3}? \[? (?: ERROR | FATAL | CRITICAL | SEVERE ) \]? (?: \s | : ) | ^ [EF]\d{4} \s \d\d:"#,
    ),
];

/// Words of trouble in a sentence.
static TROUBLE: Pattern = Pattern::new(
    r"(?xi) \b(?: error | errors | errored | fatal | failed | failure | failures | fails | fail | failing | exception | panicked | denied | unable | undefined | unexpected | invalid | missing | cannot | can't | can\ not | couldn't | could\ not | won't
        | no\ such | not\ found | not\ exist | doesn't\ exist | not\ recognized | unbound | unknown | unsupported | not\ supported | not\ allowed | not\ permitted | not\ available | unavailable | unreachable | refused | rejected | aborted | aborting | killed | timed\ out | timeout
        | expired | conflict | conflicts | mismatch | incompatible | unresolved | not\ defined | not\ declared | not\ installed | not\ set | violation | violates | exceed | exceeds | exceeded | illegal | corrupt | corrupted | crashed | terminated | forbidden | unauthorized | malformed
        | dirty | out\ of\ sync | not\ match | don't\ match | doesn't\ match | no\ match | not\ satisfy | not\ compatible | not\ specified | not\ provided | not\ supplied | already\ exists | not\ in\ sync | differs? | stale | outdated | insufficient | exhausted | quota | too\ (?: many | few | large | long | old ) | no\ \w+(?:\ \w+)?\ found ) \b",
);

/// That something failed, and nothing more.
static VERDICT: Pattern = Pattern::new(
    r"(?xi)^ \W* (?: [\w./:-]+ \s+ ){0,4} (?: failed | failure | failures | errored | unsuccessful | aborted | failing | error | errors | unsuccessfully ) (?: \s (?: in | after ) \s [\d.]+ \s? \w+ )? \W* $",
);

/// The form of a cleaned line.
pub fn form(text: &str) -> Form {
    if text.trim().is_empty() || noise::says_nothing(text) {
        return Form::Nothing;
    }
    if !noise::may_tell(text) {
        return if noise::is_advice(text) { Form::Advice } else { Form::Plain };
    }
    let body = body(text);
    if noise::passed(body) {
        return Form::Nothing;
    }
    if noise::is_wrapper(body) {
        return Form::Wrapper;
    }
    if noise::is_count(body) {
        return Form::Count;
    }
    if noise::is_warning(text, body) {
        return Form::Warning;
    }
    if VERDICT.is_match(body) {
        return Form::Verdict;
    }
    if noise::is_advice(body) {
        return Form::Advice;
    }
    if habit(body).is_some() {
        return Form::Announced;
    }
    if TROUBLE.is_match(body) { Form::Word } else { Form::Plain }
}

/// Whether a line only passes on that something failed.
pub fn is_wrapper(text: &str) -> bool {
    form(text) == Form::Wrapper
}

/// Which habit of announcing errors a line follows.
pub(super) fn habit(body: &str) -> Option<usize> {
    ANNOUNCED.iter().position(|pattern| pattern.is_match(body))
}

/// A line without what multiplexers, clocks and boxes put before it.
pub(super) fn body(text: &str) -> &str {
    PREFIX.find(text).map_or(text, |prefix| &text[prefix.end()..])
}
