#!/usr/bin/env bash
# Playwright Test without a browser: tests that touch no page, by its reporters; one that passes when it is tried again, one that times out.
source "$(dirname "$0")/common.sh"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund @playwright/test
mkdir tests
cat > playwright.config.js <<'JS'
module.exports = { testDir: 'tests', timeout: 500, workers: 1, reporter: process.env.REPORTER || 'list', projects: [{ name: 'chromium' }] };
JS
cat > tests/shop.spec.js <<'JS'
const { test, expect } = require('@playwright/test');

test('adds', () => {
  expect(1 + 2).toBe(3);
});

test.describe('shop', () => {
  test('discounts', () => {
    expect(4 + 5).toBe(10);
  });

  test('reads the cart', () => {
    const cart = undefined;
    return cart.items.length;
  });

  test('opens the till', async () => {
    await new Promise(() => {});
  });
});
JS
cat > tests/flaky.spec.js <<'JS'
const { test, expect } = require('@playwright/test');

test('settles', ({}, info) => {
  expect(info.retry, 'not at first').toBe(1);
});
JS
version=$(npx playwright --version | cut -d' ' -f2)
record "$version" "npx playwright test --retries=1"
record "$version-line" --env REPORTER=line "npx playwright test"
record "$version-dot" --env REPORTER=dot "npx playwright test shop.spec"
record "$version-github" --env REPORTER=github "npx playwright test --retries=1"
cat > tests/page.spec.js <<'JS'
const { test } = require('@playwright/test');

test('shows the shop', async ({ page }) => {
  await page.goto('/');
});
JS
record "$version-no-browser" "npx playwright test page.spec"
record "$version-nothing" "npx playwright test nowhere"
