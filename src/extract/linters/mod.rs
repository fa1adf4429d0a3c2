//! Linters, formatters and type checkers.

mod eslint;
mod golangci_lint;
mod mypy;
mod prettier;
mod ruff;

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[eslint::EXTRACTOR, prettier::EXTRACTOR, ruff::EXTRACTOR, mypy::EXTRACTOR, golangci_lint::EXTRACTOR];
