#!/usr/bin/env bash
# A warning as an error, and a file that does not compile.
source "$(dirname "$0")/common.sh"
mkdir src
printf '#include <cstring>\nint total(const char *text) {\n  if (strcmp(text, "tea")) return 1;\n  return 0;\n}\n' > src/basket.cpp
record "$(clang-tidy --version | grep -o '[0-9][0-9.]*' | head -1)" "clang-tidy --checks=-*,bugprone-*,readability-braces-around-statements --warnings-as-errors=* src/basket.cpp --"
