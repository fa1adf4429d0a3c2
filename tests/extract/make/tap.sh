#!/usr/bin/env bash
# tape's and node-tap's failures, and those of Perl's Test::More under prove --verbose.
source "$(dirname "$0")/common.sh"
npm_tools tape tap@16
cat > shop.test.js <<'JS'
const test = require('tape');

test('adds', t => {
  t.equal(1 + 2, 3);
  t.end();
});

test('discounts', t => {
  t.equal(4 + 5, 10, 'two of a kind');
  t.deepEqual({ tea: 1 }, { tea: 2 });
  t.end();
});
JS
record tape-$(npm ls tape --json | grep -o '"version": "[0-9.]*"' | tail -1 | cut -d'"' -f4) --path "$work/node_modules=/home/runner/work/app/app/node_modules" "npx tape shop.test.js"
sed -i "s/const test = require('tape')/const { test } = require('tap')/" shop.test.js
record node-tap-16 "npx tap --no-coverage --reporter=tap shop.test.js"
