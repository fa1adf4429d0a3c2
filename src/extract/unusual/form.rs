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
      | [a-z][\w.+-]{0,60} > \s                            # nix build -L
      | \[? (?: \d{4}[-/]\d\d[-/]\d\d [T\ ]? )? (?: \d\d:\d\d:\d\d (?: [.,]\d+ )? Z? )? \]? \s
      | \[ rank \d+ \] : \s? (?: [EF] \d{4} \s [\d:.]+ \s+ \d+ \s \S+ : \d+ \] \s )?   # [rank1]:E0730 11:00:04.120000 211 x.py:8]
      | \*{3} (?: \x22 \w+ \x22 : )? )* \s*",
);

/// The habit of naming an exception: the last of a chain is what ended the process.
pub(super) const EXCEPTION: usize = 2;

/// How errors are announced, one pattern a habit. They see the line behind its [`PREFIX`].
static ANNOUNCED: [Pattern; 9] = [
    // `error: x`, `fatal: x`, `jq: parse error: x`, `error[E0599]: x`, `Error [ERR_X]: y`, `ERROR - x`, `Fatal error: x`
    Pattern::new(
        r"(?x)^ (?: [^\s:]+ :? \s ){0,3}? (?i: fatal | panic | error | err! | exception | critical | severe | failure ) (?: \s? [\[(] [\w/@.-]+ [\])] | \s [A-Z]+ \d+ )? \s* (?: : | \s-\s | ! \s | \s\| ) \s* \S",
    ),
    // `[ERROR] x`, `[!] x`
    Pattern::new(r"^\[\s*(?i:error|err|fatal|critical|severe|failed|fail|!)\s*(?:\d+/\d+\s[\w-]+)?\]:?\s*\S"),
    // `java.lang.IllegalStateException: x`, `KeyError: 'x'`, `Uncaught TypeError: x`
    Pattern::new(
        r"(?x)^ (?: \S+ \s ){0,3}? (?: [A-Za-z_$] [\w$]* (?: \. | :: | \\ | / ) )* [A-Za-z_]\w* (?: Error | Exception | Failure | Fault | Interrupt | Panic | Violation | Exit ) (?: \s \[ [\w]+ \] )? (?: : \s* \S | $ | \s at \s )",
    ),
    // `src/x.c:3:5: error: y`, `x.ts(3,5): error TS1: y`, `file.py:3: error y`
    Pattern::new(r"^\S.*?[:(\[]\d+(?:[,:]\d+)?[)\]]?\s?[:-]?\s*(?:fatal |syntax |type )?(?i:error)\b"),
    // Habits of single trades: apt, kotlinc, yarn, npm, TAP, git, and signs.
    Pattern::new(
        r"(?x)^ (?: [EeF] : \s \S | E \s{3} \S | error \s \S | ERR_\w+ | --- \s FAIL | not \s ok | ! \s [A-Z] [\w\x20] | CONFLICT \s \( | ! \s \[ (?: remote \s )? rejected
        | [✖✘❌✗×⨯🚫💥🔴⛔❗🛑] \s* \S )",
    ),
    // `FAILED: x`, `bert FAIL: x`, `MISSING REGRESSION TEST: x`, `!!!! Interrupted !!!!`
    Pattern::new(
        r"(?x) (?: ^ | \s ) FAIL (?: ED | URE )? : \s* \S | ^ (?: [A-Z][A-Z0-9_-]+ \s ){0,3} (?: FAIL(?: ED | URE )? | ERRORS? | MISSING | INVALID | FATAL | MISMATCH | UNEXPECTED | REGRESSION | TIMEOUT | CRASH(?: ED )? | ABORT(?: ED )? ) (?: \s [A-Z]+ ){0,3} \s? : \s* \S | ^ !{3,} \s .* \s !{3,} $",
    ),
    // What the system calls an error, wherever it stands.
    Pattern::new(
        r"(?x) (?i: command \s not \s found | no \s such \s file \s or \s directory | permission \s denied | operation \s not \s permitted | connection \s (?: refused | reset | timed \s out | closed ) | no \s space \s left
        | unbound \s variable | syntax \s error | segmentation \s fault | core \s dumped | out \s of \s memory | cannot \s allocate \s memory | is \s not \s recognized \s as | (?: unknown | unrecognized | invalid | unexpected ) \s (?: option | flag | command | argument | subcommand | token | character )
        | could \s not \s resolve | name \s or \s service \s not \s known | failure \s in \s name \s resolution | certificate \s (?: verify | has \s expired | signed ) | broken \s pipe | not \s a \s directory | is \s a \s directory | read-only \s file \s system | too \s many \s open \s files
        | host \s key \s verification | authentication \s (?: failed | required ) | access \s denied | bad \s credentials | rate \s limit \s exceeded | assertion \s .* failed | (?: undefined | unresolved ) \s (?: reference | symbol | identifier | method | variable | function )
        | (?: module | package | symbol | class | file ) \s .* not \s found | is \s not \s (?: defined | installed | declared ) | was \s not \s declared ) | : \s not \s found $ | \b E (?: NOENT | ACCES | PERM | CONNREFUSED | CONNRESET | TIMEDOUT | NOTFOUND | ADDRINUSE | EXIST | AI_AGAIN | MFILE | NOSPC | PIPE ) \b",
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
    r"(?xi) \b(?: errors? | errored | fatal | fail (?: ed | ures? | s | ing )? | exceptions? | panicked | denied | unable | undefined | unexpected (?: ly )? | invalid | missing | cannot | can't | can\ not | couldn't | could\ not | won't
        | refus (?: ed | ing | es ) | reject (?: ed | s ) | abort (?: ed | ing ) | killed | timed\ out | timeouts? | expired | conflict (?: s | ing )? | mismatch (?: ed )? | incompatible | inconsistent | unresolved | unrecognized | unbound | unknown | unsupported | unavailable
        | unreachable | unhandled | uncaught | violat (?: ions? | es | ed ) | exceed (?: s | ed | ing )? | illegal | corrupt (?: ed )? | crash (?: ed )? | terminated | forbidden | unauthorized | malformed | dirty | stale | outdated | insufficient | exhausted | quota | leaked | deadlock
        | out\ of\ (?: sync | range | date | bounds ) | no\ such | already\ (?: exists? | used | in\ use | uploaded | locked | taken | been ) | lost\ (?: connection | communication ) | shut(?: ting )?\ ?down | cancell?ed
        | (?: not | n't | never )\ (?: \w+\ )? (?: found | exist | recognized | supported | allowed | permitted | available | accessible | authorized | valid | defined | declared | installed | set | specified | provided | supplied | given | match | satisf\w+ | export (?: ed )? | compatible | in\ sync | configured | resolve | load | open | read | write | start | connect | complete\w* | succe\w+ | ready | reachable | enough | equal | tested | covered | expect\w* | contain | have )
        | (?: was | were | has | have | did | is | are )(?: n't | \ not )\ (?: been\ )? (?: updated | changed | modified | bumped | added | generated | committed | formatted | signed | documented | included | present | passed | pass | up\ to\ date | up-to-date | met | reached | healthy | running | respond\w* | return\w* | enabled | identical )
        | no\ .* \b (?: found | matching | available | enough | installed | provided | configured | given | executed ) | no\ (?: matching | available | valid | such | suitable | solution | space | module | candidate ) | too\ (?: many | few | large | long | old | short | small ) | (?: lower | higher | older | newer | less | greater )\ than | is\ required | are\ required | in\ progress | is\ already | is\ busy | busy\ or\ locked | has\ been\ closed | blocked | no\ value | responded\ with\ [45] | must\ (?: be | have | not | match ) | needs?\ to\ be ) \b
      | \b (?: differs? | ImagePullBackOff | CrashLoopBackOff | OOMKilled | toomanyrequests | would\ reformat | does\ not\ meet | below\ the | over\ the\ .* limit | reached\ .* limit ) \b",
);

/// The name of a file, whatever words it is made of.
static PATH: Pattern = Pattern::new(r"^\s*(?:[-*•]\s+|[MADRU?]{1,2}\s+)?[\w@.~-]*(?:[/\\][\w@.~+-]+)+/?\s*$");

/// That something failed, and nothing more.
static VERDICT: Pattern = Pattern::new(
    r"(?xi)^ \W* (?: error | fatal | failed | failure )? :? \s* (?: (?: the | a | some | one | several | all | your | \d+ ) \s ){0,2} (?: or \s more \s )? (?: [\w./-]+ \s ){0,2}
      (?: builds? | tests? | specs? | suites? | jobs? | steps? | tasks? | commands? | lint (?: ing | er )? | checks? | checking | compilation | runs? | pipelines? | workflows? | scripts? | process | validation | verification | stage | operation | hooks? | targets? | program | action | updates? | upgrades? | deploy (?: ment )? s? | install (?: ation )? | migrations? | releases? | uploads? | downloads? | publish (?: ing )? | imports? | sync )
      \s (?: have \s | has \s | was \s | were \s | did \s | run \s | is \s )? (?: failed | failure | failures | errored | unsuccessful | aborted | failing | not \s pass | not \s succeed | finished \s with \s errors? | exited \s with \s errors? ) (?: \s (?: in | after ) \s [\d.]+ \s? \w+ )? \W* $
      | \b due \s to \s (?: \w+ \s ){0,3} (?: failures? | errors? ) \W* $ | \b (?: because | since ) \s (?: \w+ \s ){0,4} failed \W* $
      | ^ \W* failed \s to \s (?: build | compile | test | deploy | start | run | complete | execute ) \W* $ | ^ \W* (?: some | not \s all | one \s or \s more | \d+ ) \s (?: of \s )? (?: [\w-]+ \s ){0,6} jobs? \s (?: have \s | has \s )? (?: failed | succeeded ) \W* $
      | ^ \W* (?: compilation | build | test | syntax | lint ) \s (?: errors? | failures? ) \W* $
      | ^ \W* (?: failures? | failed | fail | errors? | error \s occurred | an \s error \s (?: has \s )? occurred | something \s went \s wrong | unexpected \s (?: error | failure ) ) \W* $",
);

/// The form of a cleaned line.
pub fn form(text: &str) -> Form {
    form_of(text, body(text)).0
}

/// The same of a line whose [`body`] is known, and which habit of announcing errors it follows, where it announces one.
pub(super) fn form_of(text: &str, body: &str) -> (Form, Option<usize>) {
    let form = if text.trim().is_empty() || noise::says_nothing(text) {
        Form::Nothing
    } else if !noise::may_tell(text) {
        if noise::is_advice(text) { Form::Advice } else { Form::Plain }
    } else if noise::passed(body) {
        Form::Nothing
    } else if let Some(rest) = noise::npm(body) {
        let form = npm(rest);
        return (form, if form == Form::Announced { habit(body) } else { None });
    } else if noise::is_wrapper(body) {
        Form::Wrapper
    } else if noise::is_count(body) {
        Form::Count
    } else if noise::is_warning(text, body) {
        Form::Warning
    } else if VERDICT.is_match(body) {
        Form::Verdict
    } else if noise::is_advice(body) {
        Form::Advice
    } else if let Some(habit) = habit(body) {
        return (Form::Announced, Some(habit));
    } else if TROUBLE.is_match(body) && !PATH.is_match(body) {
        Form::Word
    } else {
        Form::Plain
    };
    (form, None)
}

/// npm puts its tag before every line that it prints once something failed, also before usage and advice.
fn npm(rest: &str) -> Form {
    if noise::is_npm_wrapper(rest) || noise::is_wrapper(rest) {
        Form::Wrapper
    } else if noise::is_advice(rest) || rest.starts_with(' ') {
        Form::Advice
    } else if TROUBLE.is_match(rest) || habit(rest).is_some() {
        Form::Announced
    } else {
        Form::Warning
    }
}

/// Whether a line only passes on that something failed.
pub fn is_wrapper(text: &str) -> bool {
    form(text) == Form::Wrapper
}

/// Which habit of announcing errors a line follows.
pub(super) fn habit(body: &str) -> Option<usize> {
    let habit = ANNOUNCED.iter().position(|pattern| pattern.is_match(body))?;
    // An exception that quotes another's words is one all the same.
    Some(if habit < EXCEPTION && ANNOUNCED[EXCEPTION].is_match(body) { EXCEPTION } else { habit })
}

/// A line without what multiplexers, clocks and boxes put before it.
pub(super) fn body(text: &str) -> &str {
    PREFIX.find(text).map_or(text, |prefix| &text[prefix.end()..])
}
