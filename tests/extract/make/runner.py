#!/usr/bin/env python3
"""Runs a script as a GitHub runner does and prints the job's log: `runner.py [--env NAME=VALUE …] SCRIPT`, in the current directory.

The time stamps are invented, the paths of the directory become those of a runner's workspace; everything else is what the tool prints."""
import argparse, os, subprocess, sys

ap = argparse.ArgumentParser()
ap.add_argument("--env", action="append", default=[])
ap.add_argument("--shell", default="bash")
ap.add_argument("script")
args = ap.parse_args()
kept = {name: value for name, value in os.environ.items() if not name.startswith("RUST_")}
env = dict(kept, CI="true", GITHUB_ACTIONS="true", **dict(pair.split("=", 1) for pair in args.env))
done = subprocess.run([args.shell, "-e", "-c", args.script], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
out = done.stdout.decode(errors="replace").replace(os.path.realpath("."), "/home/runner/work/app/app").replace(os.environ.get("HOME", "/root"), "/home/runner")
shown = args.script.strip().splitlines()
lines = [f"##[group]Run {shown[0]}", *(f"\x1b[36;1m{line}\x1b[0m" for line in shown), "shell: /usr/bin/bash -e {0}"]
lines += ["env:", *(f"  {pair.replace('=', ': ', 1)}" for pair in args.env)] if args.env else []
lines += ["##[endgroup]", *out.splitlines()]
if done.returncode:
    lines.append(f"##[error]Process completed with exit code {done.returncode}.")
for number, line in enumerate(lines):
    sys.stdout.write(f"2026-02-03T10:{number // 600 % 60:02}:{number // 10 % 60:02}.{number % 10}123456Z {line}\n")
