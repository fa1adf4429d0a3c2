#!/usr/bin/env bash
# A class that is missing, by groovyc 2.4.
source "$(dirname "$0")/common.sh"
export JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
printf 'class Basket {\n  Price price\n  def total() { return price.value }\n}\n' > Basket.groovy
record 2.4 "groovyc Basket.groovy"
