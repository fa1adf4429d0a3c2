#!/usr/bin/env bash
# A file that does not parse and a name that is not exported, by Rollup 4 and 2.
source "$(dirname "$0")/common.sh"
mkdir src
echo '{"name": "app", "private": true, "type": "module"}' > package.json
printf 'export const name = 1;\n' > src/price.js
for version in 4.53.3 2.79.2; do
    npm_tools "rollup@$version"
    printf 'import { price } from "./price.js";\nexport const total = price(1);\n' > src/main.js
    record "$version-export" "rollup src/main.js --file dist/app.js"
    printf 'export const total = price(;\n' > src/main.js
    record "$version-syntax" "rollup src/main.js --file dist/app.js"
done
