#!/usr/bin/env bash
# Deno's test runner.
source "$(dirname "$0")/common.sh"
npm_tools deno || true
node node_modules/deno/install.cjs > /dev/null 2>&1 || true
mkdir app
cat > app/shop_test.ts <<'JS'
function assertEquals(actual: unknown, expected: unknown) {
  if (actual !== expected) throw new Error(`Values are not equal: ${actual} is not ${expected}`);
}

Deno.test('adds', () => {
  assertEquals(1 + 2, 3);
});

Deno.test('discounts', () => {
  assertEquals(4 + 5, 10);
});

Deno.test('checkout', async (t) => {
  await t.step('reads the cart', () => {
    const cart: any = undefined;
    assertEquals(cart.items.length, 0);
  });
});
JS
cd app
version=$(npx deno --version | head -1 | cut -d' ' -f2)
record "$version" --env NO_COLOR=1 "npx deno test"
