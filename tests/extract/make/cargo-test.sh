#!/usr/bin/env bash
# Prints cargo-test/<version>.log: three failures by panic, by an error returned and by `should_panic`, and one test that passes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cargo init --quiet --lib --name shop --vcs none
cat > src/lib.rs <<'RS'
pub fn total(prices: &[u32]) -> u32 {
    prices.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::total;

    #[test]
    fn adds() {
        assert_eq!(total(&[1, 2]), 3);
    }

    #[test]
    fn discounts() {
        assert_eq!(total(&[4, 5]), 10, "two items of one kind");
    }

    #[test]
    fn reads_a_file() -> Result<(), std::io::Error> {
        std::fs::read("prices.csv").map(|_| ())
    }

    #[test]
    #[should_panic(expected = "overflow")]
    fn overflows() {
        total(&[1]);
    }
}
RS
version=$(cargo --version | cut -d' ' -f2)
python3 "$here/runner.py" --env CARGO_TERM_COLOR=always "cargo test" > "$here/../cargo-test/$version.log"
cat >> src/lib.rs <<'RS'

/// ```
/// assert_eq!(shop::shipping(2), 9);
/// ```
///
/// ```
/// shop::ship(2);
/// ```
pub fn shipping(items: u32) -> u32 {
    items * 4
}
RS
python3 "$here/runner.py" --env CARGO_TERM_COLOR=always "cargo test --doc" > "$here/../cargo-test/$version-doctest.log"
