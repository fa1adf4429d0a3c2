#!/usr/bin/env bash
# Type errors, by pyright and by basedpyright.
source "$(dirname "$0")/common.sh"
mkdir shop
printf 'import prices\n\n\ndef total(prices: list[int]) -> int:\n    return ", ".join(prices)\n' > shop/basket.py
pip_tools pyright basedpyright
pyright --version > /dev/null 2>&1 || true
record pyright "pyright shop"
record basedpyright "basedpyright shop"
