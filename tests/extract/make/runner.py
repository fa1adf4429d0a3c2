#!/usr/bin/env python3
"""Runs a script as a GitHub runner does and prints the job's log: `runner.py [--env NAME=VALUE …] [--path FROM=TO …] SCRIPT`, in the current directory.

The time stamps are invented, the paths of the directory become those of a runner's workspace, other paths what `--path` says; everything else is
what the tool prints. `--path` also renames in the script that the log shows."""
import argparse, os, re, subprocess, sys

ap = argparse.ArgumentParser()
ap.add_argument("--env", action="append", default=[])
ap.add_argument("--path", action="append", default=[])
ap.add_argument("--shell", default="bash")
ap.add_argument("script")
args = ap.parse_args()
kept = {name: value for name, value in os.environ.items() if not name.startswith("RUST_")}
env = dict(kept, CI="true", GITHUB_ACTIONS="true", **dict(pair.split("=", 1) for pair in args.env))
done = subprocess.run([args.shell, "-e", "-c", args.script], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def renamed(text):
    for pair in args.path:
        text = text.replace(*pair.split("=", 1))
    return text.replace(os.path.realpath("."), "/home/runner/work/app/app").replace(os.environ.get("HOME", "/root"), "/home/runner")


out = renamed(done.stdout.decode(errors="replace"))
shown = renamed(args.script).strip().splitlines()
lines = [f"##[group]Run {shown[0]}", *(f"\x1b[36;1m{line}\x1b[0m" for line in shown), "shell: /usr/bin/bash -e {0}"]
lines += ["env:", *(f"  {pair.replace('=', ': ', 1)}" for pair in args.env)] if args.env else []


def logged(line):
    """As the runner logs a line: a workflow command becomes its tag and message; a message of several lines stays one entry, with one time stamp."""
    command = re.match(r"::(error|warning|notice|group|endgroup)(?: .*?)?::(.*)", line)
    if not command:
        return line
    return f"##[{command[1]}]" + command[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


lines += ["##[endgroup]", *map(logged, out.splitlines())]
if done.returncode:
    lines.append(f"##[error]Process completed with exit code {done.returncode}.")
for number, line in enumerate(lines):
    sys.stdout.write(f"2026-02-03T10:{number // 600 % 60:02}:{number // 10 % 60:02}.{number % 10}123456Z {line}\n")
