//! A run as data: what GitHub says of it, its logs, the commits after it and the sources that bear on it,
//! from a directory, an archive, files, standard input, or (built by `github`) the API.

pub mod api;
mod error;
mod parts;
mod read;
mod world;
pub(crate) mod yaml;

pub use error::BundleError;
pub use parts::{Logs, Parts};
pub use read::read;
pub use world::World;
