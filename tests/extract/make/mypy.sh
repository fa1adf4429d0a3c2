#!/usr/bin/env bash
# Type errors and a note, by a new mypy and by 1.0, with columns.
source "$(dirname "$0")/common.sh"
mkdir shop
touch shop/__init__.py
printf 'import pricing\n\n\ndef total(prices: list[int]) -> int:\n    return ", ".join(prices)\n\n\ntotal("4")\n' > shop/basket.py
for version in 1.18.2 1.0.1; do
    pip_tools "mypy==$version"
    record "$version" "mypy shop"
done
record "$version-columns" "mypy --show-column-numbers --pretty shop"
