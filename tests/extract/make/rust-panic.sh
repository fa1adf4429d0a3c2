#!/usr/bin/env bash
# An unwrap in main.
source "$(dirname "$0")/common.sh"
cargo init --quiet --name shop --vcs none
printf 'fn main() {\n    let text = std::fs::read_to_string("prices.csv").unwrap();\n    println!("{text}");\n}\n' > src/main.rs
record "$(rustc --version | cut -d' ' -f2)" "cargo run --quiet"
