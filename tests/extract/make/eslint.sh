#!/usr/bin/env bash
# Errors and warnings in two files, in the formats of ESLint 9 and 8; too many warnings; no configuration.
source "$(dirname "$0")/common.sh"
mkdir src
printf 'export function total(items) {\n  var sum = 0\n  debugger\n  return items.length == 1 ? items[0] : undefinedTotal(items)\n}\n' > src/basket.js
printf 'export const name = "basket"\nlet unused = 1\n' > src/name.js
cat > eslint.config.js <<'JS'
module.exports = [{ rules: { "no-debugger": "error", eqeqeq: "error", "no-undef": "error", "no-unused-vars": "warn" } }];
JS
npm_tools eslint@9
record 9-stylish "eslint src"
record 9-warnings "eslint src/name.js --max-warnings 0"
rm eslint.config.js
record 9-configuration "eslint src"
npm_tools eslint@8
cat > .eslintrc.json <<'JSON'
{"root": true, "parserOptions": {"ecmaVersion": 2022, "sourceType": "module"},
 "rules": {"no-debugger": "error", "eqeqeq": "error", "no-undef": "error", "no-unused-vars": "warn"}}
JSON
record 8-compact "eslint src --format compact"
record 8-unix "eslint src --format unix"
