#!/usr/bin/env bash
# Compile errors of two kinds in colour, a warning that is denied, clippy, and the short format.
source "$(dirname "$0")/common.sh"
cargo init --quiet --lib --name shop --vcs none
cat > src/lib.rs <<'RS'
pub struct Basket {
    prices: Vec<u32>,
}

pub fn total(basket: &Basket) -> u32 {
    let count = basket.prices.len();
    basket.sum()
}

pub fn name() -> String {
    42
}
RS
version=$(rustc --version | cut -d' ' -f2)
record "$version" --env CARGO_TERM_COLOR=always "cargo build"
record "$version-short" "cargo check --message-format short"
cat > src/lib.rs <<'RS'
pub fn first(words: &[String]) -> bool {
    let unused = 1;
    words.len() == 0
}
RS
record "$version-denied" --env CARGO_TERM_COLOR=always --env RUSTFLAGS=-Dwarnings "cargo check"
sed -i '/unused/d' src/lib.rs
record "$version-clippy" --env CARGO_TERM_COLOR=always "cargo clippy --all-targets -- -D warnings"
