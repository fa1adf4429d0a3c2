#!/usr/bin/env bash
# A missing entry, an import that cannot be resolved and a file that does not parse, by Vite 7 and 4; Rollup's and Rolldown's words.
source "$(dirname "$0")/common.sh"
mkdir src
echo '{"name": "app", "private": true, "type": "module"}' > package.json
for version in 4.5.14 7.2.4 8.0.0-beta.0; do
    npm_tools "vite@$version"
    record "$version-entry" "vite build"
    echo '<script type="module" src="/src/main.js"></script>' > index.html
    printf 'import { price } from "prices";\nconsole.log(price);\n' > src/main.js
    record "$version-import" "vite build"
    printf 'export const total = price(;\n' > src/main.js
    record "$version-syntax" "vite build"
    rm index.html src/main.js
done
