//! A first look at raw lines: which of them may tell a version. Of some ten thousand lines of a log it lets some dozens through.

use super::printed;

/// Remembers whether what is open is a list whose lines begin with anything.
#[derive(Debug, Default)]
pub(in crate::diagnose) struct Sieve {
    /// So many lines of it are still let through.
    open: usize,
}

/// Lines of a group about versions.
const OF_A_GROUP: usize = 40;
/// Lines of a list of packages.
const OF_A_LIST: usize = 1_000;

impl Sieve {
    /// Whether a raw line, without its time stamp, may tell something.
    pub(in crate::diagnose) fn lets(&mut self, line: &[u8]) -> bool {
        let indented = line.first().is_some_and(u8::is_ascii_whitespace);
        let (plain, coloured) = uncoloured(unbuilt(line));
        if let Some(group) = plain.strip_prefix(b"##[") {
            let of_versions =
                group.starts_with(b"group]") && !group.starts_with(b"group]Run ") && memchr::memmem::find(group, b"ersion").is_some();
            self.open = if of_versions { OF_A_GROUP } else { 0 };
            return group.starts_with(b"group]") || group.starts_with(b"endgroup]");
        }
        if plain.starts_with(b"The following ") {
            self.open = OF_A_LIST;
            return false;
        }
        if self.open > 0 {
            // A list of packages is indented; a group is short.
            self.open = if self.open > OF_A_GROUP && !indented && !plain.is_empty() { 0 } else { self.open - 1 };
            if self.open > 0 {
                return true;
            }
        }
        printed::may_begin(plain, coloured)
    }
}

/// A line without what a builder of images puts before what its steps print, `#12 0.345 `.
pub(super) fn unbuilt(line: &[u8]) -> &[u8] {
    let digits = |line: &[u8]| line.iter().take(8).take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let rest = line.strip_prefix(b"#").and_then(|rest| rest.get(digits(rest)..)).and_then(|rest| rest.strip_prefix(b" "));
    let printed = rest.filter(|rest| digits(rest) > 0).and_then(|rest| rest.get(digits(rest)..)).and_then(|rest| rest.strip_prefix(b" "));
    printed.unwrap_or(line)
}

/// A line behind its blanks and colours, and whether it had colours, perhaps without their escape byte.
fn uncoloured(mut line: &[u8]) -> (&[u8], bool) {
    let mut coloured = false;
    loop {
        line = line.trim_ascii_start();
        let rest = line.strip_prefix(b"\x1B[").or_else(|| line.strip_prefix(b"^[[")).or_else(|| line.strip_prefix(b"["));
        let Some(rest) = rest else { return (line, coloured) };
        let codes = rest.iter().take(12).take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
        if rest.get(codes) != Some(&b'm') {
            return (line, coloured);
        }
        (line, coloured) = (&rest[codes + 1..], true);
    }
}

#[cfg(test)]
mod tests {
    use super::Sieve;

    fn lets(lines: &str) -> Vec<&str> {
        let mut sieve = Sieve::default();
        lines.lines().filter(|line| sieve.lets(line.as_bytes())).collect()
    }

    #[test]
    fn colours_hide_nothing() {
        let of_cargo = "\u{1b}[1m\u{1b}[92m   Compiling\u{1b}[0m itoa v1.0.19\n[1m[92m   Compiling[0m itoa v1.0.19\n";
        assert_eq!(lets(of_cargo).len(), 2);
        assert!(lets("\u{1b}[36;1mmake\u{1b}[0m\n[INFO] Compiling 3 files\n[1m\n[\n\u{1b}\n").is_empty());
    }

    #[test]
    fn what_a_builder_puts_before_them() {
        let built = "#12 0.345 (1/9) Installing musl-dev (1.2.5-r0)\n#12 [base 2/3] RUN apk add\n#12 DONE 1.2s\n#12 0.3 fetch\n#9\n";
        assert_eq!(lets(built).len(), 1);
    }

    #[test]
    fn a_list_opens_and_ends() {
        let conda = "The following NEW packages will be INSTALLED:\n\n  numpy   conda-forge/linux-64::numpy-1.26.4-py312_0\nProceed ([y]/n)?\n  x conda-forge/linux-64::x-1-0\n";
        assert_eq!(lets(conda), ["", "  numpy   conda-forge/linux-64::numpy-1.26.4-py312_0"]);
        let group = "##[group]Buildx version\ngithub.com/docker/buildx v0.31.1 a26\n##[endgroup]\ngithub.com/docker/buildx v0.31.1\n##[group]Run conversion\nx\n##[endgroup]";
        assert_eq!(lets(group).len(), 5);
    }
}
