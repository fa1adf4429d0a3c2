//! Compilers and linkers: the first error, with its place.

mod csc;
mod gcc;
mod go_build;
mod javac;
mod kotlinc;
mod linker;
mod msvc;
mod nvcc;
mod rustc;
mod swiftc;
mod tsc;

use super::extractor::Extractor;
use super::listing::file;

pub(super) const ALL: &[Extractor] = &[
    rustc::EXTRACTOR,
    gcc::EXTRACTOR,
    linker::EXTRACTOR,
    msvc::EXTRACTOR,
    nvcc::EXTRACTOR,
    tsc::EXTRACTOR,
    javac::EXTRACTOR,
    kotlinc::EXTRACTOR,
    csc::EXTRACTOR,
    go_build::EXTRACTOR,
    swiftc::EXTRACTOR,
];
