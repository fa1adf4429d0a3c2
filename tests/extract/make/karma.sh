#!/usr/bin/env bash
# Karma in jsdom, with the reporters progress and dots, and a script that throws while it loads.
source "$(dirname "$0")/common.sh"
npm_tools --legacy-peer-deps karma@6 karma-jasmine@5 jasmine-core@4 karma-jsdom-launcher@14 jsdom@22
cat > karma.conf.js <<'JS'
module.exports = config => config.set({
  frameworks: ['jasmine'], browsers: ['jsdom'], singleRun: true, files: ['*.spec.js'],
  reporters: [process.env.REPORTER || 'progress'], client: { jasmine: { random: false } },
});
JS
cat > shop.spec.js <<'JS'
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
record 6 "npx karma start"
record 6-dots --env REPORTER=dots "npx karma start"
echo 'missing.call();' > broken.spec.js
record 6-load "npx karma start"
