#!/usr/bin/env bash
# A word that is not known, by CSpell 9 and 5.
source "$(dirname "$0")/common.sh"
mkdir docs
printf '# Prices\n\nWe calculat the total.\n' > docs/prices.md
npm_tools cspell@9
record 9 "cspell docs/**"
npm_tools cspell@5
record 5 "cspell docs/**"
