#!/usr/bin/env bash
# A file that does not parse.
source "$(dirname "$0")/common.sh"
mkdir src
printf 'export const total = price(;\n' > src/basket.js
npm_tools @swc/core@1 @swc/cli@0.7
record 1 "swc src -d dist"
