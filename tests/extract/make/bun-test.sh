#!/usr/bin/env bash
# Bun's test runner.
source "$(dirname "$0")/common.sh"
npm_tools bun || true
node node_modules/bun/install.js > /dev/null 2>&1 || true
cat > shop.test.ts <<'JS'
import { describe, expect, test } from 'bun:test';

test('adds', () => {
  expect(1 + 2).toBe(3);
});

describe('shop', () => {
  test('discounts', () => {
    expect(4 + 5).toBe(10);
  });

  test('reads the cart', () => {
    const cart: any = undefined;
    expect(cart.items.length).toBe(0);
  });

  test('opens the till', async () => {
    await new Promise(() => {});
  }, 50);
});
JS
version=$(npx bun --version)
record "$version" "npx bun test"
# Its first versions never ended a test that hangs.
sed -i "/opens the till/,/}, 50/d" shop.test.ts
rm -rf node_modules package-lock.json
npm_tools bun@1.0.36 || true
node node_modules/bun/install.js > /dev/null 2>&1 || true
record 1.0.36 "npx bun test"
