#!/usr/bin/env bash
# Prints pytest/*.log with pytest 7 and 9, which it installs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../pytest" "$here/../coverage"

mkdir -p "$work/app/tests"
cd "$work/app"
cat > shop.py <<'PY'
def total(prices):
    return sum(prices)


def price(item):
    try:
        return {"tea": 3}[item]
    except KeyError as error:
        raise LookupError(f"no price for {item}") from error


def untested(a):
    if a:
        return 1
    if not a:
        return 2
    return 3
PY
cat > tests/test_shop.py <<'PY'
import unittest

import pytest

import shop


def test_adds():
    assert shop.total([1, 2]) == 3


def test_discounts():
    print("ERROR: printed by the code under test")
    assert shop.total([4, 5]) == 10, "two items of one kind"


@pytest.mark.parametrize("item", ["tea", "milk - fresh"])
def test_price(item):
    assert shop.price(item) == 3


class TestCart:
    def test_lists(self):
        assert {"tea": 1, "milk": 2} == {"tea": 1, "milk": 3}


class Legacy(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(shop.total([1]), 2)
PY
cat > tests/test_database.py <<'PY'
import pytest


@pytest.fixture
def database():
    raise ConnectionError("no database on port 5432")


def test_orders(database):
    pass


def test_customers(databse):
    pass
PY
mkdir broken conf none flaky
cat > broken/test_import.py <<'PY'
import stripe_of_shop


def test_pays():
    pass
PY
cat > broken/test_syntax.py <<'PY'
def test_pays()
    pass
PY
echo 'import settings_of_shop' > conf/conftest.py
echo 'def test_one(): pass' > conf/test_one.py
cat > flaky/test_flaky.py <<'PY'
from pathlib import Path


def test_settles():
    seen = Path("seen")
    if not seen.exists():
        seen.touch()
        assert False, "first time"


def test_never_settles():
    assert 1 == 2
PY
cat > tests/boom.py <<'PY'
def pytest_runtest_logreport(report):
    raise RuntimeError("the reporter broke")
PY

log() { # log VERSION CASE SCRIPT: in which `pytest` is that of the version
    python3 "$here/runner.py" --path "../v$1/lib/python3.11=/opt/hostedtoolcache/Python/3.11.7/x64/lib/python3.11" --path "$work/v$1/lib/python3.11=/opt/hostedtoolcache/Python/3.11.7/x64/lib/python3.11" --path "$work/v$1/bin/=" \
        "${3//pytest /"$work/v$1/bin/python" -m pytest }" > "$here/../pytest/$2.log"
    rm -rf .pytest_cache seen; find . -name __pycache__ -exec rm -rf {} +
}
for major in 7 9; do
    python3 -m venv "$work/v$major"
    "$work/v$major/bin/pip" -q install "pytest==$major.*" pytest-cov pytest-xdist pytest-rerunfailures
    log $major "$major" 'pytest tests'
    log $major "$major-collection" 'pytest broken'
    log $major "$major-reruns" 'pytest --reruns 1 flaky'
done
log 7 7-no-summary 'pytest -rN -v tests/test_shop.py'
log 9 xdist 'pytest -n 2 -v --tb=short tests'
log 9 native 'pytest --tb=native -q tests'
log 9 line 'pytest --tb=line tests'
log 9 no-traceback 'pytest --tb=no -q tests'
log 9 conftest 'pytest conf'
log 9 nothing-collected 'pytest none'
log 9 no-such-file 'pytest test'
log 9 arguments 'pytest --covv=shop tests'
log 9 ../coverage/pytest-cov 'pytest --cov=shop --cov-fail-under=90 tests/test_shop.py::test_adds'
log 9 internal 'pytest -p tests.boom tests'
log 9 first-only 'pytest -x tests'
