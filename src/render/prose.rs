//! Markdown of rules and of the engine, for a place that may not get all that Markdown can do.
//!
//! Its captures are escaped already, where they were put in. It is made harmless here once more: no HTML, no mention or reference, no
//! address that is not of the web, and nothing that swallows what stands behind it.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::escape;

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// The same Markdown, made harmless.
pub(super) fn markdown(source: &str) -> String {
    let source = source.trim();
    let mut out = String::with_capacity(source.len());
    let mut copied = 0;
    let mut code = false;
    let events = TextMergeWithOffset::new(Parser::new_ext(source, options()).into_offset_iter());
    for (event, range) in events {
        let new = match event {
            Event::Start(Tag::CodeBlock(_)) => {
                code = true;
                None
            }
            Event::End(TagEnd::CodeBlock) => {
                code = false;
                None
            }
            Event::Text(text) if code && unseen(&text) => Some((range, shown(&text))),
            Event::Code(text) if unseen(&text) => Some((range, escape::code_span(&text))),
            Event::Text(text) if !code => {
                let safe = escape::markdown_words(&text);
                (safe.contains('`')).then_some((range, safe))
            }
            Event::InlineHtml(html) | Event::Html(html) => {
                Some((range, html.lines().map(escape::code_span).collect::<Vec<_>>().join("\n")))
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if escape::web_address(&dest_url).is_none() => {
                Some((range.clone(), escape::code_span(&source[range])))
            }
            Event::Start(Tag::Image { .. }) => Some((range.clone(), escape::code_span(&source[range]))),
            // A rule's file is wrapped, and a comment on GitHub breaks the line wherever its source does.
            Event::SoftBreak => unwrapped(source, range).map(|range| (range, " ".to_owned())),
            _ => None,
        };
        // What stands inside something that was already replaced is gone with it.
        if let Some((range, text)) = new.filter(|(range, _)| range.start >= copied) {
            out.push_str(&source[copied..range.start]);
            out.push_str(&text);
            copied = range.end;
        }
    }
    out.push_str(&source[copied..]);
    close(&out)
}

/// A line's end with what indents the next line; none where that is quoted, and its mark would become text.
fn unwrapped(source: &str, end: Range<usize>) -> Option<Range<usize>> {
    let rest = source.get(end.end..)?;
    let next = rest.trim_start_matches([' ', '\t']);
    (!next.starts_with('>')).then_some(end.start..end.end + rest.len() - next.len())
}

/// Whether there is something in it that is not seen: code shows letters, but not these.
fn unseen(text: &str) -> bool {
    text.chars().any(|c| c != '\n' && c != '\t' && (c.is_control() || escape::hidden(c)))
}

/// Whether a fenced block's source ends in its own fence.
fn closed(block: &str) -> bool {
    let fence = block.trim_start();
    let mark = fence.chars().next().unwrap_or('`');
    let length = fence.chars().take_while(|c| *c == mark).count();
    let last = block.lines().last().unwrap_or_default().trim();
    block.lines().count() > 1 && last.chars().count() >= length && last.chars().all(|c| c == mark)
}

/// With a last fence closed, so that what follows is not code.
fn close(source: &str) -> String {
    let mut open = None;
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) = event {
            open = (!closed(&source[range.clone()])).then(|| source[range].to_owned());
        }
    }
    let Some(block) = open else { return source.to_owned() };
    let mark = block.trim_start().chars().next().unwrap_or('`');
    let length = block.trim_start().chars().take_while(|c| *c == mark).count();
    format!("{source}\n{}", mark.to_string().repeat(length))
}

/// One paragraph of the Markdown, as Markdown on one line.
pub(super) fn markdown_line(source: &str) -> String {
    markdown(&source.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether it starts with a paragraph, which a word may stand before.
pub(super) fn starts_with_paragraph(source: &str) -> bool {
    matches!(Parser::new_ext(source, options()).next(), Some(Event::Start(Tag::Paragraph)))
}

/// The Markdown as HTML: its own HTML is shown, not used, and only addresses of the web are links. No pictures.
pub(super) fn html(source: &str) -> String {
    let mut links = Vec::new();
    let events = Parser::new_ext(source, options()).filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) | Event::Text(text) => Some(Event::Text(shown(&text).into())),
        Event::Code(text) => Some(Event::Code(escape::visible(&text).into())),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Strong)),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Strong)),
        // The language of a block is of no use to a page without scripts.
        Event::Start(Tag::CodeBlock(_)) => Some(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
            let url = escape::web_address(&dest_url);
            links.push(url.is_some());
            url.map(|url| Event::Start(Tag::Link { link_type, dest_url: url.into(), title: "".into(), id }))
        }
        Event::End(TagEnd::Link) => links.pop().unwrap_or(false).then_some(event),
        event => Some(event),
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    out.trim_end().to_owned()
}

/// Visible, but with line ends kept: code blocks come as one text of many lines.
fn shown(text: &str) -> String {
    text.split('\n').map(escape::visible).collect::<Vec<_>>().join("\n")
}

/// One paragraph as HTML, without the paragraph.
pub(super) fn html_line(source: &str) -> String {
    let text = html(&source.split_whitespace().collect::<Vec<_>>().join(" "));
    let inner = text.strip_prefix("<p>").and_then(|text| text.strip_suffix("</p>"));
    inner.filter(|text| !text.contains("<p>")).map_or(text.clone(), str::to_owned)
}

/// A piece of plain text.
#[derive(Debug, PartialEq)]
pub(super) enum Plain {
    /// A paragraph, indented by so many columns; the first of an item with its mark.
    Para { indent: usize, mark: String, text: String },
    /// A line of a code block.
    Code(String),
}

/// The Markdown as plain text: links as `text (address)`, code as it is.
pub(super) fn plain(source: &str) -> Vec<Plain> {
    let mut out = Vec::new();
    let mut text = String::new();
    let mut mark = String::new();
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut links: Vec<(usize, String)> = Vec::new();
    let mut code = false;
    let flush = |out: &mut Vec<Plain>, text: &mut String, mark: &mut String, depth: usize| {
        let said = std::mem::take(text);
        if !said.trim().is_empty() {
            out.push(Plain::Para { indent: depth.saturating_sub(1) * 2, mark: std::mem::take(mark), text: said.trim().to_owned() });
        }
    };
    for event in Parser::new_ext(source, options()) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                flush(&mut out, &mut text, &mut mark, lists.len());
                code = true;
            }
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(block) if code => out.extend(block.lines().map(|line| Plain::Code(escape::visible(line)))),
            Event::Text(said) | Event::Code(said) | Event::InlineHtml(said) | Event::Html(said) => {
                text.push_str(&escape::visible(said.trim_end_matches('\n')));
            }
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(Tag::List(first)) => {
                flush(&mut out, &mut text, &mut mark, lists.len());
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::Start(Tag::Item) => {
                mark = match lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
            }
            Event::Start(Tag::Link { dest_url, .. }) => links.push((text.len(), dest_url.to_string())),
            Event::End(TagEnd::Link) => {
                if let Some((from, url)) = links.pop().and_then(|(from, url)| Some((from, escape::web_address(&url)?)))
                    && text.get(from..) != Some(url.as_str())
                {
                    text.push_str(&format!(" ({url})"));
                }
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow | TagEnd::HtmlBlock,
            ) => {
                flush(&mut out, &mut text, &mut mark, lists.len());
            }
            Event::End(TagEnd::TableCell) => text.push_str("  "),
            _ => {}
        }
    }
    flush(&mut out, &mut text, &mut mark, lists.len());
    out
}

/// One paragraph as plain text.
pub(super) fn plain_line(source: &str) -> String {
    let parts = plain(source).into_iter().map(|part| match part {
        Plain::Para { mark, text, .. } => format!("{mark}{text}"),
        Plain::Code(text) => text,
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// The first sentence: up to the first full stop before a space, or the first paragraph's end.
pub(super) fn first_sentence(source: &str) -> String {
    let paragraph = source.trim().split("\n\n").next().unwrap_or_default();
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    line.split_once(". ").map_or(line.clone(), |(first, _)| format!("{first}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_keeps_its_markdown_and_loses_what_is_live() {
        assert_eq!(markdown("Use `a` and [b](https://c.example/d)."), "Use `a` and [b](https://c.example/d).");
        assert_eq!(markdown("by &#64;octocat for #1"), "by `@octocat` for `#1`");
        assert_eq!(markdown("`a\u{200b}b`"), "`a\\u{200b}b`");
        assert_eq!(markdown("a <!-- b --> c"), "a `<!-- b -->` c");
        assert_eq!(markdown("[a](javascript:b)"), "`[a](javascript:b)`");
        assert_eq!(markdown("```sh\nmake"), "```sh\nmake\n```");
        assert_eq!(markdown("a\nb `c`\nd\n\n- e\n  f\n- g\n\n1. h\n   i"), "a b `c` d\n\n- e f\n- g\n\n1. h i");
        assert_eq!(markdown("> a\n> b"), "> a\n> b");
        assert_eq!(markdown("```sh\nmake\n```"), "```sh\nmake\n```");
    }

    #[test]
    fn html_of_prose_has_only_links_of_the_web() {
        assert_eq!(html("a <b onclick=x>c</b>"), "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>");
        assert_eq!(html("[a](javascript:b) ![c](https://d.example)"), "<p>a c</p>");
        assert_eq!(html_line("[a](https://d.example)"), "<a href=\"https://d.example\">a</a>");
    }

    #[test]
    fn prose_as_plain_text() {
        assert_eq!(plain_line("Use `a`, [b](https://c.example)."), "Use a, b (https://c.example).");
        assert_eq!(
            plain("1. a\n2. b\n\n```\nmake x\n```"),
            [
                Plain::Para { indent: 0, mark: "1. ".into(), text: "a".into() },
                Plain::Para { indent: 0, mark: "2. ".into(), text: "b".into() },
                Plain::Code("make x".into())
            ]
        );
        assert_eq!(plain_line("&#27;[31m"), "\\x1b[31m");
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop() {
        assert_eq!(first_sentence("Set a.b first. Then c."), "Set a.b first.");
        assert_eq!(first_sentence("One\nline\n\nTwo"), "One line");
    }
}
