#!/usr/bin/env bash
# behave: a step that fails by an assertion, one by an exception, one that is not defined.
source "$(dirname "$0")/common.sh"
source "$here/shop.sh"
shop_feature '  Scenario: Prints
    Given a basket with 2 items
    Then the receipt is printed'
cat > features/steps/shop.py <<'PY'
from behave import given, then


@given('a basket with {count:d} items')
def basket(context, count):
    context.total = count + 1


@then('the total is {total:d}')
def total(context, total):
    assert context.total == total, f'{context.total} is not {total}'


@then('the receipt is printed')
def receipt(context):
    context.printer.print()
PY
for version in 1.2.6 1.3.3; do
    pip_tools "behave==$version" "setuptools<80"
    record $version --path "$work.venv=/opt/venv" "behave --no-color"
done
