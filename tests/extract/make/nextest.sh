#!/usr/bin/env bash
# A failed assertion, an error returned, an abort, a timeout and a flaky test, with retries and without, and tests of two crates' names.
source "$(dirname "$0")/common.sh"
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
    fn aborts() {
        std::process::abort();
    }

    #[test]
    fn hangs() {
        std::thread::sleep(std::time::Duration::from_secs(30));
    }

    #[test]
    fn settles() {
        let path = std::path::Path::new("settles");
        if !path.exists() {
            std::fs::write(path, "").unwrap();
            panic!("not yet");
        }
    }
}
RS
mkdir -p .config tests
cat > tests/checkout.rs <<'RS'
#[test]
fn pays() {
    let card: Option<u32> = None;
    card.expect("no card");
}
RS
cat > .config/nextest.toml <<'TOML'
[profile.ci]
retries = 1
fail-fast = false
slow-timeout = { period = "1s", terminate-after = 1 }
TOML
version=$(cargo nextest --version | head -1 | cut -d' ' -f2)
record "$version" --env CARGO_TERM_COLOR=always "cargo nextest run --profile ci"
record "$version-fail-fast" "cargo nextest run -j 1 tests::adds tests::discounts"
