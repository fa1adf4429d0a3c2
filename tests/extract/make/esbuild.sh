#!/usr/bin/env bash
# An import that cannot be resolved and a syntax error, by esbuild now and before 0.14.
source "$(dirname "$0")/common.sh"
mkdir src
printf 'import { price } from "./price";\n\nexport const total = price(;\n' > src/basket.ts
printf 'import { price } from "prices";\nexport const name = price;\n' > src/name.ts
for version in 0.25.12 0.12.29; do
    npm_tools "esbuild@$version"
    record "$version" "esbuild src/basket.ts src/name.ts --bundle --outdir=dist"
done
