#!/usr/bin/env bash
# Prints pnpm/<case>.log with pnpm 9, which it installs: a lockfile out of date, a version that does not exist, peers that conflict.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../pnpm
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-fund --no-audit --prefix "$work/tool" pnpm@9
app() { rm -rf "$work/app"; mkdir "$work/app"; printf '%s\n' "$1" > "$work/app/package.json"; }
run() { # CASE SCRIPT
    (cd "$work/app" && PATH="$work/tool/node_modules/.bin:$PATH" python3 "$here/runner.py" "$2" > "$out/$1.log")
}
app '{"name": "shop", "version": "1.0.0", "dependencies": {"left-pad": "1.3.0"}}'
(cd "$work/app" && "$work/tool/node_modules/.bin/pnpm" install --silent --lockfile-only)
printf '%s\n' '{"name": "shop", "version": "1.0.0", "dependencies": {"left-pad": "1.2.0"}}' > "$work/app/package.json"
run lockfile-9 'pnpm install --frozen-lockfile'
app '{"name": "shop", "version": "1.0.0", "dependencies": {"left-pad": "99.0.0"}}'
run version-9 'pnpm install'
app '{"name": "shop", "version": "1.0.0", "dependencies": {"react": "18.2.0", "react-dom": "17.0.2"}}'
run peers-9 'pnpm install --strict-peer-dependencies'
