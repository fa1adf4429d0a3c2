#!/usr/bin/env bash
# Prints jest/*.log with Jest 29 and 30, which it installs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../jest" "$here/../coverage"
mkdir -p "$work/app/src"
cd "$work/app"
cat > src/shop.js <<'JS'
exports.total = prices => prices.reduce((sum, price) => sum + price, 0);
exports.checkout = cart => cart.items.length;
JS
cat > src/shop.test.js <<'JS'
const { total, checkout } = require('./shop');

test('adds', () => {
  expect(total([1, 2])).toBe(3);
});

describe('shop', () => {
  test('discounts', () => {
    console.error('Error: printed by the code under test');
    expect(total([4, 5])).toBe(10);
  });

  describe('checkout', () => {
    test('counts › items', () => {
      expect(checkout({})).toBe(0);
    });
  });

  test('never answers', done => {}, 20);
});
JS
cat > src/receipt.test.js <<'JS'
const printer = require('./printer');

test('prints', () => {
  printer.print();
});
JS
cat > src/cart.test.js <<'JS'
test('lists', () => {
  expect({ tea: 1, milk: 2 }).toEqual({ tea: 1, milk: 3 });
});

test('looks the same', () => {
  expect('new').toMatchSnapshot();
});
JS
cat > src/broken.test.js <<'JS'
test('parses', () => {
  expect(1).toBe(1;
});
JS
cat > src/passes.test.js <<'JS'
test('passes', () => {});
JS
cat > src/empty.test.js <<'JS'
JS
log() { # log VERSION CASE ARGUMENTS [NAME=VALUE]
    ln -sfn "$work/v$1/node_modules" node_modules
    python3 "$here/runner.py" --path "$work/v$1/node_modules=/home/runner/work/app/app/node_modules" --path "../v$1/node_modules=node_modules" ${4:+--env "$4"} "npx jest $3" > "$here/../jest/$2.log"
}
for major in 29 30; do
    mkdir -p "$work/v$major"
    (cd "$work/v$major" && npm init -y > /dev/null && npm install --silent --legacy-peer-deps --no-audit --no-fund "jest@$major")
    echo '{ "name": "shop", "jest": { "testPathIgnorePatterns": ["broken", "empty"] } }' > package.json
    log $major "$major" '--no-cache' FORCE_COLOR=1
    echo '{ "name": "shop" }' > package.json
    log $major "$major-parse" '--no-cache src/broken'
done
log 30 empty '--no-cache src/empty'
log 30 verbose '--no-cache --verbose --silent src/shop'
log 30 nothing-found '--no-cache nowhere'
log 30 ../coverage/jest "--no-cache --coverage --coverageThreshold={\\\"global\\\":{\\\"statements\\\":90}} -t adds src/shop"
