//! Lines that are no evidence, whatever words they hold.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use crate::extract::pattern::Pattern;

/// Frames, pieces of source with their carets, commands as a shell or a task runner echoes them, the runner's own tags and house-keeping.
static NOTHING: Pattern = Pattern::new(
    r#"(?x)
      ^ \#\#\[ (?: group | endgroup | debug | notice | command | section | add-matcher | start-action | end-action )
    | ^ \[command\]
    | ^ \s* \+{1,6} \s \S                                                    # set -x
    | ^ \s* \$ \s \S | ^ \s* > \s (?: @? [\w./-]+ @ \S+ \s | [a-z./] [\w./:-]* (?: \s | $ ) )
    | ^ \s+ at \s \S | ^ \s* at \s \S+ \s? \( .* \) $
    | ^ \s* File \s " [^"]+ ", \s line \s \d+
    | ^ \s* (?: ❯ | from ) \s \S+ : \d+
    | ^ \s* \d+ : \s+ 0x [0-9a-f]+ | ^ \s* \#\d+ \s+ (?: 0x | / | \[internal | \{main | in \s )
    | ^ \s* \S+ \. go : \d+ (?: \s \+0x [0-9a-f]+ )? $ | ^ goroutine \s \d+ | ^ \s* \.\.\. \s \d+ \s (?: more | common )
    | ^ [\s\d|>│:]* [\^~] [\s\^~_-]* $ | ^ \s* >? \s* \d+ \s? [|│] | ^ \s* (?: \[ [A-Z]+ \] )? [-=_*~\#⎯─━\s]* $
    | ^ \s* Traceback \s \(most \s recent
    | ^ Terminate \s orphan | ^ Cleaning \s up \s orphan | ^ Post \s job \s cleanup | ^ Node \s (?: \.js \s )? \d+ \s (?: is \s being \s deprecated | actions )
    | ^ go: \s (?: downloading | finding | extracting ) \s | ^ (?: Get | Hit | Ign ) : \d+ \s | ^ (?: rsync \s error: \s unexplained | rsync: \s connection \s unexpectedly \s closed )
    | ^ \s* \d+ % \b | ^ \s* \(node:\d+\) | ^ Temporarily \s overriding \s HOME
    "#,
);

static PASSED: Pattern = Pattern::new(
    r"(?x) ^ \W* (?: ✓ | ✔ | √ | ✅ | ☑ | PASS (?: ED )? \b | ok \b | OK \b | --- \s PASS ) | \b PASSED \b | \.\.\. \s* (?: ok | done | yes | no | passed | skipped | ignored ) \.? $ | \[ \s+ OK \s+ \] | ^ =+ \s \d+ \s passed \b
      | (?i: \b (?: 0 | no | without ) \s (?: \w+ \s )? (?: errors? | failures? | failed | warnings? | problems? | issues? | conflicts? | vulnerabilities | violations? | offen[sc]es? | mismatch (?: es )? | regressions? | leaks? ) \b (?: .* \d+ \s (?: errors? | fail ) )? )
      | (?i: \b 0 \s (?: \w+ \s )? (?: differ (?: s | ent )? | differences | changed | mismatch (?: e[sd] )? ) \b )
      | (?i: \b (?: errors? | failures? | failed ) [:=\s]+ 0 \b ) | (?i: if-no-files-found | continue-on-error | fail-fast | fail_ci_if_error | --fail\b | allow.failure )",
);

/// A failure in there all the same: `5 tests, 0 errors, 2 failures`.
static NOT_PASSED: Pattern = Pattern::new(
    r"(?xi) \b [1-9]\d* \s (?: errors? | failures? | failed | problems? ) | \b (?: errors? | failures? | failed ) [:=\s]+ [1-9]",
);

static WRAPPER: Pattern = Pattern::new(
    r"(?x)
      (?i: \b exit (?: ed | s )? (?: \s with )? (?: \s a )? (?: \s non-?zero )? (?: \s exit )? \s? (?: code | status ) \b | \b returned? (?: \s a )? \s non-?zero | \b non-?zero \s (?: exit | status | code ) | \b exited \s (?: with \s )? \(? \d+ | exit \s code | return \s code | failed \s with (?: \s error )? \s code \s -?\d | \b ELIFECYCLE | code \s 1 \.? $ )
    | ^ (?: \w*make | gmake ) (?: \[\d+\] )? : \s (?: \*\*\* | Leaving | Entering | \[ ) | ^ ninja: \s build \s stopped | ^ FAILED: \s \[? | ^ \*\*\* \s
    | (?i: \b (?: see | check | look \s (?: at | in ) | examine | refer \s to ) \s (?: \w+ \s ){0,3} (?: logs? | report | output | reports | errors? | details ) \b )
    | ^ error \s Command \s failed | Command \s failed: | CalledProcessError
    | ^ FAILURE: \s Build | (?i: ^ \W* build \s (?: failed | failure | errored ) ) | Execution \s failed \s for \s task | \b > \s Task \s \S+ \s FAILED | ^ > \s Task \s .* FAILED | Failed \s to \s execute \s goal .* (?: Compilation \s failure | test \s failures )
    | ^ error: \s (?: build \s failed | could \s not \s compile | test \s failed | aborting \s due | recipe \s | \d+ \s target | task \s | script \s )
    | ^ (?: lerna \s ERR! | ERROR: \s \x22 [^\x22]+ \x22 \s exited | task: \s Failed | \s* ERROR \s+ run \s failed ) | ^ Failed \s to \s build \s (?: one \s or \s more | installable ) | ^ Could \s not \s build \s wheels
    | ^ buildx \s failed \s with: \s (?: Learn | $ ) | ^ Executing \s the \s custom \s container | ^ Got \s exit
    | Process \s completed \s with",
);

static COUNT: Pattern = Pattern::new(
    r"(?xi) ^ \W* (?: found | generated | there \s (?: was | were ) | total: | summary: | results?: | tests?: | test \s (?: files? | suites? | results? ) :? | suites: | examples: | failures: | errors: | ran | finished )? [\s:=|,]* \d+ \s* (?: [a-z]+ \s ){0,2} (?: errors? | failed | failures? | problems? | warnings? | issues? | tests? | passed | specs? | examples? | violations? | offenses? | scenarios? | checks? ) \b
      | ^ \W* (?: tests? | test \s (?: files? | suites? ) | suites | snapshots | failures | failed | errors | checks ) (?: \s run )? \s* : \s* \d+ | ^ =+ .* \d+ \s (?: failed | passed | errors? ) .* =+ $ | \d+ \s passed \b .* \d+ \s failed | \d+ \s failed \b .* \d+ \s passed | \d+ \s errors? \s (?: generated | found | and \s \d+ )
      | ^ \W* error \s summary | ^ \W* \w [\w\x20]* \.{3,} \s* \d+ $",
);

static WARNING: Pattern = Pattern::new(
    r"(?xi) ^ \W* (?: \S+ \s+ ){0,3}? (?: warn | warning | deprecated | deprecation ) \w* (?: [:\])\s] | $ ) | DeprecationWarning | FutureWarning | UserWarning | : \s warning: | : \s warning \s \w+ :",
);

static ADVICE: Pattern = Pattern::new(
    r"(?xi) ^ \W* (?: hint | help | note | tip | info | notice | suggestion | try | see | learn \s more | read \s more | for \s (?: more | further | details ) | more \s (?: info | details ) | visit | please | docs? : | documentation | you \s (?: can | may | should | need ) | if \s you | to \s (?: fix | see | get | run | debug | resolve | ignore | disable | show ) | use \s | run \s | check \s | consider | did \s you | make \s sure | a \s complete \s log | https?:// | file \s an \s issue | this \s (?: error | is \s usually | may \s be ) ) \b",
);

/// No line tells of a failure without one of these, the sign of one, or the number of a server's answer.
const HINTS: &[&str] = &[
    "err",
    "fail",
    "fatal",
    "panic",
    "exception",
    "denied",
    "unable",
    "undefined",
    "unexpected",
    "invalid",
    "missing",
    "cannot",
    "can't",
    "can not",
    "could not",
    "won't",
    "no ",
    "not",
    "n't",
    "never",
    "un",
    "kill",
    "timeout",
    "timed out",
    "expired",
    "conflict",
    "mismatch",
    "inco",
    "refus",
    "reject",
    "abort",
    "violat",
    "exceed",
    "illegal",
    "corrupt",
    "crash",
    "terminated",
    "forbidden",
    "malformed",
    "dirty",
    "out of",
    "already",
    "differ",
    "stale",
    "outdated",
    "insufficient",
    "exhausted",
    "quota",
    "too ",
    "warn",
    "deprecat",
    "leaked",
    "deadlock",
    "lost ",
    "shut",
    "cancel",
    "than ",
    "required",
    "must ",
    "need",
    "backoff",
    "back-off",
    "toomany",
    "reformat",
    "below ",
    "over the",
    "reached",
    "in progress",
    "busy",
    "closed",
    "blocked",
    "responded",
    "✖",
    "✘",
    "❌",
    "✗",
    "×",
    "⨯",
    "🚫",
    "💥",
    "🔴",
    "⛔",
    "❗",
    "🛑",
    "e: ",
    "f: ",
    "e   ",
    "critical",
    "severe",
    "syntax",
    "segmentation",
    "core dumped",
    "inconsistent",
    "interrupt",
    "fault",
    "exit",
    "certificate",
    "broken pipe",
    "is a directory",
    "read-only",
    "verification",
    "authentication",
    "bad credentials",
    "rate limit",
];

/// Whether a line may be more than plain: a first look that most lines do not pass.
pub(super) fn may_tell(text: &str) -> bool {
    static CELL: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let automaton = CELL.get_or_init(|| AhoCorasick::builder().ascii_case_insensitive(true).build(HINTS).ok());
    automaton.as_ref().is_none_or(|automaton| automaton.is_match(text)) || holds_an_answer(text.as_bytes())
}

/// `404`, `503` and their like, standing alone.
fn holds_an_answer(text: &[u8]) -> bool {
    memchr::memchr2_iter(b'4', b'5', text).any(|at| {
        text.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_digit))
            && (at == 0 || !text[at - 1].is_ascii_alphanumeric())
            && text.get(at + 3).is_none_or(|next| !next.is_ascii_alphanumeric())
    })
}

static NPM: Pattern = Pattern::new(r"^(?:npm|pnpm|lerna) (?:ERR!|error)(?: |$)");

static NPM_WRAPPER: Pattern = Pattern::new(
    r"(?x)^\s* (?: $ | code \b | errno \b | path \b | syscall \b | workspace \b | location \b | command \b | signal \b | cwd \b | in \s workspace | A \s complete | This \s is \s (?: probably | related ) | There \s is \s likely | Lifecycle | Exit | Failed \s at \s the | \[ \s | \] )",
);

/// What npm says behind its tag.
pub(super) fn npm(body: &str) -> Option<&str> {
    NPM.find(body).map(|tag| &body[tag.end()..])
}

pub(super) fn is_npm_wrapper(rest: &str) -> bool {
    NPM_WRAPPER.is_match(rest)
}

pub(super) fn says_nothing(text: &str) -> bool {
    NOTHING.is_match(text)
}

pub(super) fn passed(body: &str) -> bool {
    PASSED.is_match(body) && !NOT_PASSED.is_match(body)
}

pub(super) fn is_wrapper(body: &str) -> bool {
    WRAPPER.is_match(body)
}

pub(super) fn is_count(body: &str) -> bool {
    COUNT.is_match(body)
}

pub(super) fn is_warning(text: &str, body: &str) -> bool {
    text.starts_with("##[warning]") || WARNING.is_match(body)
}

pub(super) fn is_advice(body: &str) -> bool {
    ADVICE.is_match(body)
}
