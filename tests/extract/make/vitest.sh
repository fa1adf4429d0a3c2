#!/usr/bin/env bash
# Prints vitest/*.log with Vitest 1, 3 and 4, which it installs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../vitest" "$here/../coverage"
mkdir -p "$work/app/src"
cd "$work/app"
echo '{ "name": "shop", "type": "module" }' > package.json
cat > src/shop.js <<'JS'
export const total = prices => prices.reduce((sum, price) => sum + price, 0);
export const checkout = cart => cart.items.length;
JS
cat > src/shop.test.js <<'JS'
import { describe, expect, test } from 'vitest';
import { checkout, total } from './shop.js';

test('adds', () => {
  expect(total([1, 2])).toBe(3);
});

describe('shop', () => {
  test('discounts', () => {
    console.error('Error: printed by the code under test');
    expect(total([4, 5])).toBe(10);
  });

  describe('checkout', () => {
    test('counts > items', () => {
      expect(checkout({})).toBe(0);
    });
    test('counts more items', () => {
      expect(checkout({})).toBe(1);
    });
  });

  test('never answers', () => new Promise(() => {}), 20);
  let tries = 0;
  test('passes when tried again', { retry: 1 }, () => {
    expect(++tries).toBe(2);
  });
});
JS
cat > src/receipt.test.js <<'JS'
import { test } from 'vitest';
import { print } from './printer.js';

test('prints', () => print());
JS
cat > src/cart.test.js <<'JS'
import { expect, test } from 'vitest';

test('lists', () => {
  expect({ tea: 1, milk: 2 }).toEqual({ tea: 1, milk: 3 });
});
JS
cat > src/rejects.test.js <<'JS'
import { test } from 'vitest';

test('leaves a promise behind', () => {
  setTimeout(() => { throw new TypeError('till is closed'); }, 0);
  return new Promise(done => setTimeout(done, 50));
});
JS
log() { # log VERSION CASE ARGUMENTS [NAME=VALUE]
    ln -sfn "$work/v$1/node_modules" node_modules
    python3 "$here/runner.py" --path "$work/v$1/node_modules=/home/runner/work/app/app/node_modules" --path "../v$1/node_modules=node_modules" ${4:+--env "$4"} "npx vitest run $3" > "$here/../vitest/$2.log"
}
for major in 1 3 4; do
    mkdir -p "$work/v$major"
    (cd "$work/v$major" && npm init -y > /dev/null && npm install --silent --legacy-peer-deps --no-audit --no-fund "vitest@$major" "@vitest/coverage-v8@$major")
    log $major "$major" 'shop receipt cart' FORCE_COLOR=1
    log $major "$major-rejects" 'rejects'
done
log 4 nothing-found 'nowhere'
log 4 ../coverage/vitest "-t adds --coverage --coverage.thresholds.statements=95 src/shop"
log 4 verbose "--reporter=verbose shop cart"
