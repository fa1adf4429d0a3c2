#!/usr/bin/env bash
# Prints unittest/<version>.log with two Pythons, of pyenv if they are not in the path.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../unittest" "$work/app"
cd "$work/app"
cat > shop.py <<'PY'
def total(prices):
    return sum(prices)


def price(item):
    try:
        return {"tea": 3}[item]
    except KeyError as error:
        raise LookupError(f"no price for {item}") from error
PY
cat > test_shop.py <<'PY'
import sys
import unittest

import shop


class Total(unittest.TestCase):
    def test_adds(self):
        self.assertEqual(shop.total([1, 2]), 3)

    def test_discounts(self):
        """Two items of one kind cost less."""
        print("ERROR: printed by the code under test", file=sys.stderr)
        self.assertEqual(shop.total([4, 5]), 10)

    def test_prices(self):
        for item in ["tea", "milk"]:
            with self.subTest(item=item):
                self.assertEqual(shop.price(item), 3)

    def test_lists(self):
        self.assertEqual({"tea": 1, "milk": 2}, {"tea": 1, "milk": 3}, "the cart")


class Orders(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise ConnectionError("no database on port 5432")

    def test_reads(self):
        pass
PY
echo 'import stripe_of_shop' > test_receipt.py
for version in 3.8 3.13; do
    python=$(ls -d "$HOME"/.pyenv/versions/$version.*/bin/python 2>/dev/null || command -v python$version)
    python3 "$here/runner.py" --path "$python=python" --path "${python%/bin/python*}=/opt/hostedtoolcache/Python/$version/x64" "$python -m unittest" > "$here/../unittest/$version.log"
done
