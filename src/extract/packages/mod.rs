//! Package managers and build systems: what could not be resolved, fetched or installed.

mod bun;
mod conda;
mod corepack;
mod npm;
mod pip;
mod pipenv;
mod pnpm;
mod poetry;
mod tox;
mod uv;
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
];
