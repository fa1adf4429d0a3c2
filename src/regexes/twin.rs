//! A regex over bytes that finds in a text what one over characters finds, and is made many times faster.

use regex_automata::meta;
use regex_automata::util::syntax;

use super::bytes::of_bytes;

/// A twin costs little to make: a line is too short for what else would speed it up.
pub(super) fn twin(source: &str) -> Option<meta::Regex> {
    let config = meta::Config::new().auto_prefilter(false).onepass(false).dfa(false).utf8_empty(false);
    let bytes = syntax::Config::new().unicode(false).utf8(false);
    meta::Builder::new().configure(config).syntax(bytes).build(&of_bytes(source)?).ok()
}
