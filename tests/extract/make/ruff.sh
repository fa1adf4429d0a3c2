#!/usr/bin/env bash
# Lint errors in all formats, a file that does not parse, and files to format, by a new Ruff and by 0.4.
source "$(dirname "$0")/common.sh"
mkdir shop
printf 'import os\nimport sys\n\n\ndef total(prices):\n    return sumof(prices)\n' > shop/basket.py
printf 'x = {  "a":1 }\n' > shop/name.py
pip_tools ruff==0.14.6
record 0.14-full "ruff check ."
record 0.14-concise "ruff check . --output-format concise"
record 0.14-github "ruff check . --output-format github"
record 0.14-format "ruff format --check ."
pip_tools ruff==0.4.0
record 0.4 "ruff check ."
printf 'def total(prices:\n' > shop/broken.py
record 0.4-syntax "ruff check ."
pip_tools ruff==0.14.6
record 0.14-syntax "ruff check ."
