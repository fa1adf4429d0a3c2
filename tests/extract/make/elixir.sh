#!/usr/bin/env bash
# A module that does not compile, warnings as errors, and a file that is not formatted.
source "$(dirname "$0")/common.sh"
mkdir lib
cat > mix.exs <<'EX'
defmodule Shop.MixProject do
  use Mix.Project
  def project, do: [app: :shop, version: "0.1.0"]
end
EX
printf 'defmodule Shop.Basket do\n  def total(prices) do\n    sum(prices)\n  end\nend\n' > lib/basket.ex
version=$(elixir --version | grep -o 'Elixir [0-9.]*' | cut -d' ' -f2)
export MIX_HOME=/tmp LANG=C.UTF-8
record "$version" "mix compile"
printf 'defmodule Shop.Basket do\n  def total(prices) do\n    unused = 1\n    prices\n  end\nend\n' > lib/basket.ex
record "$version-warnings" "mix compile --warnings-as-errors"
printf 'defmodule Shop.Basket do\n  def total( prices ), do: prices\nend\n' > lib/basket.ex
record "$version-format" "mix format --check-formatted lib/basket.ex"
