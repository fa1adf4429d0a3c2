#!/usr/bin/env bash
# Prints npm/<case>-<version>.log with versions 6, 9 and 11 of npm, which it installs: a lockfile out of date, a conflict of peers, a package and a
# version that do not exist, and a script that is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../npm
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for version in 6 9 11; do
    npm install --silent --no-fund --no-audit --prefix "$work/npm$version" "npm@$version"
done
run() { # VERSION CASE SCRIPT
    (cd "$work/app" && PATH="$work/npm$1/node_modules/.bin:$PATH" NO_UPDATE_NOTIFIER=1 python3 "$here/runner.py" "$3" | sed '/Unknown user config/d' > "$out/$2-$1.log")
}
app() { rm -rf "$work/app"; mkdir "$work/app"; printf '%s\n' "$1" > "$work/app/package.json"; }

for version in 6 9 11; do
    app '{"name": "shop", "version": "1.0.0", "dependencies": {"left-pad": "1.3.0"}}'
    (cd "$work/app" && "$work/npm$version/node_modules/.bin/npm" install --silent --package-lock-only)
    printf '%s\n' '{"name": "shop", "version": "1.0.0", "dependencies": {"left-pad": "1.2.0", "is-odd": "3.0.1"}}' > "$work/app/package.json"
    run $version lockfile 'npm ci'
done
for version in 9 11; do
    app '{"name": "shop", "version": "1.0.0", "dependencies": {"react": "18.2.0", "react-dom": "17.0.2"}}'
    run $version peers 'npm install'
    app '{"name": "shop", "version": "1.0.0", "dependencies": {"left-pad": "99.0.0"}}'
    run $version version 'npm install'
done
app '{"name": "shop", "version": "1.0.0", "dependencies": {"@example-shop/does-not-exist": "1.0.0"}}'
run 11 package 'npm install'
app '{"name": "shop", "version": "1.0.0", "scripts": {"test": "node -e \"process.exit(1)\""}}'
run 11 script 'npm run build'
