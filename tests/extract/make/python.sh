#!/usr/bin/env bash
# A module that is missing, a chain, a cause, a syntax error, a group, and a child process.
source "$(dirname "$0")/common.sh"
mkdir tools
cat > tools/sync.py <<'PY'
import sys

from pricing.api import fetch
PY
cat > tools/load.py <<'PY'
import json


def load(path):
    try:
        with open(path) as file:
            return json.load(file)
    except FileNotFoundError:
        return DEFAULTS[path]


print(load("prices.json"))
PY
cat > tools/cause.py <<'PY'
import logging


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError(f"price {text!r} is no number") from error


try:
    parse("x")
except RuntimeError:
    logging.exception("one price is skipped")
parse("4,50")
PY
printf 'def total(prices)\n    return sum(prices)\n' > tools/broken.py
cat > tools/group.py <<'PY'
def total(prices):
    raise ExceptionGroup("prices", [ValueError("no price for tea"), TypeError("price is text")])


total([])
PY
cat > tools/parent.py <<'PY'
import subprocess
import sys

print("syncing prices")
subprocess.run([sys.executable, "tools/sync.py"], check=True)
PY
version=$(python3 -c 'import platform; print(platform.python_version())')
for name in sync load cause broken group parent; do
    record "$version-$name" "python3 tools/$name.py"
done
