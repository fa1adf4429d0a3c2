#!/usr/bin/env bash
# Warnings, in the formats of ShellCheck.
source "$(dirname "$0")/common.sh"
mkdir scripts
printf '#!/bin/bash\nfor file in $(ls *.csv); do\n  echo $file\ndone\n' > scripts/prices.sh
version=$(shellcheck --version | grep -o '^version: .*' | cut -d' ' -f2)
record "$version" "shellcheck scripts/prices.sh"
record "$version-gcc" "shellcheck -f gcc scripts/prices.sh"
