#!/usr/bin/env bash
# An error and a warning.
source "$(dirname "$0")/common.sh"
mkdir src
printf 'export function total(prices) {\n  debugger;\n  return prices == null;\n}\n' > src/basket.js
npm_tools oxlint@1
record 1 "oxlint -D eqeqeq src"
# As it prints where it does not annotate.
record 1-default "GITHUB_ACTIONS= CI= oxlint -D eqeqeq --format=default src"
rm -rf node_modules package-lock.json
npm_tools oxlint@0.9
record 0.9 "oxlint -D eqeqeq src"
