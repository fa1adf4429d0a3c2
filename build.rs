//! Rebuilds when a rule file is added or removed: the catalog travels inside the binary.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
