"""Patterns in any number, for benchmarks: those of the catalog first, then such as people write, from the words that tools use."""
import pathlib, random, re

TOOLS = ("docker podman kubectl helm kind terraform ansible gradle maven npm yarn pnpm cargo rustc go pip poetry uv bundler composer nuget dotnet msbuild "
         "cmake ninja bazel buildx compose skopeo buildah apt-get apk dnf brew choco git gh aws gcloud az psql mysql redis-cli mongosh kafka vault consul nomad "
         "pulumi serverless sbt mix rebar3 stack cabal swift xcodebuild fastlane flutter dart deno bun vite webpack rollup jest vitest mocha cypress playwright").split()
VERBS = ("pull push fetch resolve download upload create delete start stop build link compile parse load open read write mount connect authenticate verify sign "
         "publish deploy apply install remove update restore clone check validate decode acquire attach bind schedule").split()
THINGS = ("image manifest layer digest volume container pod deployment service secret config map certificate token credential registry repository package dependency "
          "lockfile module crate artifact cache archive checksum signature schema migration database table socket port address interface device cluster node "
          "namespace role policy bucket object queue topic stream session lease release snapshot branch tag commit submodule worktree").split()
REASONS = ("no such file or directory; permission denied; connection refused; connection reset by peer; operation timed out; context deadline exceeded; no space left on device; "
           "unexpected end of file; invalid reference format; certificate has expired; unknown authority; not found; already exists; already in use; access is denied; "
           "rate limit exceeded; quota exceeded; checksum mismatch; version conflict; unsupported protocol; too many open files; out of memory; broken pipe; "
           "resource temporarily unavailable; name resolution failed; invalid argument; unauthorized; forbidden; bad gateway; service unavailable; is a directory; "
           "host is unreachable; no route to host; protocol error; malformed response; missing required field; lock is held by another process").split("; ")


def of_catalog(rules):
    """The patterns of rules for log lines, their groups without names."""
    found = []
    for path in sorted(pathlib.Path(rules).glob("*/*.md")):
        front = path.read_text().split("\n---\n")[0]
        block = re.search(r"^match:\n((?:  .*\n)+)", front + "\n", re.M)
        for quoted in re.findall(r"^  - '((?:[^']|'')*)'$", block[1] if block else "", re.M):
            found.append(re.sub(r"\(\?P?<\w+>", "(?:", quoted.replace("''", "'")))
    return found


def generated(random):
    tool, verb, thing, reason = (random.choice(words) for words in (TOOLS, VERBS, THINGS, REASONS))
    escaped = re.escape(reason).replace("\\ ", " ")
    return random.choice([
        f"(?:^|\\s)[Ee]rror: {tool}: failed to {verb} {thing} \\S+: {escaped}",
        f"{tool}: cannot {verb} the {thing} [^:]+: {escaped}",
        f"\\b{thing.capitalize()}{verb.capitalize()}Error: {escaped}",
        f"{tool} {verb}: {thing} \"[^\"]+\" {escaped}",
        f"failed to {verb} {thing} (?:for|of|from) \\S+: .*{escaped}",
        f"E{random.randrange(1000, 9999)}: {thing} {verb} {escaped}",
        f"(?i:unable to {verb} {thing}) .* \\(exit status {random.randrange(1, 255)}\\)",
        f"{tool}\\[\\d+\\]: {verb}_{thing}: {escaped}",
        f"ERR_{tool.upper().replace('-', '_')}_{verb.upper()}_{thing.upper()}\\b",
    ])


def patterns(rules, count):
    """So many, always the same ones."""
    source = random.Random(7)
    found = of_catalog(rules)
    source.shuffle(found)
    known = set(found)
    while len(found) < count:
        one = generated(source)
        if one not in known:
            known.add(one)
            found.append(one)
    return found[:count]
