#!/usr/bin/env bash
# Prints minitest/*.log with the minitest there is.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../minitest" "$work/app/test"
cd "$work/app"
cat > test/shop_test.rb <<'RB'
require 'minitest/autorun'

class ShopTest < Minitest::Test
  def test_adds
    assert_equal 3, [1, 2].sum
  end

  def test_discounts
    warn 'Error: printed by the code under test'
    assert_equal 10, [4, 5].sum, 'two items of one kind'
  end

  def test_prices
    { tea: 3 }.fetch(:milk)
  end

  def test_later
    skip 'next week'
  end
end

describe 'cart' do
  it('lists') { _({ tea: 1, milk: 2 }).must_equal({ tea: 1, milk: 3 }) }
end
RB
version=$(ruby -e 'require "minitest"; puts Minitest::VERSION')
for arguments in '' ' --verbose'; do
    python3 "$here/runner.py" "ruby -Itest test/shop_test.rb --seed 1${arguments}" > "$here/../minitest/$version${arguments/ --/-}.log"
done
