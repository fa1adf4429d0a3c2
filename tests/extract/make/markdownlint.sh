#!/usr/bin/env bash
# Problems by markdownlint-cli and markdownlint-cli2, new and older.
source "$(dirname "$0")/common.sh"
printf '# Prices\n# Total\n\n* tea\n   * green\n' > README.md
npm_tools markdownlint-cli@0.46 markdownlint-cli2@0.19
record cli-0.46 "markdownlint README.md"
record cli2-0.19 "markdownlint-cli2 README.md"
npm_tools markdownlint-cli@0.33 markdownlint-cli2@0.6
record cli-0.33 "markdownlint README.md"
record cli2-0.6 "markdownlint-cli2 README.md"
