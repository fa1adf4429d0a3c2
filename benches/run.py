#!/usr/bin/env python3
"""Measures the engine, all in one go, and prints a table with verdicts; exits 1 if one is bad. Builds what it needs with Cargo; for the comparisons it
needs gcc, libdeflate-dev, ripgrep and libhyperscan-dev.

    python3 benches/run.py [--rounds 5] [--keep DIR] [--run NAME…]

The runs come from ../shared/bench/generate_run.py. Rounds are interleaved, and the least time of each counts: another process on the machine makes a time
longer, never shorter. `TRIAGE_WORKERS` sets the number of workers. Parts, for `--run`: start, archive, memory, engine.
"""
import argparse, json, os, pathlib, subprocess, sys, tempfile, time

sys.dont_write_bytecode = True
import patterns

ROOT = pathlib.Path(__file__).resolve().parent.parent
TRIAGE = ROOT / "target/release/triage"
GENERATE = ROOT.parent / "shared/bench/generate_run.py"
COUNTS = (100, 300, 1000, 3000)


class Table:
    """What was measured, and whether it is as it should be."""

    def __init__(self):
        self.rows, self.bad = [], 0

    def say(self, what, figure):
        self.rows.append((what, figure, "", ""))

    def judge(self, what, value, limit, unit="times", least=False):
        good = value >= limit if least else value <= limit
        self.bad += not good
        self.rows.append((what, f"{value:.2f} {unit}", f"{'at least' if least else 'at most'} {limit} {unit}", "good" if good else "BAD"))

    def show(self):
        rows = [("", "measured", "asked", "verdict"), *self.rows]
        widths = [max(len(row[at]) for row in rows) for at in range(4)]
        for number, row in enumerate(rows):
            print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
            if number == 0:
                print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def run(*command, **env):
    """Seconds, peak resident KiB, and what it printed."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error:
        child = subprocess.Popen([str(part) for part in command], stdout=out, stderr=error, env={**os.environ, **env})
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        out.seek(0), error.seek(0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"failed to run {command}: {error.read().decode(errors='replace')}")
        return seconds, usage.ru_maxrss, out.read().decode(errors="replace")


# Seconds that `rg` is waited for.
PATIENCE = 60.0


def ripgrep(patterns, log):
    """Seconds of `rg -c -f`, or as many as it was waited for."""
    start = time.perf_counter()
    try:
        subprocess.run(["rg", "-c", "-f", patterns, log], stdout=subprocess.DEVNULL, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return PATIENCE
    return time.perf_counter() - start


def interleaved(rounds, cases):
    """The least seconds and the peak of each."""
    best = {}
    for _ in range(rounds):
        for name, command in cases.items():
            seconds, peak, _ = run(*command)
            known = best.get(name, (seconds, peak))
            best[name] = min(known[0], seconds), max(known[1], peak)
    return best


def generate(folder, name, jobs, mib, failed, archive=True):
    out = folder / name
    if not (out / "jobs.json").exists():
        sizes = ["--jobs", str(jobs), "--mib-per-job", str(mib), "--failed", str(failed)]
        subprocess.run([sys.executable, GENERATE, "--out", out, *sizes, *([] if archive else ["--no-zip"])], check=True)
    return out


def program(folder, name, *libraries):
    """A C program of this directory; none where it cannot be built."""
    built = subprocess.run(["gcc", "-O2", "-o", folder / name, ROOT / f"benches/{name}.c", *libraries], capture_output=True)
    return folder / name if built.returncode == 0 else None


def start(table, folder, rounds):
    small = folder / "small.log"
    small.write_text("2026-02-01T15:04:05.1234567Z some plain output of a build\n" * 17_500)
    cases = {"version": (TRIAGE, "--version"), "plain": (TRIAGE, "scan", small)}
    if GENERATE.exists():
        one = next((generate(folder, "one-mib", 1, 1, 1, archive=False) / "logs").iterdir())
        cases["failed"] = (TRIAGE, "scan", one)
    best = interleaved(4 * rounds, cases)
    version = best["version"][0]
    table.say("`triage --version`", f"{version * 1000:.1f} ms")
    table.judge("scan of a plain log of 1 MB, beyond that", (best["plain"][0] - version) * 1000, 15, "ms")
    if "failed" in best:
        table.judge("scan of a failed job's log of 1 MiB, beyond that", (best["failed"][0] - version) * 1000, 15, "ms")


def archive(table, folder, rounds):
    twenty = generate(folder, "twenty", 20, 12, 6)
    cases = {"scan": (TRIAGE, "scan", twenty / "logs.zip"), "bundle": (TRIAGE, "scan", twenty)}
    inflate = program(folder, "inflate", "-ldeflate", "-lpthread")
    if inflate:
        cases["inflate"] = (inflate, twenty / "logs.zip")
    best = interleaved(rounds, cases)
    table.say("scan of an archive of 20 jobs of 12 MiB, 6 failed", f"{best['scan'][0] * 1000:.0f} ms, {best['scan'][1] / 1024:.0f} MiB")
    table.say("the same as a bundle, with controls", f"{best['bundle'][0] * 1000:.0f} ms, {best['bundle'][1] / 1024:.0f} MiB")
    if inflate:
        table.say("inflating its whole-job entries with libdeflate", f"{best['inflate'][0] * 1000:.0f} ms")
        table.judge("scan against inflating", best["scan"][0] / best["inflate"][0], 2)


def memory(table, folder, rounds):
    for mib in (400, 1024):
        large = generate(folder, f"large-{mib}", 1, mib, 1) / "logs.zip"
        for workers in ("2", "16"):
            seconds, peak, _ = run(TRIAGE, "scan", large, TRIAGE_WORKERS=workers)
            table.judge(f"peak memory, a log of {mib} MiB in an archive, {workers} workers ({seconds:.2f} s)", peak / 1024, 160, "MiB")


def engine(table, folder, rounds):
    log = next((generate(folder, "one", 1, 124, 1, archive=False) / "logs").iterdir())
    built = subprocess.run(["cargo", "bench", "--locked", "--no-run", "--bench", "engine", "--message-format=json"], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    messages = [json.loads(line) for line in built.stdout.splitlines()]
    inside = next(message["executable"] for message in messages if message.get("executable") and message["target"]["name"] == "engine")
    hyperscan = program(folder, "hyperscan", "-lhs")
    best = {}
    files = {count: folder / f"patterns-{count}.txt" for count in COUNTS}
    for count, path in files.items():
        path.write_text("".join(f"{pattern}\n" for pattern in patterns.patterns(ROOT / "rules", count)))

    def least(count, **figures):
        known = best.setdefault(count, {})
        known.update({name: min(value, known.get(name, value)) for name, value in figures.items()})

    for _ in range(rounds):
        for count, path in files.items():
            least(count, **json.loads(run(inside, log, path)[2]))
            least(count, rg=ripgrep(path, log))
            if hyperscan:
                compiled, scanned, matches, out = run(hyperscan, log, path)[2].split()
                least(count, compiled=float(compiled), hyperscan=float(scanned), out=int(out))
    size = log.stat().st_size
    speed = lambda seconds: f"{size / seconds / 1e9:.2f}"
    stopped = lambda seconds: seconds >= PATIENCE
    bounded = lambda seconds: f"less than {speed(seconds)} (stopped)" if stopped(seconds) else speed(seconds)
    for count, figures in best.items():
        shown = f"literals {speed(figures['search'])}, matching {speed(figures['matching'])}, with reading the file {speed(figures['whole'])}, rg {bounded(figures['rg'])}"
        if hyperscan:
            shown += f", Hyperscan {speed(figures['hyperscan'])} (compiles in {figures['compiled']:.2f} s, leaves out {figures['out']})"
        table.say(f"{count} patterns, one thread, {size / 1e6:.0f} MB, GB/s", f"{shown}, newlines {speed(figures['newlines'])}, naive {size / figures['naive'] / 1e9:.4f}")
    for count, asked in ((100, 1.1), (1000, 1.4)):
        bound = ", which was stopped: at least" if stopped(best[count]["rg"]) else ""
        table.judge(f"{count:,} patterns, against `rg -c -f`, reading the file included{bound}", best[count]["rg"] / best[count]["whole"], asked, least=True)
    table.judge("1,000 patterns, against a regex after the other", best[1000]["naive"] / best[1000]["whole"], 30, least=True)
    table.judge("3,000 patterns, against 100, matching", best[3000]["matching"] / best[100]["matching"], 1.5)
    table.judge("3,000 patterns, against 100, reading the file included", best[3000]["whole"] / best[100]["whole"], 1.5)


PARTS = {"start": start, "archive": archive, "memory": memory, "engine": engine}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--keep", type=pathlib.Path, help="keep the generated runs here")
    arguments.add_argument("--run", nargs="+", choices=PARTS, default=list(PARTS), help="only these parts")
    given = arguments.parse_args()
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    table = Table()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for part in given.run:
            if part == "start" or GENERATE.exists():
                PARTS[part](table, folder, given.rounds)
            else:
                print(f"left out: {part}, as {GENERATE} is not there", file=sys.stderr)
    table.show()
    sys.exit(1 if table.bad else 0)


if __name__ == "__main__":
    main()
