//! Programs that ended by an exception, a signal or a script's error.

mod command;
mod crash;
mod dotnet;
mod exception;
mod go_panic;
mod jvm;
mod node;
mod php;
mod powershell;
mod python;
mod r;
mod ruby;
mod rust_panic;
mod sanitizer;
mod shell;
mod signal;

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[
    python::EXTRACTOR,
    node::EXTRACTOR,
    jvm::EXTRACTOR,
    go_panic::EXTRACTOR,
    rust_panic::EXTRACTOR,
    r::EXTRACTOR,
    ruby::EXTRACTOR,
    php::EXTRACTOR,
    dotnet::EXTRACTOR,
    sanitizer::EXTRACTOR,
    signal::EXTRACTOR,
    powershell::EXTRACTOR,
    shell::EXTRACTOR,
    command::EXTRACTOR,
];
