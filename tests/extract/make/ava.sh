#!/usr/bin/env bash
# AVA: a value that differs, an error, and a test that never ends.
source "$(dirname "$0")/common.sh"
cat > shop.test.mjs <<'JS'
import test from 'ava';

test('adds', t => {
  t.is(1 + 2, 3);
});

test('discounts', t => {
  t.is(4 + 5, 10, 'two of a kind');
});

test('lists', t => {
  t.deepEqual({ tea: 1 }, { tea: 2 });
});

test('reads the cart', () => {
  const cart = undefined;
  return cart.items.length;
});
JS
for major in 4 6; do
    rm -rf node_modules package-lock.json
    npm_tools ava@$major
    record $major "npx ava shop.test.mjs"
done
extractor=tap record ava-6 "npx ava --tap shop.test.mjs"
