#!/usr/bin/env bash
# A message without a type.
source "$(dirname "$0")/common.sh"
npm_tools @commitlint/cli@20 @commitlint/config-conventional@20
echo 'module.exports = { extends: ["@commitlint/config-conventional"] };' > commitlint.config.js
record 20 "echo 'Added prices.' | commitlint --verbose"
