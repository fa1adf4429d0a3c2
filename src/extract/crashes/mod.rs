//! Programs that ended by an exception, a signal or a script's error.

mod command;
mod crash;
mod node;
mod powershell;
mod python;
mod shell;

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[python::EXTRACTOR, node::EXTRACTOR, powershell::EXTRACTOR, shell::EXTRACTOR, command::EXTRACTOR];
