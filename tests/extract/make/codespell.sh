#!/usr/bin/env bash
# A word written wrongly.
source "$(dirname "$0")/common.sh"
mkdir docs
printf '# Prices\n\nWe recieve teh total.\n' > docs/prices.md
pip_tools codespell==2.4.1
record 2.4 "codespell docs"
