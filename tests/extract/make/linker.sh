#!/usr/bin/env bash
# A function that is nowhere, one that is twice, and a library that is missing, by GNU ld and by lld.
source "$(dirname "$0")/common.sh"
cat > main.c <<'C'
int total(int);
int main(void) { return total(1); }
C
cat > one.c <<'C'
int total(int x) { return x; }
C
cp one.c two.c
version=$(ld --version | head -1 | grep -o '[0-9][0-9.]*$')
record "ld-$version" "gcc -g main.c -o main"
record "ld-$version-twice" "gcc main.c one.c two.c -o main"
record "ld-$version-library" "gcc main.c one.c -lshopping -o main"
record "lld-$(ld.lld --version | grep -o '[0-9][0-9.]*' | head -1)" "clang -fuse-ld=lld -g main.c -o main"
cargo init --quiet --name shop --vcs none
cat > src/main.rs <<'RS'
unsafe extern "C" {
    fn total(price: u32) -> u32;
}

fn main() {
    println!("{}", unsafe { total(1) });
}
RS
record "rustc-$(rustc --version | cut -d' ' -f2)" --env CARGO_TERM_COLOR=always "cargo build"
