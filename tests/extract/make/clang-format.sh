#!/usr/bin/env bash
# A file to format.
source "$(dirname "$0")/common.sh"
mkdir src
printf 'int  total(int count){ return count; }\n' > src/basket.c
record "$(clang-format --version | grep -o '[0-9][0-9.]*' | head -1)" "clang-format --dry-run -Werror src/basket.c"
