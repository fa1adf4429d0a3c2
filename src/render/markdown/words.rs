//! Single pieces of Markdown for pages that are not a report.

use super::inline::line;
use crate::render::escape;
use crate::render::page::{link as linked, raw};

/// A stranger's text as Markdown on one line.
pub fn text(of: &str) -> String {
    escape::markdown(&escape::bounded(of, 200))
}

/// A stranger's text, as a link where the address is a plain web address.
pub fn link(of: &str, url: Option<&str>) -> String {
    line(&linked(vec![raw(escape::bounded(of, 200))], url))
}
