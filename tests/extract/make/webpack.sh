#!/usr/bin/env bash
# A module that is missing and a file that does not parse, by webpack 5 and 4.
source "$(dirname "$0")/common.sh"
mkdir src
printf 'import { price } from "./price";\nconsole.log(price);\n' > src/index.js
npm_tools webpack@5 webpack-cli@5
record 5-module "webpack --mode production"
printf 'const total = price(;\n' > src/index.js
record 5-syntax "webpack --mode production"
npm_tools webpack@4 webpack-cli@4
export NODE_OPTIONS=--openssl-legacy-provider
record 4-syntax "webpack --mode production"
