//! The prose of a rule: why it happens, what to do, how to look further, how to see that it is over.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Prose;
use super::file::Check;
use super::sections::{Heading, steps};

/// The sections that a rule and a variant may have, in their order.
pub(super) const SECTIONS: [&str; 4] = ["Root cause", "Fix", "Investigate", "Verify"];

/// The sections of a rule, or those that a variant replaces. A rule always has a root cause and a fix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Runbook {
    /// What happened and why.
    pub root_cause: Option<Prose>,
    /// What to type or change.
    pub fix: Option<Prose>,
    /// How to find out more: the numbered steps, without their numbers.
    pub investigate: Vec<Prose>,
    /// How one sees that it is fixed.
    pub verify: Option<Prose>,
}

impl Runbook {
    /// This runbook with the sections that the other one has in place of its own.
    #[must_use]
    pub fn replaced_by(&self, variant: &Self) -> Self {
        let investigate = if variant.investigate.is_empty() { &self.investigate } else { &variant.investigate };
        Self {
            root_cause: variant.root_cause.as_ref().or(self.root_cause.as_ref()).cloned(),
            fix: variant.fix.as_ref().or(self.fix.as_ref()).cloned(),
            investigate: investigate.clone(),
            verify: variant.verify.as_ref().or(self.verify.as_ref()).cloned(),
        }
    }
}

/// The headings of a level within a part of the file, by name: each known, in order, once, and not empty.
pub(super) fn sections<'a>(
    check: &mut Check<'a>,
    level: u8,
    part: &Range<usize>,
    order: &[&'static str],
) -> BTreeMap<&'static str, &'a Heading> {
    let mut found = BTreeMap::new();
    let mut last = 0;
    for heading in check.outline.within(level, part) {
        let Some(at) = order.iter().position(|name| *name == heading.text) else {
            check.wrong_word(&heading.span, format!("unknown section `{}`", heading.text), &heading.text, order.iter().copied());
            continue;
        };
        if found.insert(order[at], heading).is_some() {
            check.wrong(&heading.span, format!("section `{}` stands here twice", heading.text));
        } else if at < last {
            check.wrong_help(
                &heading.span,
                format!("section `{}` is out of order", heading.text),
                format!("the order is {}", order.join(", ")),
            );
        } else if check.source.text[heading.body.clone()].trim().is_empty() {
            check.wrong(&heading.span, format!("section `{}` is empty", heading.text));
        }
        last = last.max(at);
    }
    found
}

/// Reads the prose among these sections.
pub(super) fn read(check: &mut Check<'_>, sections: &BTreeMap<&'static str, &Heading>) -> Runbook {
    let mut prose = |name: &str| sections.get(name).and_then(|heading| check.prose(&heading.body));
    let (root_cause, fix, verify) = (prose("Root cause"), prose("Fix"), prose("Verify"));
    if let (Some(heading), Some(prose)) = (sections.get("Root cause"), &root_cause)
        && !prose.markdown().is_empty()
        && !prose.starts_with_sentence()
    {
        let help = "its first sentence is what summaries show";
        check.wrong_help(&heading.span, "section `Root cause` does not start with a sentence", help);
    }
    let investigate = sections.get("Investigate").map(|heading| investigate(check, heading)).unwrap_or_default();
    Runbook { root_cause, fix, investigate, verify }
}

fn investigate(check: &mut Check<'_>, heading: &Heading) -> Vec<Prose> {
    let text = &check.source.text;
    let Some(items) = steps(text, &heading.body) else {
        check.wrong_help(&heading.span, "section `Investigate` is not one numbered list", "start each step with `1.`, `2.`, …");
        return Vec::new();
    };
    // Read as a whole first, so that problems point into the file.
    let (Some(_), Some(captures)) = (check.prose(&heading.body), check.captures.as_ref()) else { return Vec::new() };
    items.iter().filter_map(|item| Prose::parse(&dedent(&text[item.clone()]), captures).ok()).collect()
}

/// A list item without its number and without the indentation that kept it in the list.
fn dedent(item: &str) -> String {
    let item = item.trim();
    let marker = item.find(['.', ')']).map_or(0, |at| at + 1);
    let width = marker + item[marker..].len() - item[marker..].trim_start().len();
    let mut lines = item.lines();
    let first = lines.next().map(|line| line[width.min(line.len())..].to_owned());
    let rest = lines.map(|line| {
        let indent = line.len() - line.trim_start().len();
        line[indent.min(width)..].to_owned()
    });
    first.into_iter().chain(rest).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Runbook, dedent};
    use crate::rules::Prose;

    #[test]
    fn steps_lose_number_and_indentation() {
        assert_eq!(dedent("1. one\n"), "one");
        assert_eq!(dedent("10. ten\n\n    ```sh\n    ls\n      -l\n    ```\n"), "ten\n\n```sh\nls\n  -l\n```");
        assert_eq!(dedent("2) lazy\ncontinued"), "lazy\ncontinued");
    }

    #[test]
    fn a_variant_replaces_only_what_it_has() {
        let prose = |text: &str| Prose::parse(text, &BTreeMap::new()).ok();
        let rule = Runbook { root_cause: prose("a"), fix: prose("b"), investigate: prose("c").into_iter().collect(), verify: None };
        let variant = Runbook { fix: prose("x"), ..Runbook::default() };
        let both = rule.replaced_by(&variant);
        assert_eq!((&both.root_cause, &both.fix, &both.investigate), (&rule.root_cause, &variant.fix, &rule.investigate));
    }
}
