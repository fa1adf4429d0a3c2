#!/usr/bin/env bash
# Files that are not formatted and one that cannot be read, by Prettier 3 and 2; names only.
source "$(dirname "$0")/common.sh"
mkdir src
echo 'const a = {b:1}' > src/basket.js
echo 'let  c   = 2' > src/name.js
npm_tools prettier@3
record 3-check "prettier --check src"
record 3-list-different "echo '> prettier --list-different src'
prettier --list-different src"
printf 'on: push\n  jobs: x\n' > src/ci.yml
record 3-syntax "prettier --check src"
rm src/ci.yml
npm_tools prettier@2.2
record 2.2-check "prettier --check src"
