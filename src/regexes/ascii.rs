//! A regex that knows no letters, digits and word boundaries but those of ASCII.

/// A source whose classes and word boundaries know ASCII alone.
pub(super) fn of_ascii(source: &str) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    let mut depth = 0_usize;
    let mut rest = source.chars();
    while let Some(c) = rest.next() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '\\' => {
                let Some(escaped) = rest.next() else { break };
                match members(escaped) {
                    Some((members, true)) if depth > 0 => out.push_str(members),
                    Some((members, true)) => out.extend(["[", members, "]"]),
                    Some((members, false)) => out.extend(["[^", members, "]"]),
                    None if escaped == 'b' && depth == 0 => out.push_str(r"(?-u:\b)"),
                    None => out.extend(['\\', escaped]),
                }
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

/// What a class holds of ASCII, as it is written within brackets, and whether that is meant and not all else.
fn members(escaped: char) -> Option<(&'static str, bool)> {
    let members = match escaped.to_ascii_lowercase() {
        'd' => "0-9",
        'w' => "0-9A-Za-z_",
        _ => return None,
    };
    Some((members, escaped.is_ascii_lowercase()))
}
