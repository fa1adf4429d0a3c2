#!/usr/bin/env bash
# Jasmine on Node.js.
source "$(dirname "$0")/common.sh"
npm_tools jasmine@3 jasmine-core@3
mkdir -p spec/support
cat > spec/support/jasmine.json <<'JSON'
{ "spec_dir": "spec", "spec_files": ["*.js"], "random": false }
JSON
cat > spec/shop.js <<'JS'
describe('shop', () => {
  it('adds', () => {
    expect(1 + 2).toBe(3);
  });

  it('discounts', () => {
    expect(4 + 5).toBe(10);
  });

  describe('checkout', () => {
    it('reads the cart', () => {
      const cart = undefined;
      expect(cart.items.length).toBe(0);
    });
  });
});
JS
record 3 "npx jasmine"
rm -rf node_modules package-lock.json
npm_tools jasmine@5
record 5 "npx jasmine"
