#!/usr/bin/env bash
# A module that is missing, a thrown error, a rejection, and a child process that fails.
source "$(dirname "$0")/common.sh"
mkdir scripts
echo 'const prices = require("./prices");' > scripts/missing.js
printf 'function total(items) {\n  return items.map((item) => item.price.value);\n}\n\ntotal([{}]);\n' > scripts/throw.js
printf 'async function main() {\n  await fetch("http://127.0.0.1:9");\n}\n\nmain();\n' > scripts/reject.mjs
printf 'main().catch((error) => {\n  console.error("[sync] failed:", error);\n  process.exit(1);\n});\n\nasync function main() {\n  throw new RangeError("price must not be negative");\n}\n' > scripts/caught.js
printf 'function total(items) {\n  return items.map((item => item.price);\n}\n' > scripts/syntax.js
version=$(node --version | tr -d v)
for name in missing.js throw.js reject.mjs caught.js syntax.js; do
    record "$version-${name%.*}" "node scripts/$name"
done
