#!/usr/bin/env bash
# Cucumber for JavaScript: a step that fails, one that is not defined. Those for Java and Ruby print otherwise: written by hand.
source "$(dirname "$0")/common.sh"
source "$here/shop.sh"
npm_tools @cucumber/cucumber
shop_feature
cat > features/steps/shop.js <<'JS'
const assert = require('node:assert');
const { Given, Then } = require('@cucumber/cucumber');

Given('a basket with {int} items', function (count) {
  this.total = count + 1;
});

Then('the total is {int}', function (total) {
  assert.equal(this.total, total);
});
JS
version=$(npx cucumber-js --version)
record "js-$version" "npx cucumber-js --require features/steps"
