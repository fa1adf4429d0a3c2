//! A run as data: what GitHub says of it, its logs, the commits after it and the sources that bear on it,
//! from a directory, an archive, files, standard input, or (built by `github`) the API.

pub mod api;
mod parts;

pub use parts::{Logs, Parts};
