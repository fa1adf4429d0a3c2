#!/usr/bin/env bash
# Prints mocha/*.log with Mocha 10 and 11, which it installs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../mocha"
mkdir -p "$work/app/test"
cd "$work/app"
echo '{ "name": "shop" }' > package.json
cat > shop.js <<'JS'
exports.total = prices => prices.reduce((sum, price) => sum + price, 0);
exports.checkout = cart => cart.items.length;
JS
cat > test/shop.js <<'JS'
const assert = require('assert');
const { total, checkout } = require('../shop');

describe('shop', () => {
  it('adds', () => assert.strictEqual(total([1, 2]), 3));
  it('discounts', () => {
    console.error('Error: printed by the code under test');
    assert.strictEqual(total([4, 5]), 10);
  });
  describe('checkout', () => {
    it('counts items', () => assert.strictEqual(checkout({}), 0));
    it('lists', () => assert.deepStrictEqual({ tea: 1, milk: 2 }, { tea: 1, milk: 3 }, 'the cart'));
  });
  it('never answers', done => {}).timeout(20);
});
describe('database', () => {
  before('connects', () => { throw new Error('connect ECONNREFUSED 127.0.0.1:5432'); });
  it('reads', () => {});
});
JS
echo "require('./printer');" > test/receipt.txt
log() {
    ln -sfn "$work/v$1/node_modules" node_modules
    python3 "$here/runner.py" --path "$work/v$1/node_modules=/home/runner/work/app/app/node_modules" --path "../v$1/node_modules=node_modules" ${4:+--env "$4"} "npx mocha $3" > "$here/../mocha/$2.log"
}
for major in 10 11; do
    mkdir -p "$work/v$major"
    (cd "$work/v$major" && npm init -y > /dev/null && npm install --silent --legacy-peer-deps --no-audit --no-fund "mocha@$major")
    log $major "$major" 'test/shop.js' FORCE_COLOR=1
done
log 11 dot '--reporter dot test/shop.js'
log 11 nothing-found 'spec'
cp test/receipt.txt test/receipt.js
log 11 load 'test/receipt.js'
