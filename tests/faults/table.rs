//! The table that people read names tests and rows that there are.

const TABLE: &str = include_str!("README.md");
const SOURCES: [(&str, &str); 7] = [
    ("beside", include_str!("beside.rs")),
    ("between", include_str!("between.rs")),
    ("cache", include_str!("cache.rs")),
    ("forms", include_str!("forms.rs")),
    ("logs", include_str!("logs.rs")),
    ("network", include_str!("network.rs")),
    ("program", include_str!("program.rs")),
];

/// The body of a test; none if there is none of that name.
fn body(test: &str) -> Option<&'static str> {
    let (module, name) = test.split_once("::")?;
    let (_, source) = SOURCES.iter().find(|(known, _)| *known == module)?;
    let (_, from) = source.split_once(&format!("#[test]\nfn {name}() {{\n"))?;
    from.split("\n}\n").next()
}

#[test]
fn what_the_table_names_is_there() {
    let rows: Vec<Vec<&str>> = TABLE
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .skip(2)
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 55, "{}", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let [what, test, name, seen] = row.as_slice() else { panic!("{row:?}") };
        let Some(body) = body(test.trim_matches('`')) else {
            wrong.push(format!("{what}: there is no test {test}"));
            continue;
        };
        if !name.is_empty() && !body.contains(&format!("name: \"{name}\",")) {
            wrong.push(format!("{what}: {test} has no row called so"));
        }
        if !["0, ", "2, ", "3, ", "130, ", "0 or 3, "].iter().any(|code| seen.starts_with(code)) {
            wrong.push(format!("{what}: no exit code"));
        }
    }
    // And the other way round: no row is forgotten.
    for (module, source) in SOURCES.iter().filter(|(module, _)| ["logs", "network"].contains(module)) {
        for name in source.split("name: \"").skip(1).filter_map(|rest| rest.split("\",").next()) {
            if !rows.iter().any(|row| row[2] == name) {
                wrong.push(format!("{module}: {name} is not in the table"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
