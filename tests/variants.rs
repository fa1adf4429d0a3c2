//! Every condition of `when:`, each stated in an example of `tests/packs/variants/`; and that none holds without being stated.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use triage::diagnose::{Outcome, prove};
use triage::matching::Matcher;
use triage::rules::{Catalog, RunScene};

fn catalog() -> Catalog {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/variants");
    Catalog::builtin().unwrap().with_overlay(&pack).unwrap()
}

#[test]
fn each_condition_holds_where_it_is_stated() {
    let catalog = catalog();
    let matcher = Matcher::new(&catalog, &triage::extract::literals());
    let rule = catalog.get("push-refused").unwrap().1;
    for example in &rule.examples {
        assert_eq!(prove(rule, example, &matcher, &catalog), Outcome::Held, "{}", example.name);
    }
    let shown: BTreeSet<_> = rule.examples.iter().filter_map(|example| example.variant.as_deref()).collect();
    let declared: BTreeSet<_> = rule.variants.iter().map(|variant| variant.id.as_str()).collect();
    assert_eq!(shown, declared);
}

#[test]
fn no_condition_holds_of_what_is_not_known() {
    let catalog = catalog();
    let matcher = Matcher::new(&catalog, &triage::extract::literals());
    let rule = catalog.get("push-refused").unwrap().1;
    let stated = rule.examples.iter().filter(|example| example.run != RunScene::default() || !example.env.is_empty());
    let mut count = 0;
    for example in stated {
        let mut silent = example.clone();
        silent.run = RunScene::default();
        silent.env = BTreeMap::new();
        let Outcome::Broken(why) = prove(rule, &silent, &matcher, &catalog) else { panic!("{} holds unasked", example.name) };
        // A step that prints no environment has no TOKEN: that is known.
        assert_eq!(why, format!("variant {} should hold, no-secret does", example.variant.as_deref().unwrap()));
        count += 1;
    }
    assert_eq!(count, 10);
}
