#!/usr/bin/env bash
# Errors and warnings, in three formats.
source "$(dirname "$0")/common.sh"
mkdir config
printf 'prices:\n  tea: 4\n  tea: 5\n  - x\n' > config/prices.yml
printf 'name: [ a,b ] \n' > config/name.yml
pip_tools yamllint==1.37.1
record 1.37 "yamllint -f standard config"
record 1.37-parsable "yamllint -f parsable config"
record 1.37-github "yamllint -f github config"
