//! Regexes as they are written: escapes that nobody needs, branches that never get their turn, repetitions without measure.

use std::ops::Range;

use regex::RegexBuilder;
use regex_syntax::ast::{Ast, ClassSet, ClassSetItem, Flag, FlagsItemKind, LiteralKind, RepetitionKind, RepetitionRange, parse};

use super::Desk;

/// A repetition of more than this is a window that was meant, or a mistake.
const REPEATED: u32 = 500;
/// Compiled, a pattern of one line takes a few KiB.
const LARGE: usize = 1 << 20;

pub(super) fn check(desk: &mut Desk<'_>) {
    let rule = desk.rule;
    let windows = rule.require.iter().chain(&rule.unless).map(|window| &window.pattern);
    let scope = rule.scope.job.iter().chain(&rule.scope.step);
    for (at, pattern) in rule.patterns.iter().chain(windows).chain(scope).enumerate() {
        let matches = at < rule.patterns.len();
        let span = if matches { desk.regex(at) } else { desk.find(pattern.source()) };
        one(desk, pattern.source(), span, matches);
    }
    for (at, pattern) in rule.patterns.iter().enumerate() {
        if rule.patterns[..at].iter().any(|other| other.source() == pattern.source() && other.input == pattern.input) {
            desk.wrong(desk.regex(at), "the same regex stands here twice", "leave one");
        }
    }
}

fn one(desk: &mut Desk<'_>, regex: &str, span: Range<usize>, matches: bool) {
    let Ok(ast) = parse::Parser::new().parse(regex) else { return };
    // Where the file holds the regex as it is, the place within it can be shown.
    let inside = desk.source.text.get(span.clone()) == Some(regex);
    let mut found = Vec::new();
    let mut walk = Walk { regex, spaced: false, found: &mut found };
    walk.ast(&ast, matches);
    if matches {
        edges(&ast, &mut found);
    }
    for (range, message, help) in found {
        let place = if inside { span.start + range.start..span.start + range.end } else { span.clone() };
        desk.wrong(place, message, help);
    }
    if RegexBuilder::new(regex).size_limit(LARGE).build().is_err() {
        desk.wrong(
            span,
            "regex takes more than 1 MiB",
            "count fewer repetitions, or write `[0-9]` for `\\d` and `[A-Za-z0-9_]` for `\\w` inside them",
        );
    }
}

type Found = (std::ops::Range<usize>, String, String);

struct Walk<'a> {
    regex: &'a str,
    /// In `(?x)` a space and a `#` must be escaped.
    spaced: bool,
    found: &'a mut Vec<Found>,
}

impl Walk<'_> {
    /// `last`: nothing of the regex stands behind this part.
    fn ast(&mut self, ast: &Ast, last: bool) {
        match ast {
            Ast::Flags(flags) => self.spaced |= flags.flags.flag_state(Flag::IgnoreWhitespace) == Some(true),
            Ast::Literal(literal) => self.literal(&literal.kind, literal.c, literal.span.start.offset..literal.span.end.offset, false),
            Ast::ClassBracketed(class) => self.class(&class.kind),
            Ast::Repetition(repetition) => {
                if let RepetitionKind::Range(range) = &repetition.op.kind {
                    let most = match range {
                        RepetitionRange::Exactly(most) | RepetitionRange::Bounded(_, most) | RepetitionRange::AtLeast(most) => *most,
                    };
                    if most > REPEATED {
                        let span = repetition.op.span.start.offset..repetition.op.span.end.offset;
                        self.found.push((span, format!("a repetition of {most}"), format!("`*` or `+` says it, or {REPEATED} at most do")));
                    }
                }
                self.ast(&repetition.ast, false);
            }
            Ast::Group(group) => {
                if let regex_syntax::ast::GroupKind::NonCapturing(flags) = &group.kind {
                    let spaced = flags.items.iter().any(|item| item.kind == FlagsItemKind::Flag(Flag::IgnoreWhitespace));
                    self.spaced |= spaced;
                }
                self.ast(&group.ast, last);
            }
            Ast::Alternation(alternation) => {
                self.branches(&alternation.asts, last);
                alternation.asts.iter().for_each(|branch| self.ast(branch, last));
            }
            Ast::Concat(concat) => {
                let count = concat.asts.len();
                concat.asts.iter().enumerate().for_each(|(at, part)| self.ast(part, last && at + 1 == count));
            }
            Ast::Empty(_) | Ast::Dot(_) | Ast::Assertion(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => {}
        }
    }

    fn class(&mut self, set: &ClassSet) {
        match set {
            ClassSet::Item(item) => self.item(item),
            ClassSet::BinaryOp(operation) => {
                self.class(&operation.lhs);
                self.class(&operation.rhs);
            }
        }
    }

    fn item(&mut self, item: &ClassSetItem) {
        match item {
            ClassSetItem::Literal(literal) => {
                self.literal(&literal.kind, literal.c, literal.span.start.offset..literal.span.end.offset, true);
            }
            ClassSetItem::Range(range) => {
                for end in [&range.start, &range.end] {
                    self.literal(&end.kind, end.c, end.span.start.offset..end.span.end.offset, true);
                }
            }
            ClassSetItem::Bracketed(class) => self.class(&class.kind),
            ClassSetItem::Union(union) => union.items.iter().for_each(|item| self.item(item)),
            ClassSetItem::Empty(_) | ClassSetItem::Ascii(_) | ClassSetItem::Unicode(_) | ClassSetItem::Perl(_) => {}
        }
    }

    fn literal(&mut self, kind: &LiteralKind, c: char, span: std::ops::Range<usize>, in_class: bool) {
        let needed = match kind {
            LiteralKind::Superfluous => self.spaced && c == ' ',
            LiteralKind::Meta if in_class => matches!(c, '[' | ']' | '^' | '-' | '&' | '~' | '\\'),
            LiteralKind::Meta => !matches!(c, '&' | '-' | '~') && (c != '#' || self.spaced),
            _ => return,
        };
        if !needed {
            self.found.push((span, format!("needless escape `\\{c}`"), format!("write `{c}`")));
        }
    }

    /// A branch that an earlier one leaves nothing to.
    fn branches(&mut self, branches: &[Ast], last: bool) {
        let text = |branch: &Ast| &self.regex[branch.span().start.offset..branch.span().end.offset];
        let plain = |text: &str| !text.contains(|c: char| "\\.+*?()|[]{}^$".contains(c));
        let mut dead = Vec::new();
        for (at, branch) in branches.iter().enumerate() {
            let own = text(branch);
            let winner = branches[..at]
                .iter()
                .map(text)
                .find(|earlier| *earlier == own || last && plain(earlier) && plain(own) && own.starts_with(earlier));
            if let Some(winner) = winner {
                let help = format!("`{winner}` before it matches whatever it does");
                dead.push((branch.span().start.offset..branch.span().end.offset, format!("dead alternate `{own}`"), help));
            }
        }
        self.found.extend(dead);
    }
}

/// `.*` at either end says nothing: a regex matches anywhere in a line.
fn edges(ast: &Ast, found: &mut Vec<Found>) {
    let anything = |ast: &Ast| match ast {
        Ast::Repetition(repetition) => matches!(*repetition.ast, Ast::Dot(_)) && matches!(repetition.op.kind, RepetitionKind::ZeroOrMore),
        _ => false,
    };
    let parts = match ast {
        Ast::Concat(concat) => concat.asts.as_slice(),
        one => std::slice::from_ref(one),
    };
    for part in [parts.first(), parts.last()].into_iter().flatten().filter(|part| anything(part)) {
        let span = part.span().start.offset..part.span().end.offset;
        found.push((span, "`.*` at the end of a regex".to_owned(), "leave it out: a regex matches anywhere in a line".to_owned()));
    }
}
