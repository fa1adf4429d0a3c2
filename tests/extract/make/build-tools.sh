#!/usr/bin/env bash
# Prints logs of Cargo, Go, CMake, Meson, Composer, Maven and apt, which it needs; none of them needs the network for its failure, or gets it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here"/../{cargo,go-mod,cmake,meson,composer,maven,apt}
app() { rm -rf "$work/app"; mkdir "$work/app"; cd "$work/app"; }
run() { # LOG SCRIPT
    python3 "$here/runner.py" "$2" > "$here/../$1.log"
}
crate() { mkdir -p src; echo 'fn main() {}' > src/main.rs; printf '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n%b' "$1" > Cargo.toml; }

app; crate '[dependencies]\nserde = "=99.0.0"\n'
run cargo/version 'cargo build'
app; crate '[dependencies]\nserde = "1"\n'; cargo generate-lockfile -q; crate '[dependencies]\nserde = "1"\nitoa = "1"\n'
run cargo/lockfile 'cargo build --locked'
app; crate '[dependencies\n'
run cargo/manifest 'cargo build'
app; crate ''; printf 'fn main() { eprintln!("looking for libcart"); panic!("libcart was not found by pkg-config"); }\n' > build.rs
run cargo/build-script 'cargo build'
app; crate '[dependencies]\ncart = { path = "cart" }\n'; mkdir -p cart/src; touch cart/src/lib.rs; printf '[package]\nname = "cart"\nversion = "1.0.0"\nrust-version = "1.999"\nedition = "2021"\n' > cart/Cargo.toml
run cargo/rust-version 'cargo build'

app; printf 'module example.com/shop\n\ngo 1.18\n\nrequire golang.org/x/sync v0.1.0\n' > go.mod; printf 'package main\n\nimport _ "golang.org/x/sync/errgroup"\n\nfunc main() {}\n' > main.go
run go-mod/no-sum 'go vet ./...'
app; printf 'module example.com/shop\n\nrequires x\n' > go.mod
run go-mod/invalid 'go build ./...'

app; printf 'cmake_minimum_required(VERSION 3.20)\nproject(shop NONE)\nadd_subdirectory(src)\n' > CMakeLists.txt; mkdir src; printf 'find_package(Cart 2.0 REQUIRED)\n' > src/CMakeLists.txt
run cmake/package 'cmake -S . -B build'
printf 'find_package(ZLIB 99 REQUIRED)\n' > src/CMakeLists.txt; printf 'cmake_minimum_required(VERSION 3.20)\nproject(shop C)\nadd_subdirectory(src)\n' > CMakeLists.txt
run cmake/module 'cmake -S . -B build'
printf 'target_link_libraries(shop cart)\nmessage(FATAL_ERROR "The shop needs a cart")\n' > src/CMakeLists.txt; printf 'cmake_minimum_required(VERSION 3.20)\nproject(shop NONE)\nadd_subdirectory(src)\n' > CMakeLists.txt
run cmake/two 'cmake -S . -B build'
app
run cmake/no-source 'cmake -S . -B build'

app; printf "project('shop', 'c')\ncart = dependency('libcart', version: '>=2.0')\n" > meson.build
run meson/dependency 'meson setup build'
printf "project('shop', 'c')\nexecutable('shop', 'missing.c')\n" > meson.build
run meson/file 'meson setup build'

app; printf '{"name": "acme/shop", "require": {"php": "^99.0", "ext-cart": "*"}, "repositories": [{"packagist.org": false}]}' > composer.json
run composer/platform 'COMPOSER_ALLOW_SUPERUSER=1 composer update --no-interaction'
printf '{"name": "acme/shop", "require": {"acme/cart": "^2.0"}, "repositories": [{"packagist.org": false}]}' > composer.json
run composer/package 'COMPOSER_ALLOW_SUPERUSER=1 composer update --no-interaction'
printf '{"name": "acme/shop", "require": {' > composer.json
run composer/invalid 'COMPOSER_ALLOW_SUPERUSER=1 composer install --no-interaction'

app; printf '<project>\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>com.acme</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0</version>\n  <dependencies><dependency><groupId>com.acme</groupId><artifactId>cart</artifactId></dependency></dependencies>\n</project>\n' > pom.xml
run maven/model-3.8 'mvn -B -o verify'
printf '<project>\n  <modelVersion>4.0.0</modelVersion>\n  <parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>3.1</version></parent>\n  <artifactId>shop</artifactId>\n</project>\n' > pom.xml
run maven/parent-3.8 'mvn -B -o verify'

app
run apt/package 'apt-get install -y libcart-dev'
run apt/version 'apt-get install -y bash=99.0'
