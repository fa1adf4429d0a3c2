//! The outline of a rule file: front matter, headings, and what stands under each.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

/// A heading that is not inside a list or quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// 1 for `#`.
    pub(super) level: u8,
    /// As written, without the `#` and the space around.
    pub(super) text: String,
    /// The heading itself.
    pub(super) span: Range<usize>,
    /// What follows, up to the next heading of this level or above.
    pub(super) body: Range<usize>,
    /// What follows, up to the next heading of any level.
    pub(super) lead: Range<usize>,
}

/// A rule file taken apart; all ranges are bytes of the file.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The YAML between the `---`, if the file starts with it.
    pub(super) front: Option<Range<usize>>,
    /// What stands before the first heading, without the front matter.
    pub(super) lead: Range<usize>,
    /// In the order of the file.
    pub(super) headings: Vec<Heading>,
}

impl Outline {
    pub(super) fn of(text: &str) -> Self {
        let mut outline = Self::default();
        let (mut depth, mut in_front, mut start) = (0_u32, false, 0);
        for (event, span) in Parser::new_ext(text, Options::ENABLE_YAML_STYLE_METADATA_BLOCKS).into_offset_iter() {
            match event {
                Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) if span.start == 0 => {
                    in_front = true;
                    start = span.end;
                }
                Event::End(TagEnd::MetadataBlock(_)) => in_front = false,
                Event::Text(_) if in_front => {
                    let front = outline.front.get_or_insert(span.clone());
                    front.end = span.end;
                }
                Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => depth += 1,
                Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => depth -= 1,
                Event::Start(Tag::Heading { level, .. }) if depth == 0 => outline.headings.push(heading(text, level, span)),
                _ => {}
            }
        }
        outline.close(start, text.len());
        outline
    }

    /// Finds where each heading's text ends.
    fn close(&mut self, start: usize, end: usize) {
        let next = |from: usize, level: u8, all: &[Heading]| {
            all[from..].iter().find(|heading| heading.level <= level).map_or(end, |heading| heading.span.start)
        };
        self.lead = start..next(0, u8::MAX, &self.headings);
        for at in 0..self.headings.len() {
            let from = self.headings[at].span.end;
            self.headings[at].body = from..next(at + 1, self.headings[at].level, &self.headings);
            self.headings[at].lead = from..next(at + 1, u8::MAX, &self.headings);
        }
    }

    /// The headings of a level within a part of the file.
    pub(super) fn within(&self, level: u8, part: &Range<usize>) -> Vec<&Heading> {
        self.headings.iter().filter(|heading| heading.level == level && part.contains(&heading.span.start)).collect()
    }
}

fn heading(text: &str, level: HeadingLevel, span: Range<usize>) -> Heading {
    // Underlined headings keep their underline out of the text.
    let line = text[span.clone()].trim_start().lines().next().unwrap_or_default();
    let title = line.trim_start_matches('#').trim().to_owned();
    Heading { level: level as u8, text: title, span, body: 0..0, lead: 0..0 }
}

/// A fenced code block.
#[derive(Debug)]
pub(super) struct Block {
    /// The words after the fence.
    pub(super) info: String,
    /// The whole block, for messages.
    pub(super) span: Range<usize>,
    /// What stands between the fences.
    pub(super) content: Range<usize>,
}

/// The fenced code blocks in a part of the file, and the bytes of whatever else stands there.
pub(super) fn blocks(text: &str, part: &Range<usize>) -> (Vec<Block>, Vec<Range<usize>>) {
    let (mut blocks, mut others) = (Vec::<Block>::new(), Vec::new());
    let mut depth = 0_u32;
    let shift = |span: &Range<usize>| part.start + span.start..part.start + span.end;
    for (event, span) in Parser::new(&text[part.clone()]).into_offset_iter() {
        let span = shift(&span);
        match event {
            Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(info))) if depth == 0 => {
                blocks.push(Block { info: info.to_string(), content: span.start..span.start, span });
                depth += 1;
            }
            Event::Start(_) => {
                if depth == 0 {
                    others.push(span);
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Text(_) if depth == 1 => {
                if let Some(block) = blocks.last_mut().filter(|block| block.span.contains(&span.start)) {
                    block.content.start = if block.content.is_empty() { span.start } else { block.content.start };
                    block.content.end = span.end;
                }
            }
            _ if depth == 0 => others.push(span),
            _ => {}
        }
    }
    (blocks, others)
}

/// The top-level items of the ordered list that a part of the file consists of; none if it is anything else.
pub(super) fn steps(text: &str, part: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut items = Vec::new();
    let (mut depth, mut ordered) = (0_u32, false);
    for (event, span) in Parser::new(&text[part.clone()]).into_offset_iter() {
        match event {
            Event::Start(Tag::List(Some(_))) if depth == 0 && !ordered => {
                ordered = true;
                depth += 1;
            }
            Event::Start(_) if depth == 0 => return None,
            Event::Start(tag) => {
                if depth == 1 && matches!(tag, Tag::Item) {
                    items.push(part.start + span.start..part.start + span.end);
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    (!items.is_empty()).then_some(items)
}

#[cfg(test)]
mod tests {
    use super::{Outline, blocks, steps};

    const FILE: &str = "---\nid: a\n# no heading\n---\n# Title\n\n## One\n\ntext\n\n- # not this\n\n### Inner\n\nmore\n\n## Two\n";

    #[test]
    fn the_outline_knows_front_matter_and_headings() {
        let outline = Outline::of(FILE);
        assert_eq!(outline.front.map(|span| &FILE[span]), Some("id: a\n# no heading\n"));
        let names: Vec<_> = outline.headings.iter().map(|heading| (heading.level, heading.text.as_str())).collect();
        assert_eq!(names, [(1, "Title"), (2, "One"), (3, "Inner"), (2, "Two")]);
        let one = &outline.headings[1];
        assert_eq!(FILE[one.lead.clone()].trim(), "text\n\n- # not this");
        assert!(FILE[one.body.clone()].ends_with("more\n\n"));
    }

    #[test]
    fn a_file_without_front_matter_has_none() {
        for text in ["", "# Title\n", "\n---\nid: a\n---\n", "---\nid: a\n"] {
            assert_eq!(Outline::of(text).front, None, "{text:?}");
        }
    }

    #[test]
    fn blocks_keep_their_bytes() {
        let text = "x\n\n```log\na\n\n  b\n```\n\n````source a/b.rs\n```\n````\n\n```env\n```\n";
        let (found, others) = blocks(text, &(0..text.len()));
        let found: Vec<_> = found.iter().map(|block| (block.info.as_str(), &text[block.content.clone()])).collect();
        assert_eq!(found, [("log", "a\n\n  b\n"), ("source a/b.rs", "```\n"), ("env", "")]);
        assert_eq!(others.iter().map(|span| &text[span.clone()]).collect::<Vec<_>>(), ["x\n"]);
    }

    #[test]
    fn steps_are_the_items_of_one_ordered_list() {
        let text = "1. one\n2. two\n   - inner\n\n   more\n";
        let found: Vec<_> = steps(text, &(0..text.len())).unwrap().into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["1. one\n", "2. two\n   - inner\n\n   more\n"]);
        for text in ["", "text\n", "- a\n", "1. a\n\ntext\n"] {
            assert_eq!(steps(text, &(0..text.len())), None, "{text:?}");
        }
    }
}
