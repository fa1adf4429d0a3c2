//! Examples: every regex and every variant is shown by one, and no two are the same.

use super::Desk;
use crate::log::clean;
use crate::rules::{Example, Expect, Input, Pattern};

pub(super) fn check(desk: &mut Desk<'_>) {
    let rule = desk.rule;
    for (at, pattern) in rule.patterns.iter().enumerate() {
        if !rule.examples.iter().filter(|example| example.expect != Expect::NoMatch).any(|example| shows(example, pattern)) {
            let problem = desk.source.problem(desk.regex(at), "no example has a line that this regex matches");
            desk.problems.push(problem.help("add a case with such a line, or leave the regex out").warning());
        }
    }
    for variant in &rule.variants {
        if !rule.examples.iter().any(|example| example.variant.as_deref() == Some(&variant.id)) {
            let help = format!("add ```variant with `{}` to a case in which it holds", variant.id);
            desk.wrong(desk.find(&variant.id), format!("no example states that variant `{}` holds", variant.id), help);
        }
    }
    for (at, example) in rule.examples.iter().enumerate() {
        let same = |other: &&Example| {
            let scene = |example: &Example| (example.run.clone(), example.env.clone(), example.source.clone(), example.annotation.clone());
            other.log.trim() == example.log.trim() && scene(other) == scene(example)
        };
        if let Some(other) = rule.examples[..at].iter().find(same) {
            let heading = desk.find(&format!("### {}", example.name));
            desk.wrong(heading, format!("the same case as `{}`", other.name), "show another wording, another tool, another place");
        }
    }
}

fn shows(example: &Example, pattern: &Pattern) -> bool {
    match pattern.input {
        Input::Log => example.log.lines().any(|line| pattern.is_match(&clean(line.as_bytes()).text)),
        Input::Annotation => example.annotation.as_deref().is_some_and(|message| pattern.is_match(message)),
    }
}
