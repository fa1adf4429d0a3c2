#!/usr/bin/env bash
# Problems by flake8 7 and 5.
source "$(dirname "$0")/common.sh"
mkdir shop
printf 'import os\n\ndef total(prices):\n    return sumof( prices)\n' > shop/basket.py
for version in 7.3.0 5.0.4; do
    pip_tools "flake8==$version"
    record "$version" "flake8 . --count"
done
