#!/usr/bin/env bash
# A type error and an import that is missing.
source "$(dirname "$0")/common.sh"
mkdir shop
printf 'import prices\n\n\ndef total(prices: list[int]) -> int:\n    return "x"\n' > shop/basket.py
pip_tools ty
record "$(ty --version | grep -o '[0-9][0-9.a-z]*' | head -1)" "ty check shop"
