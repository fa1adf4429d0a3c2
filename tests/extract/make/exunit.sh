#!/usr/bin/env bash
# Prints exunit/<version>.log with the Elixir there is.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../exunit" "$work/app"
cd "$work/app"
mix new shop > /dev/null && cd shop
cat > test/shop_test.exs <<'EX'
defmodule ShopTest do
  use ExUnit.Case

  test "adds" do
    assert 1 + 2 == 3
  end

  test "discounts" do
    IO.puts(:stderr, "** (RuntimeError) printed by the code under test")
    assert Enum.sum([4, 5]) == 10, "two items of one kind"
  end

  test "sums" do
    assert Enum.sum([4, 5]) == 10
  end

  describe "price/1" do
    test "knows milk" do
      Map.fetch!(%{tea: 3}, :milk)
    end
  end

  @tag :skip
  test "later" do
  end
end
EX
version=$(elixir --version | sed -n 's/^Elixir \([0-9.]*\).*/\1/p')
mix compile > /dev/null 2>&1
python3 "$here/runner.py" "mix test --seed 0" > "$here/../exunit/$version.log"
cat > lib/shop.ex <<'EX'
defmodule Shop do
  @doc """
  Adds prices.

      iex> Shop.total([1, 2])
      4

      iex> Shop.total(nil)
      0
  """
  def total(prices), do: Enum.sum(prices)
end
EX
cat > test/shop_test.exs <<'EX'
defmodule ShopTest do
  use ExUnit.Case
  doctest Shop
end
EX
mix compile > /dev/null 2>&1
python3 "$here/runner.py" "mix test --seed 0" > "$here/../exunit/$version-doctest.log"
