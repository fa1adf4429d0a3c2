#!/usr/bin/env bash
# Node's own test runner, by its two reporters, with the Node versions that npm packs.
source "$(dirname "$0")/common.sh"
mkdir app
cat > app/shop.test.mjs <<'JS'
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';

test('adds', () => {
  assert.equal(1 + 2, 3);
});

describe('shop', () => {
  it('discounts', () => {
    assert.equal(9, 10);
  });

  describe('checkout', () => {
    it('counts items', () => {
      assert.deepEqual({ tea: 1, milk: 2 }, { tea: 1, milk: 3 });
    });

    it('reads the cart', () => {
      const cart = undefined;
      return cart.items.length;
    });
  });

  it('is for later', { todo: true }, () => {
    throw new Error('not yet');
  });
});

test('has a message', () => {
  assert.ok(false, 'the till is open');
});
JS
cat > app/broken.test.mjs <<'JS'
import { missing } from './missing.mjs';
missing();
JS
for major in 18 20 22; do
    mkdir "v$major"
    (cd "v$major" && npm init -y > /dev/null && npm install --silent --no-audit --no-fund "node@$major")
done
cd app
log() { # log CASE MAJOR ARGUMENTS
    record "$1" --path "../v$2/node_modules/.bin/=" "../v$2/node_modules/.bin/node --test $3"
}
log 18-tap 18 "shop.test.mjs"
log 20 20 "--test-reporter=spec shop.test.mjs"
log 22 22 "--test-reporter=spec"
log 20-tap 20 "--test-reporter=tap"
rm broken.test.mjs
log 22-tap 22 "--test-reporter=tap"
