#!/usr/bin/env bash
# An error and a warning.
source "$(dirname "$0")/common.sh"
mkdir src
printf 'export function total(prices) {\n  debugger;\n  return prices == null;\n}\n' > src/basket.js
npm_tools oxlint@1
record 1 "oxlint -D eqeqeq src"
