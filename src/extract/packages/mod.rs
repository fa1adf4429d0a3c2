//! Package managers and build systems: what could not be resolved, fetched or installed.

mod apk;
mod apt;
mod bazel;
mod brew;
mod bun;
mod bundler;
mod cabal;
mod cargo;
mod choco;
mod cmake;
mod cocoapods;
mod composer;
mod conan;
mod conda;
mod corepack;
mod dart_pub;
mod dnf;
mod go_mod;
mod gradle;
mod maven;
mod meson;
mod mix;
mod nix;
mod npm;
mod nuget;
mod opam;
mod pip;
mod pipenv;
mod pnpm;
mod poetry;
mod sbt;
mod swiftpm;
mod tox;
mod unity;
mod uv;
mod vcpkg;
mod yarn;

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[
    npm::EXTRACTOR,
    pnpm::EXTRACTOR,
    yarn::CLASSIC,
    yarn::BERRY,
    bun::EXTRACTOR,
    corepack::EXTRACTOR,
    pip::EXTRACTOR,
    poetry::EXTRACTOR,
    uv::EXTRACTOR,
    pipenv::EXTRACTOR,
    conda::EXTRACTOR,
    tox::TOX,
    tox::NOX,
    cargo::EXTRACTOR,
    go_mod::EXTRACTOR,
    maven::EXTRACTOR,
    gradle::EXTRACTOR,
    sbt::EXTRACTOR,
    nuget::EXTRACTOR,
    composer::EXTRACTOR,
    bundler::EXTRACTOR,
    apt::EXTRACTOR,
    apk::EXTRACTOR,
    dnf::EXTRACTOR,
    brew::EXTRACTOR,
    choco::EXTRACTOR,
    cocoapods::EXTRACTOR,
    swiftpm::EXTRACTOR,
    cmake::EXTRACTOR,
    meson::EXTRACTOR,
    vcpkg::EXTRACTOR,
    conan::EXTRACTOR,
    bazel::EXTRACTOR,
    nix::EXTRACTOR,
    mix::EXTRACTOR,
    dart_pub::EXTRACTOR,
    unity::EXTRACTOR,
    cabal::EXTRACTOR,
    opam::EXTRACTOR,
];
