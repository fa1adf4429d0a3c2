//! What the forms of lines are told by. `build.rs` makes automata of them while the program is built, so that no run pays for that; where a text
//! of ASCII does not matter, and in tests, they are regexes like others.
//!
//! Automata are large where something may begin anywhere and skips words in its middle: such a part is a pattern of its own.

/// All of them, by name: any of several patterns may match.
pub(crate) const ALL: [(&str, &[&str]); 21] = [
    ("PREFIX", PREFIX),
    ("NOTHING", NOTHING),
    ("PASSED", PASSED),
    ("NOT_PASSED", NOT_PASSED),
    ("WRAPPER", WRAPPER),
    ("COUNT", COUNT),
    ("WARNING", WARNING),
    ("ADVICE", ADVICE),
    ("NPM_WRAPPER", NPM_WRAPPER),
    ("TROUBLE", TROUBLE),
    ("PATH", PATH),
    ("VERDICT", VERDICT),
    ("ERROR", ERROR),
    ("TAG", TAG),
    ("EXCEPTION", EXCEPTION),
    ("PLACE", PLACE),
    ("TRADE", TRADE),
    ("CAPITALS", CAPITALS),
    ("SYSTEM", SYSTEM),
    ("ANSWER", ANSWER),
    ("LEVEL", LEVEL),
];

/// What multiplexers, clocks and boxes put before a line, and the runner's own tag.
const PREFIX: &[&str] = &[r"(?x)^ \s* (?: \#\#\[error\] )? \s* (?:
        [\w.-]+ \s* \| \s                                   # app-1  |
      | \[ [\w:./@\ -]+ \] \s                          # [test:docs]
      | \# \d+ \s (?: \d+\.\d+ \s )?                        # #12 34.5
      | @? [\w./-]+ : [\w:-]+ : \s                          # web:build:
      | [│┃║|├┌╷╵└┐▌›»]+ \s?
      | [a-z][\w.+-]* > \s                            # nix build -L
      | \[? (?: \d{4}[-/]\d\d[-/]\d\d [T\ ]? )? (?: \d\d:\d\d:\d\d (?: [.,]\d+ )? Z? )? \]? \s
      | \[ rank \d+ \] : \s? (?: [EF] \d{4} \s [\d:.]+ \s+ \d+ \s \S+ : \d+ \] \s )?   # [rank1]:E0730 11:00:04.120000 211 x.py:8]
      | \*{3} (?: \x22 \w+ \x22 : )? )* \s*"];

/// Frames, pieces of source with their carets, commands as a shell or a task runner echoes them, the runner's own tags and house-keeping.
const NOTHING: &[&str] = &[
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
    | ^ [\s\d|>│:]* [\^~] [\s\^~_-]* $ | ^ \s* >? \s* \d+ \s? [|│] | ^ \s* (?: \[ [A-Z]+ \] )? [-=_*~\#⎯─━—\s]* $
    | ^ \s* Traceback \s \(most \s recent
    | ^ Terminate \s orphan | ^ Cleaning \s up \s orphan | ^ Post \s job \s cleanup | ^ Node \s (?: \.js \s )? \d+ \s (?: is \s being \s deprecated | actions )
    | ^ go: \s (?: downloading | finding | extracting ) \s | ^ (?: Get | Hit | Ign ) : \d+ \s | ^ (?: rsync \s error: \s unexplained | rsync: \s connection \s unexpectedly \s closed )
    | ^ \s* \d+ % \b | ^ \s* \(node:\d+\) | ^ Temporarily \s overriding \s HOME
    "#,
    // What task runners say of themselves behind the failure.
    r"(?x) ^ \d+ \s actionable \s tasks?: \s
      | ^ \* \s (?: What \s went \s wrong | Try | Get \s more \s help ) \b
      | ^ \s* (?: > \s Lerna \s \(powered | NX \s+ (?: Ran | Running ) \s | ✔ \s+ \d+/\d+ \s succeeded )
      | ^ \s* - \s (?: nx \s run \s )? @? [\w./-]+ : [\w-]+ $
      | ^ lerna \s WARN \s complete
      | ^ \s* (?: \[end \s of \s output\] | ╰─> \s \[\d+ \s lines? \s of \s output )
      | ^ \s* (?: Tasks | Cached ): \s+ \d+ \s | ^ \s* Time: \s+ [\d.]+ \s? m?s \s* $
      | ^ \[INFO\] \s (?: Total \s time | Finished \s at | Final \s Memory | BUILD \s FAILURE | Reactor \s Summary )
    ",
];

const PASSED: &[&str] = &[
    r"(?x) ^ \W* (?: ✓ | ✔ | √ | ✅ | ☑ | PASS (?: ED )? \b | ok \b | OK \b | --- \s PASS )
      | \b PASSED \b
      | \.\.\. \s* (?: ok | done | yes | no | passed | skipped | ignored ) \.? $
      | \[ \s+ OK \s+ \]
      | ^ =+ \s \d+ \s passed \b",
    r"(?x) (?i: \b (?: 0 | no | without ) \s (?: \w+ \s )? (?: errors? | failures? | failed | warnings? | problems? | issues? | conflicts? | vulnerabilities | violations? | offen[sc]es? | mismatch (?: es )? | regressions? | leaks? ) \b (?: .* \d+ \s (?: errors? | fail ) )? )",
    r"(?x) (?i: \b 0 \s (?: \w+ \s )? (?: differ (?: s | ent )? | differences | changed | mismatch (?: e[sd] )? ) \b )
      | (?i: \b (?: errors? | failures? | failed ) [:=\s]+ 0 \b )
      | (?i: if-no-files-found | continue-on-error | fail-fast | fail_ci_if_error | --fail\b | allow.failure )",
];

/// A failure in there all the same: `5 tests, 0 errors, 2 failures`.
const NOT_PASSED: &[&str] =
    &[r"(?xi) \b [1-9]\d* \s (?: errors? | failures? | failed | problems? ) | \b (?: errors? | failures? | failed ) [:=\s]+ [1-9]"];

const WRAPPER: &[&str] = &[
    r"(?x) ^ (?: \w*make | gmake ) (?: \[\d+\] )? : \s (?: \*\*\* | Leaving | Entering | \[ )
      | ^ ninja: \s build \s stopped
      | ^ FAILED: \s \[?
      | ^ \*\*\* \s
      | ^ error \s Command \s failed
      | ^ FAILURE: \s Build
      | (?i: ^ \W* build \s (?: failed | failure | errored ) )
      | ^ > \s Task \s .* FAILED
      | ^ error: \s (?: build \s failed | could \s not \s compile | test \s failed | aborting \s due | recipe \s | \d+ \s target | task \s | script \s )
      | ^ (?: lerna \s ERR! | ERROR: \s \x22 [^\x22]+ \x22 \s exited | task: \s Failed | \s* ERROR \s+ run \s failed )
      | ^ Failed \s to \s build \s (?: one \s or \s more | installable )
      | ^ Could \s not \s build \s wheels
      | ^ buildx \s failed \s with: \s (?: Learn | $ )
      | ^ Executing \s the \s custom \s container
      | ^ Got \s exit",
    r"(?x) ^ (?: \S+: \s FAIL \s code \s \d | evaluation \s failed \s :\( | nox \s > \s (?: Session | Command ) \s .* failed )
      | ^ (?: ❌ \s+ Failure \s - \s | 🏁 \s+ Job \s failed | Error: \s Job \s ' [^']+ ' \s failed )
      | ^ (?: ✖ \s+ )? \d+/\d+ \s targets \s failed
      | ^ Failed: \s+ \S+\#\S
      | ^ \s* ERR_PNPM_RECURSIVE_RUN_FIRST_FAIL
      | ^ (?: \S+ \s [\w:-]+: \s )? Failed $
      | ^ Command \s execution \s failed \.? $
      | ^ × \s .* \s did \s not \s run \s successfully",
    r"(?x) exited \s with \s an \s error: \s \d
      | Exit \s value: \s \d
      | finished \s with \s status \s 'error'
      | error: \s subprocess-exited-with-error
      | \b exit \s \d+ \s \( [\d.]+ \s seconds \)",
    r"(?x) (?i: \b exit (?: ed | s )? (?: \s with )? (?: \s a )? (?: \s non-?zero )? (?: \s exit )? \s? (?: code | status ) \b | \b returned? (?: \s a )? \s non-?zero | \b non-?zero \s (?: exit | status | code ) | \b exited \s (?: with \s )? \(? \d+ | exit \s code | return \s code | failed \s with (?: \s error )? \s code \s -?\d | \b ELIFECYCLE | code \s 1 \.? $ )",
    r"(?x) (?i: \b (?: see | check | look \s (?: at | in ) | examine | refer \s to ) \s (?: \w+ \s ){0,3} (?: logs? | report | output | reports | errors? | details ) \b )",
    r"(?x) Command \s failed:
      | CalledProcessError
      | Execution \s failed \s for \s task
      | \b > \s Task \s \S+ \s FAILED
      | Failed \s to \s execute \s goal .* (?: Compilation \s failure | test \s failures )
      | Process \s completed \s with",
];

const COUNT: &[&str] = &[
    r"(?xi) ^ \W* (?: found | generated | there \s (?: was | were ) | total: | summary: | results?: | tests?: | test \s (?: files? | suites? | results? ) :? | suites: | examples: | failures: | errors: | ran | finished )? [\s:=|,]* \d+ \s* (?: [a-z]+ \s ){0,2} (?: errors? | failed | failures? | problems? | warnings? | issues? | tests? | passed | specs? | examples? | violations? | offenses? | scenarios? | checks? ) \b",
    r"(?xi) ^ \W* (?: tests? | test \s (?: files? | suites? ) | suites | snapshots | failures | failed | errors | checks ) (?: \s run )? \s* : \s* \d+
      | ^ =+ .* \d+ \s (?: failed | passed | errors? ) .* =+ $
      | \d+ \s passed \b .* \d+ \s failed
      | \d+ \s failed \b .* \d+ \s passed
      | \d+ \s errors? \s (?: generated | found | and \s \d+ )",
    r"(?xi) ^ \W* error \s summary
      | ^ \W* \w [\w\x20]* \.{3,} \s* \d+ $",
];

const WARNING: &[&str] = &[
    r"(?xi) ^ \W* (?: \S+ \s+ ){0,3}? (?: warn | warning | deprecated | deprecation ) \w* (?: [:\])\s] | $ )",
    r"(?xi) DeprecationWarning
      | FutureWarning
      | UserWarning
      | : \s warning:
      | : \s warning \s \w+ :",
];

const ADVICE: &[&str] = &[
    r"(?xi) ^ \W* (?: hint | help | note | tip | info | notice | suggestion | try | see | learn \s more | read \s more | for \s (?: more | further | details ) | more \s (?: info | details ) | visit | please | docs? : | documentation | you \s (?: can | may | should | need ) | if \s you | to \s (?: fix | see | get | run | debug | resolve | ignore | disable | show ) | use \s | run \s | check \s | consider | did \s you | make \s sure | a \s complete \s log | https?:// | file \s an \s issue | this \s (?: error | is \s usually | may \s be ) ) \b",
];

const NPM_WRAPPER: &[&str] = &[
    r"(?x)^\s* (?: $ | code \b | errno \b | path \b | syscall \b | workspace \b | location \b | command \b | signal \b | cwd \b | in \s workspace | A \s complete | This \s is \s (?: probably | related ) | There \s is \s likely | Lifecycle | Exit | Failed \s at \s the | \S+@\S+ \s \S+: \s ` | npm \s run \s .* \s (?: stdout | stderr ) : | \[ \s | \] )",
];

/// Words of trouble in a sentence.
const TROUBLE: &[&str] = &[
    r"(?xi) \b(?: errors? | errored | fatal | fail (?: ed | ures? | s | ing )? | exceptions? | panicked | denied | unable | undefined | unexpected (?: ly )? | invalid | missing | cannot | can't | can\ not | couldn't | could\ not | won't
        | refus (?: ed | ing | es ) | reject (?: ed | s ) | abort (?: ed | ing ) | killed | timed\ out | timeouts? | expired | conflict (?: s | ing )? | mismatch (?: ed )? | incompatible | inconsistent | unresolved | unrecognized | unbound | unknown | unsupported | unavailable
        | unreachable | unhandled | uncaught | violat (?: ions? | es | ed ) | exceed (?: s | ed | ing )? | illegal | corrupt (?: ed )? | crash (?: ed )? | terminated | forbidden | unauthorized | malformed | dirty | stale | outdated | insufficient | exhausted | quota | leaked | deadlock | broken | diverged | (?: gave | giving )\ up | is\ nan
        | out\ of\ (?: sync | range | date | bounds ) | no\ such | already\ (?: exists? | used | in\ use | uploaded | locked | taken | been ) | lost\ (?: connection | communication ) | shut(?: ting )?\ ?down | cancell?ed
        | no\ (?: matching | available | valid | such | suitable | solution | space | module | candidate ) | too\ (?: many | few | large | long | old | short | small ) | (?: lower | higher | older | newer | less | greater )\ than | is\ required | are\ required | in\ progress | is\ already | is\ busy | busy\ or\ locked | has\ been\ closed | blocked | no\ value | responded\ with\ [45] | must\ (?: be | have | not | match ) | needs?\ to\ be ) \b",
    r"(?xi) \b (?: (?: not | n't | never )\ (?: \w+\ )? (?: found | exist | recognized | supported | allowed | permitted | available | accessible | authorized | valid | defined | declared | installed | set | specified | provided | supplied | given | match | satisf\w+ | export (?: ed )? | compatible | in\ sync | configured | resolve | load | open | read | write | start | connect | complete\w* | succe\w+ | ready | reachable | enough | equal | tested | covered | expect\w* | contain | have )
        | (?: was | were | has | have | did | is | are )(?: n't | \ not )\ (?: been\ )? (?: updated | changed | modified | bumped | added | generated | committed | formatted | signed | documented | included | present | passed | pass | up\ to\ date | up-to-date | met | reached | healthy | running | respond\w* | return\w* | enabled | identical ) ) \b",
    r"(?xi) \b no\ .* \b (?: found | matching | available | enough | installed | provided | configured | given | executed ) \b",
    r"(?xi) \b (?: differs? | ImagePullBackOff | CrashLoopBackOff | OOMKilled | toomanyrequests | would\ reformat | does\ not\ meet | below\ the | over\ the\ .* limit | reached\ .* limit ) \b",
];

/// The name of a file, whatever words it is made of.
const PATH: &[&str] = &[r"^\s*(?:[-*•]\s+|[MADRU?]{1,2}\s+)?[\w@.~-]*(?:[/\\][\w@.~+-]+)+/?\s*$"];

/// That something failed, and nothing more.
const VERDICT: &[&str] = &[
    r"(?xi) ^ \W* (?: error | fatal | failed | failure )? :? \s* (?: (?: the | a | some | one | several | all | your | \d+ ) \s ){0,2} (?: or \s more \s )? (?: [\w./-]+ \s ){0,2}
      (?: builds? | tests? | specs? | suites? | jobs? | steps? | tasks? | commands? | lint (?: ing | er )? | checks? | checking | compilation | runs? | pipelines? | workflows? | scripts? | process | validation | verification | stage | operation | hooks? | targets? | program | action | updates? | upgrades? | deploy (?: ment )? s? | install (?: ation )? | migrations? | releases? | uploads? | downloads? | publish (?: ing )? | imports? | sync )
      \s (?: have \s | has \s | was \s | were \s | did \s | run \s | is \s )? (?: failed | failure | failures | errored | unsuccessful | aborted | failing | not \s pass | not \s succeed | finished \s with \s errors? | exited \s with \s errors? ) (?: \s (?: in | after ) \s [\d.]+ \s? \w+ )? \W* $",
    r"(?xi) \b due \s to \s (?: \w+ \s ){0,3} (?: failures? | errors? ) \W* $
      | \b (?: because | since ) \s (?: \w+ \s ){0,4} failed \W* $",
    r"(?xi) ^ \W* failed \s to \s (?: build | compile | test | deploy | start | run | complete | execute ) \W* $
      | ^ \W* (?: some | not \s all | one \s or \s more | \d+ ) \s (?: of \s )? (?: [\w-]+ \s ){0,6} jobs? \s (?: have \s | has \s )? (?: failed | succeeded ) \W* $
      | ^ \W* (?: compilation | build | test | syntax | lint ) \s (?: errors? | failures? ) \W* $
      | ^ \W* (?: failures? | failed | fail | errors? | error \s occurred | an \s error \s (?: has \s )? occurred | something \s went \s wrong | unexpected \s (?: error | failure ) ) \W* $",
];

/// `error: x`, `fatal: x`, `jq: parse error: x`, `error[E0599]: x`, `Error [ERR_X]: y`, `ERROR - x`, `Fatal error: x`
const ERROR: &[&str] = &[
    r"(?x)^ (?: [^\s:]+ :? \s ){0,3}? (?i: fatal | panic | error | err! | exception | critical | severe | failure ) (?: \s? [\[(] [\w/@.-]+ [\])] | \s [A-Z]+ \d+ )? \s* (?: : | \s-\s | ! \s | \s\| ) \s* \S",
];

/// `[ERROR] x`, `[!] x`
const TAG: &[&str] = &[r"^\[\s*(?i:error|err|fatal|critical|severe|failed|fail|!)\s*(?:\d+/\d+\s[\w-]+)?\]:?\s*\S"];

/// `java.lang.IllegalStateException: x`, `KeyError: 'x'`, `Uncaught TypeError: x`
const EXCEPTION: &[&str] = &[
    r"(?x)^ (?: \S+ \s ){0,3}? (?: [A-Za-z_$] [\w$]* (?: \. | :: | \\ | / ) )* [A-Za-z_]\w* (?: Error | Exception | Failure | Fault | Interrupt | Panic | Violation | Exit ) (?: \s \[ [\w]+ \] )? (?: : \s* \S | $ | \s at \s )",
];

/// `src/x.c:3:5: error: y`, `x.ts(3,5): error TS1: y`, `file.py:3: error y`
const PLACE: &[&str] = &[r"^\S.*?[:(\[]\d+(?:[,:]\d+)?[)\]]?\s?[:-]?\s*(?:fatal |syntax |type )?(?i:error)\b"];

/// Habits of single trades: apt, kotlinc, yarn, npm, TAP, git, and signs.
const TRADE: &[&str] = &[
    r"(?x)^ (?: [EeF] : \s \S | E \s{3} \S | error \s \S | ERR_\w+ | --- \s FAIL | not \s ok | ! \s [A-Z] [\w\x20] | CONFLICT \s \( | ! \s \[ (?: remote \s )? rejected
        | [✖✘❌✗×⨯🚫💥🔴⛔❗🛑] \s* \S )",
];

/// `FAILED: x`, `bert FAIL: x`, `MISSING REGRESSION TEST: x`, `!!!! Interrupted !!!!`
const CAPITALS: &[&str] = &[
    r"(?x) (?: ^ | \s ) FAIL (?: ED | URE )? : \s* \S | ^ (?: [A-Z][A-Z0-9_-]+ \s ){0,3} (?: FAIL(?: ED | URE )? | ERRORS? | MISSING | INVALID | FATAL | MISMATCH | UNEXPECTED | REGRESSION | TIMEOUT | CRASH(?: ED )? | ABORT(?: ED )? ) (?: \s [A-Z]+ ){0,3} \s? : \s* \S | ^ !{3,} \s .* \s !{3,} $",
];

/// What the system calls an error, wherever it stands.
const SYSTEM: &[&str] = &[
    r"(?x) (?i: command \s not \s found | no \s such \s file \s or \s directory | permission \s denied | operation \s not \s permitted | connection \s (?: refused | reset | timed \s out | closed ) | no \s space \s left
        | unbound \s variable | syntax \s error | segmentation \s fault | core \s dumped | out \s of \s memory | cannot \s allocate \s memory | is \s not \s recognized \s as | (?: unknown | unrecognized | invalid | unexpected ) \s (?: option | flag | command | argument | subcommand | token | character )
        | could \s not \s resolve | name \s or \s service \s not \s known | failure \s in \s name \s resolution | certificate \s (?: verify | has \s expired | signed ) | broken \s pipe | not \s a \s directory | is \s a \s directory | read-only \s file \s system | too \s many \s open \s files
        | host \s key \s verification | authentication \s (?: failed | required ) | access \s denied | bad \s credentials | rate \s limit \s exceeded | (?: undefined | unresolved ) \s (?: reference | symbol | identifier | method | variable | function )
        | is \s not \s (?: defined | installed | declared ) | was \s not \s declared ) | : \s not \s found $ | \b E (?: NOENT | ACCES | PERM | CONNREFUSED | CONNRESET | TIMEDOUT | NOTFOUND | ADDRINUSE | EXIST | AI_AGAIN | MFILE | NOSPC | PIPE ) \b",
    r"(?xi) assertion \s .* failed | (?: module | package | symbol | class | file ) \s .* not \s found",
];

/// Answers of servers.
const ANSWER: &[&str] = &[
    r"(?x) \b [45]\d\d \s+ (?i: unauthorized | forbidden | not \s found | bad \s request | conflict | gone | method \s not | unprocessable | too \s many | internal \s server | bad \s gateway | service \s unavailable | gateway \s time )
        | (?i: \b http (?: /[\d.]+ )? (?: \s status )? (?: \s code | \s error )? | \b status (?: \s code )? (?: \s error )? | \b returned (?: \s error )? | \b response (?: \s code )? | \b got ) [:=\s]+ [45]\d\d \b",
];

/// Levels of log lines.
const LEVEL: &[&str] = &[
    r#"(?x) "(?: level | severity | lvl )" \s? : \s? "(?i: error | fatal | critical | panic )" | \b(?: level | lvl | severity )=(?i: error | fatal | critical | panic ) \b | ^ (?: \S+ \s+ ){0,3}? \[? (?: ERROR | FATAL | CRITICAL | SEVERE ) \]? (?: \s | : ) | ^ [EF]\d{4} \s \d\d:"#,
];
