#!/usr/bin/env bash
# Prints yarn-classic/*.log with Yarn 1 and yarn/*.log with Yarn 4, which it installs: a lockfile out of date, an engine, a version that does not exist.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$here/../yarn" "$here/../yarn-classic"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-fund --no-audit --prefix "$work/tool1" yarn@1
npm install --silent --no-fund --no-audit --prefix "$work/tool4" @yarnpkg/cli-dist@4
app() { rm -rf "$work/app"; mkdir "$work/app"; printf '%s\n' "$1" > "$work/app/package.json"; touch "$work/app/yarn.lock"; }
run() { # VERSION LOG SCRIPT
    (cd "$work/app" && PATH="$work/tool$1/node_modules/.bin:$PATH" python3 "$here/runner.py" "$3" | sed "s|$work/tool$1|/home/runner/work/app/tool|g" > "$here/../$2.log")
}
yarn() { (cd "$work/app" && CI= GITHUB_ACTIONS= YARN_ENABLE_IMMUTABLE_INSTALLS=0 "$work/tool$1/node_modules/.bin/yarn" install > /dev/null); }
one='{"name": "shop", "version": "1.0.0", "license": "MIT", "dependencies": {"left-pad": "1.3.0"}}'
two='{"name": "shop", "version": "1.0.0", "license": "MIT", "dependencies": {"left-pad": "1.2.0"}}'
for version in 1 4; do
    log=$([ $version = 1 ] && echo yarn-classic || echo yarn)
    frozen=$([ $version = 1 ] && echo --frozen-lockfile || echo --immutable)
    app "$one"
    yarn $version
    printf '%s\n' "$two" > "$work/app/package.json"
    run $version $log/lockfile-$version "yarn install $frozen"
    app '{"name": "shop", "version": "1.0.0", "license": "MIT", "dependencies": {"left-pad": "99.0.0"}}'
    run $version $log/version-$version 'yarn install'
done
app '{"name": "shop", "version": "1.0.0", "license": "MIT", "engines": {"node": ">=99"}}'
run 1 yarn-classic/engine-1 'yarn install'
