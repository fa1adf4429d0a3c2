#!/usr/bin/env bash
# An exception, a library that is missing, and rake.
source "$(dirname "$0")/common.sh"
mkdir bin
printf 'def total(prices)\n  prices.summ\nend\n\nputs total([1])\n' > bin/total.rb
echo 'require "prices/api"' > bin/load.rb
printf 'task :prices do\n  raise ArgumentError, "no prices"\nend\n' > Rakefile
version=$(ruby -e 'print RUBY_VERSION')
record "$version" "ruby bin/total.rb"
record "$version-load" "ruby bin/load.rb"
record "$version-rake" "rake prices"
