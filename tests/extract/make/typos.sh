#!/usr/bin/env bash
# A word written wrongly, by a new and an older typos.
source "$(dirname "$0")/common.sh"
mkdir docs
printf '# Prices\n\nWe recieve teh total.\n' > docs/prices.md
for version in 1.39.2 1.16.0; do
    pip_tools "typos==$version"
    record "$version" "typos docs"
done
