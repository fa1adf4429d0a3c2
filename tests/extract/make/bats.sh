#!/usr/bin/env bash
# Prints bats/*.log and tap/*.log with the Bats and prove there are.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../bats" "$here/../tap" "$work/app/test" "$work/app/t"
cd "$work/app"
cat > test/shop.bats <<'BATS'
@test "adds" {
  [ "$((1 + 2))" -eq 3 ]
}

@test "discounts" {
  run echo 9
  echo "total: $output"
  [ "$output" -eq 10 ]
}

@test "prints a receipt" {
  receipt_of_shop
}

@test "later" {
  skip "next week"
}
BATS
cat > t/shop.t <<'PL'
use Test::More tests => 4;
is(1 + 2, 3, 'adds');
is(4 + 5, 10, 'discounts');
is_deeply({ tea => 1, milk => 2 }, { tea => 1, milk => 3 }, 'lists');
TODO: { local $TODO = 'next week'; is(1, 2, 'later'); }
PL
cat > t/dies.t <<'PL'
use Test::More tests => 2;
ok(1, 'starts');
die "no price for milk";
PL
version=$(bats --version | cut -d' ' -f2)
log() { python3 "$here/runner.py" "$2" > "$here/../$1.log"; }
log "bats/$version" 'bats test'
log bats/pretty 'bats --formatter pretty test'
log tap/prove 'prove -r t'
log tap/prove-verbose 'prove -v t/shop.t'
