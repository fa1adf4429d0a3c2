#!/usr/bin/env bash
# A file to format, by today's rustfmt; before 1.8 the place was worded differently, which is written by hand.
source "$(dirname "$0")/common.sh"
cargo init --quiet --lib --name shop --vcs none
printf 'pub fn total( prices:&[u32] ) -> u32 {\n    prices.iter().sum()\n}\n' > src/lib.rs
record "$(rustfmt --version | grep -o '[0-9][0-9.]*' | head -1)" "cargo fmt --all -- --check"
