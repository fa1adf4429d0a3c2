//! A regex in which characters beyond ASCII stand as their bytes. `build.rs` uses it, too.

/// A source in which characters beyond ASCII stand as their bytes; none where that takes more than an alternative for each.
pub(crate) fn of_bytes(source: &str) -> Option<String> {
    let mut out = String::with_capacity(source.len() * 2);
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '\\' => {
                let len = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                out.push_str(&rest[..len]);
                len
            }
            '[' => {
                let len = class_len(rest);
                class_of_bytes(&rest[..len], &mut out)?;
                len
            }
            _ => {
                push_bytes(c, &mut out);
                c.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    Some(out)
}

fn push_bytes(c: char, out: &mut String) {
    if c.is_ascii() {
        return out.push(c);
    }
    let bytes = c.encode_utf8(&mut [0; 4]).bytes().fold(String::new(), |bytes, byte| bytes + &format!("\\x{byte:02X}"));
    out.extend(["(?:", &bytes, ")"]);
}

fn class_of_bytes(class: &str, out: &mut String) -> Option<()> {
    if class.is_ascii() {
        out.push_str(class);
        return Some(());
    }
    let members = class[1..].strip_suffix(']')?;
    let ranges = members.chars().zip(members.chars().skip(1)).any(|(a, b)| a == '-' && !b.is_ascii() || b == '-' && !a.is_ascii());
    if ranges || members.starts_with('^') || members.contains('[') {
        return None;
    }
    let plain: String = members.chars().filter(char::is_ascii).collect();
    out.push_str("(?:");
    for c in members.chars().filter(|c| !c.is_ascii()) {
        push_bytes(c, out);
        out.push('|');
    }
    if plain.is_empty() {
        out.pop();
    } else {
        out.extend(["[", &plain, "]"]);
    }
    out.push(')');
    Some(())
}

/// How long the class is that a source begins with, its brackets included.
fn class_len(source: &str) -> usize {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    source.len()
}
