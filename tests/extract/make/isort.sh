#!/usr/bin/env bash
# Imports out of order, by isort 6 and 5.
source "$(dirname "$0")/common.sh"
mkdir shop
printf 'import sys\nimport os\n' > shop/basket.py
for version in 6.1.0 5.12.0; do
    pip_tools "isort==$version"
    record "$version" "isort --check-only --diff shop"
done
