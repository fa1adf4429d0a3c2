#!/usr/bin/env bash
# A lint error and a file to format, by Biome 2 and 1.
source "$(dirname "$0")/common.sh"
mkdir src
printf 'export function total(prices) {\n  var sum = 0;\n  if (prices == null) debugger;\n  return sum;\n}\n' > src/basket.js
for version in 2.3.7 1.9.4; do
    npm_tools "@biomejs/biome@$version"
    record "$version" "biome check src"
done
record "$version-ci" "biome ci --formatter-enabled=false src"
