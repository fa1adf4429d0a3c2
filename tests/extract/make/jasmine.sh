#!/usr/bin/env bash
# Jasmine on Node.js.
source "$(dirname "$0")/common.sh"
source "$here/shop.sh"
npm_tools jasmine@3 jasmine-core@3
mkdir -p spec/support
cat > spec/support/jasmine.json <<'JSON'
{ "spec_dir": "spec", "spec_files": ["*.js"], "random": false }
JSON
shop_spec spec/shop.js
record 3 "npx jasmine"
rm -rf node_modules package-lock.json
npm_tools jasmine@5
record 5 "npx jasmine"
