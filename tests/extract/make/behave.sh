#!/usr/bin/env bash
# behave: a step that fails by an assertion, one by an exception, one that is not defined.
source "$(dirname "$0")/common.sh"
mkdir -p features/steps
cat > features/shop.feature <<'TEXT'
Feature: Shop

  Scenario: Adds
    Given a basket with 2 items
    Then the total is 3

  Scenario: Discounts
    Given a basket with 2 items
    Then the total is 10

  Scenario: Prints
    Given a basket with 2 items
    Then the receipt is printed

  Scenario: Pays
    Given a basket with 2 items
    When the customer pays by card
TEXT
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
