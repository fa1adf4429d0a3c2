//! A run as data: what GitHub says of it, its logs, the commits after it and the sources that bear on it,
//! from a directory, an archive, files, standard input, or (built by `github`) the API.

pub mod api;
mod attempts;
mod data;
mod earlier;
mod error;
mod files;
mod parts;
mod read;
mod run_files;
mod world;
pub(crate) mod yaml;

pub use attempts::latest;
pub use data::Bundle;
pub use error::BundleError;
pub use parts::{Logs, Parts, RunLogs};
pub use read::read;
pub use world::{World, share_a_name};
