#!/usr/bin/env bash
# lint-staged under husky: a command that finds something, one that fails without a word, and a hook's own script.
source "$(dirname "$0")/common.sh"
git init -q .
git config user.name a && git config user.email a@example.com
echo node_modules > .gitignore
echo 'const price = 1' > till.js
echo '# Shop' > shop.md
echo '{"name": "app", "private": true, "lint-staged": {"*.js": "check-prices", "*.md": "false"}}' > package.json
git add . && git commit -qm x
checker() {
    printf '#!/bin/sh\necho "$1: no currency"\nexit 1\n' > node_modules/.bin/check-prices
    chmod +x node_modules/.bin/check-prices
}
npm_tools lint-staged@15 husky@9
checker
npx husky
echo 'npx lint-staged' > .husky/pre-commit
echo 'const price = 2' > till.js
git add till.js
record 15-husky-9 "git commit -m prices"
printf 'grep -q EUR till.js || {\n  echo "till.js: a price without a currency"\n  exit 1\n}\n' > .husky/pre-commit
record husky-9-script "git commit -m prices"
npm_tools lint-staged@12 husky@8
checker
npx husky install
printf '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\nnpx lint-staged\n' > .husky/pre-commit
chmod +x .husky/pre-commit
echo '# Shop 2' > shop.md
git add shop.md
record 12-husky-8 "git commit -m prices"
