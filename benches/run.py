#!/usr/bin/env python3
"""Measures the engine from the outside, all in one go, and prints ratios. Needs `cargo build --release --locked`; gcc and libdeflate-dev for the comparison
with inflating alone.

    python3 benches/run.py [--rounds 5] [--keep DIR]

The runs come from ../shared/bench/generate_run.py; without it nothing is measured but the start. Rounds are interleaved, and the least time of each counts:
another process on the machine makes a time longer, never shorter. `TRIAGE_WORKERS` sets the number of workers.
"""
import argparse, os, pathlib, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TRIAGE = ROOT / "target/release/triage"
GENERATE = ROOT.parent / "shared/bench/generate_run.py"


def run(*command, **env):
    """Seconds, and peak resident KiB."""
    start = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **env})
    error = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"failed to run {command}: {error.decode(errors='replace')}")
    return seconds, usage.ru_maxrss


def generate(folder, name, jobs, mib, failed):
    out = folder / name
    if not (out / "jobs.json").exists():
        subprocess.run([sys.executable, GENERATE, "--out", out, "--jobs", str(jobs), "--mib-per-job", str(mib), "--failed", str(failed)], check=True)
    return out


def inflater(folder):
    """A program that inflates the entries that hold whole jobs, on two cores; none where it cannot be built."""
    program = folder / "inflate"
    built = subprocess.run(["gcc", "-O2", "-o", program, ROOT / "benches/inflate.c", "-ldeflate", "-lpthread"], capture_output=True)
    return program if built.returncode == 0 else None


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--keep", type=pathlib.Path, help="keep the generated runs here")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        small = folder / "small.log"
        small.write_text("2026-02-01T15:04:05.1234567Z some plain output of a build\n" * 17_500)
        cases = {"triage --version": (TRIAGE, "--version"), "scan of a 1 MB log": (TRIAGE, "scan", small)}
        if GENERATE.exists():
            twenty = generate(folder, "twenty", 20, 12, 6) / "logs.zip"
            cases["scan of 20 jobs of 12 MiB"] = (TRIAGE, "scan", twenty)
            program = inflater(folder)
            if program:
                cases["inflating their entries"] = (program, twenty)
        best = {}
        for _ in range(given.rounds):
            for name, command in cases.items():
                seconds, peak = run(*command)
                known = best.get(name, (seconds, peak))
                best[name] = (min(known[0], seconds), max(known[1], peak))
        for name, (seconds, peak) in best.items():
            print(f"{name:34} {seconds * 1000:9.1f} ms  {peak / 1024:7.1f} MiB")
        print(f"start: {(best['scan of a 1 MB log'][0] - best['triage --version'][0]) * 1000:.1f} ms more than --version")
        if "inflating their entries" in best:
            print(f"scan: {best['scan of 20 jobs of 12 MiB'][0] / best['inflating their entries'][0]:.2f} times inflating")
        if GENERATE.exists():
            for mib in (400, 1024):
                large = generate(folder, f"large-{mib}", 1, mib, 1) / "logs.zip"
                for workers in ("2", "16"):
                    seconds, peak = run(TRIAGE, "scan", large, TRIAGE_WORKERS=workers)
                    print(f"a log of {mib} MiB, {workers:>2} workers: {seconds:.2f} s, {peak / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
