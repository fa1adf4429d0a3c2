#!/usr/bin/env bash
# A file to format and one that does not parse, by a new Black and by 22.
source "$(dirname "$0")/common.sh"
mkdir shop
printf 'x = {  "a":1 }\n' > shop/basket.py
pip_tools black==25.11.0
record 25-check "black --check ."
printf 'def total(prices:\n' > shop/broken.py
record 25-syntax "black --check ."
pip_tools black==22.12.0 'click<8.2'
record 22-check "black --check --diff shop/basket.py"
