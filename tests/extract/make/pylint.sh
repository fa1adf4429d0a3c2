#!/usr/bin/env bash
# Messages of four kinds.
source "$(dirname "$0")/common.sh"
mkdir shop
printf 'import os\n\n\ndef total(prices):\n    return sumof(prices)\n' > shop/basket.py
pip_tools pylint==3.3.9
record 3.3 "pylint shop/basket.py"
pip_tools pylint==2.17.7
record 2.17 "pylint shop/basket.py --output-format=colorized"
