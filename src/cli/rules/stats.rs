//! `triage rules stats`: which rules these are, and how many of what.

use std::collections::BTreeMap;

use comfy_table::{CellAlignment, Table, presets};

use crate::cli::Outcome;
use crate::cli::args::{Format, Global};
use crate::cli::error::Failure;
use crate::cli::output::deliver;
use crate::cli::pipeline;
use crate::rules::{Catalog, Expect, Kind, Rule, Status};

pub(super) fn run(global: &Global) -> Result<Outcome, Failure> {
    let catalog = pipeline::catalog(&global.rules)?;
    let text = if global.format() == Format::Json { json(&catalog) } else { said(&catalog) };
    deliver(&text, global)?;
    Ok(Outcome::Fine)
}

/// What is counted: its name, and how many of it a rule has.
type Count = (&'static str, fn(&Rule) -> usize);

const COUNTS: [Count; 10] = [
    ("rules", |_| 1),
    ("stable", |rule| usize::from(rule.status == Status::Stable)),
    ("experimental", |rule| usize::from(rule.status == Status::Experimental)),
    ("causes", |rule| usize::from(rule.kind == Kind::Cause)),
    ("wrappers", |rule| usize::from(rule.kind == Kind::Wrapper)),
    ("patterns", |rule| rule.patterns.len()),
    ("variants", |rule| rule.variants.len()),
    ("matching examples", |rule| count(rule, Expect::Match)),
    ("no-match examples", |rule| count(rule, Expect::NoMatch)),
    ("known misses", |rule| count(rule, Expect::Todo)),
];

fn count(rule: &Rule, expect: Expect) -> usize {
    rule.examples.iter().filter(|example| example.expect == expect).count()
}

fn by_category(catalog: &Catalog) -> BTreeMap<&str, [usize; COUNTS.len()]> {
    let mut rows: BTreeMap<&str, [usize; COUNTS.len()]> = BTreeMap::new();
    for rule in catalog.rules() {
        let row = rows.entry(&rule.category).or_default();
        for (total, (_, of)) in row.iter_mut().zip(COUNTS) {
            *total += of(rule);
        }
    }
    rows
}

fn total(catalog: &Catalog) -> [usize; COUNTS.len()] {
    COUNTS.map(|(_, of)| catalog.rules().iter().map(of).sum())
}

fn said(catalog: &Catalog) -> String {
    let edition = catalog.edition().map_or_else(
        || "rules without an edition".to_owned(),
        |edition| format!("{} rules, edition {} of {edition}", edition.name, edition.version),
    );
    let over = match catalog.overlaid_rules() {
        0 => String::new(),
        over => format!(", {over} of {} laid over them", catalog.rules().len()),
    };
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(std::iter::once("").chain(COUNTS.map(|(name, _)| name)));
    for (category, row) in by_category(catalog) {
        table.add_row(std::iter::once(category.to_owned()).chain(row.map(|count| count.to_string())));
    }
    table.add_row(std::iter::once("all".to_owned()).chain(total(catalog).map(|count| count.to_string())));
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    format!("{edition}{over}\n\n{}\n", lines.join("\n"))
}

fn json(catalog: &Catalog) -> String {
    let row = |counts: [usize; COUNTS.len()]| -> BTreeMap<String, usize> {
        COUNTS.iter().map(|(name, _)| name.replace([' ', '-'], "_")).zip(counts).collect()
    };
    let categories: BTreeMap<&str, _> = by_category(catalog).into_iter().map(|(category, counts)| (category, row(counts))).collect();
    let edition = catalog.edition().map(
        |edition| serde_json::json!({ "name": edition.name, "version": edition.version, "date": edition.date, "changed": edition.changed }),
    );
    let value = serde_json::json!({
        "edition": edition,
        "overlaid": catalog.overlaid_rules(),
        "all": row(total(catalog)),
        "categories": categories,
    });
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}
