//! Variants: the same text under other circumstances. Declared in the front matter, explained under `## Variants`.

use std::collections::BTreeMap;

use super::file::Check;
use super::front::{At, RawVariant};
use super::runbook::{self, SECTIONS};
use super::sections::Heading;
use super::{Runbook, Variant, when};

/// Pairs what the front matter declares with what the section explains.
pub(super) fn read(check: &mut Check<'_>, declared: &[At<RawVariant>], section: Option<&Heading>) -> Vec<Variant> {
    let headings = section.map(|section| check.outline.within(3, &section.body)).unwrap_or_default();
    let mut explained: BTreeMap<&str, &Heading> = BTreeMap::new();
    for heading in headings {
        if explained.insert(&heading.text, heading).is_some() {
            check.wrong(&heading.span, format!("variant `{}` is explained twice", heading.text));
        }
    }
    let mut variants: Vec<Variant> = Vec::new();
    for raw in declared {
        let Some(id) = &raw.value.id else {
            check.wrong(&raw.span, "variant without `id`");
            continue;
        };
        if variants.iter().any(|variant| variant.id == id.value) {
            check.wrong(&id.span, format!("variant `{}` is declared twice", id.value));
        }
        let runbook = explain(check, id, explained.remove(id.value.as_str()));
        let title = raw.value.title.as_ref().map(|title| title.value.clone());
        let when = raw.value.when.as_ref().map(|raw| when::read(check, raw));
        if when.is_none() {
            check.wrong(&id.span, format!("variant `{}` without `when`", id.value));
        }
        variants.push(Variant { id: id.value.clone(), title, when: when.unwrap_or_default(), runbook });
    }
    let names: Vec<_> = variants.iter().map(|variant| variant.id.as_str()).collect();
    for heading in explained.values() {
        check.wrong_word(&heading.span, format!("`{}` is no declared variant", heading.text), &heading.text, names.iter().copied());
    }
    variants
}

fn explain(check: &mut Check<'_>, id: &At<String>, heading: Option<&Heading>) -> Runbook {
    let Some(heading) = heading else {
        check.wrong_help(
            &id.span,
            format!("variant `{}` is not explained", id.value),
            format!("add `### {}` under `## Variants`", id.value),
        );
        return Runbook::default();
    };
    let sections = runbook::sections(check, 4, &heading.body, &SECTIONS);
    if sections.is_empty() {
        check.wrong_help(&heading.span, format!("variant `{}` has no section", id.value), "add `#### Root cause` or `#### Fix`");
    }
    runbook::read(check, &sections)
}
