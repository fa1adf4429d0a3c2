#!/usr/bin/env bash
# Small tools at the end of their wits.
source "$(dirname "$0")/common.sh"
record jq "echo 'not json' | jq .version"
record tar "echo 'Not Found' > release.tgz
tar xzf release.tgz"
record curl "curl -fsSL http://127.0.0.1:9/prices.json -o prices.json"
record cp "cp dist/app.zip release/"
cat > cli.py <<'PY'
import argparse

parser = argparse.ArgumentParser(prog="prices")
parser.add_argument("--all", action="store_true")
parser.parse_args()
PY
record argparse "python3 cli.py --every"
