#!/usr/bin/env bash
# Offenses of three kinds.
source "$(dirname "$0")/common.sh"
mkdir lib
printf 'def total(prices)\n  sum = 0\n  return prices.sum if prices == nil\nend\n' > lib/basket.rb
printf 'AllCops:\n  NewCops: enable\n' > .rubocop.yml
record "$(rubocop --version)" "rubocop lib"
record "$(rubocop --version)-simple" "rubocop lib --format simple"
