//! Compilers and linkers: the first error, with its place.

mod babel;
mod csc;
mod dart;
mod elixir;
mod erlc;
mod esbuild;
mod gcc;
mod generators;
mod gfortran;
mod ghc;
mod go_build;
mod groovyc;
mod javac;
mod kotlinc;
mod latex;
mod linker;
mod msvc;
mod ninja;
mod nvcc;
mod ocaml;
mod parcel;
mod protoc;
mod rollup;
mod rustc;
mod scalac;
mod svelte_check;
mod swc;
mod swiftc;
mod tsc;
mod vite;
mod webpack;
mod zig;

use super::extractor::Extractor;
use super::listing::file;

pub(super) const ALL: &[Extractor] = &[
    rustc::EXTRACTOR,
    gcc::EXTRACTOR,
    gfortran::EXTRACTOR,
    latex::EXTRACTOR,
    linker::EXTRACTOR,
    msvc::EXTRACTOR,
    babel::EXTRACTOR,
    csc::EXTRACTOR,
    dart::EXTRACTOR,
    elixir::EXTRACTOR,
    erlc::EXTRACTOR,
    esbuild::EXTRACTOR,
    ghc::EXTRACTOR,
    go_build::EXTRACTOR,
    groovyc::EXTRACTOR,
    javac::EXTRACTOR,
    kotlinc::EXTRACTOR,
    ninja::EXTRACTOR,
    nvcc::EXTRACTOR,
    ocaml::EXTRACTOR,
    protoc::EXTRACTOR,
    rollup::EXTRACTOR,
    scalac::EXTRACTOR,
    svelte_check::EXTRACTOR,
    swc::EXTRACTOR,
    swiftc::EXTRACTOR,
    tsc::EXTRACTOR,
    vite::EXTRACTOR,
    webpack::EXTRACTOR,
    parcel::EXTRACTOR,
    generators::GRAPHQL_CODEGEN,
    generators::BUILD_RUNNER,
    generators::R8,
    zig::EXTRACTOR,
];
