//! Makes automata of patterns that every failed job's lines are asked for, so that no run has to.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use regex_automata::dfa::{StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;

use crate::bytes::of_bytes;

/// Writes the automata of named lists of patterns, and a file of code with a static for each list.
pub(crate) fn write(lists: &[(&str, &[&str])], out: &Path) {
    let mut code = String::from("use crate::regexes::{Automatic, Prepared};\nuse regex_automata::util::wire::AlignAs;\n\n");
    for (name, sources) in lists {
        let mut list = format!("pub(super) static {name}: [Prepared; {}] = [\n", sources.len());
        for (number, source) in sources.iter().enumerate() {
            let file = out.join(format!("{name}-{number}.dfa"));
            fs::write(&file, automaton(source)).expect("the output directory can be written");
            let file = file.display().to_string();
            let bytes = format!("{name}_{number}");
            writeln!(code, "static {bytes}: &Automatic = &AlignAs {{ _align: [], bytes: *include_bytes!({file:?}) }};").expect("memory");
            writeln!(list, "Prepared::new({source:?}, {bytes}),").expect("memory");
        }
        code.extend([&list, "];\n"]);
    }
    fs::write(out.join("automata.rs"), code).expect("the output directory can be written");
}

/// The automaton of a pattern's twin over bytes (see `src/regexes/twin.rs`), for the machine that the program will run on.
fn automaton(source: &str) -> Vec<u8> {
    let source = of_bytes(source).expect("a pattern that can be had over bytes");
    let made = dense::Builder::new()
        .configure(dense::Config::new().start_kind(StartKind::Unanchored).accelerate(false))
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .thompson(thompson::Config::new().utf8(false))
        .build(&source)
        .expect("a pattern that compiles");
    let little = env::var("CARGO_CFG_TARGET_ENDIAN").is_ok_and(|endian| endian == "little");
    let (bytes, padding) = if little { made.to_bytes_little_endian() } else { made.to_bytes_big_endian() };
    bytes[padding..].to_vec()
}
