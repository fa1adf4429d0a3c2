//! Markdown as GitHub reads it: what is only text, what is live, and what the page is made of.

use std::fmt::Write as _;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

/// GitHub's Markdown, with all that it adds.
fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.extension.math_dollars = true;
    options.extension.math_code = true;
    options
}

/// What a reader would see move: anything in a text that GitHub makes more of than letters, any address that is not the report's own, any
/// HTML that is not ours. Empty if all is well.
pub(crate) fn live(markdown: &str, own: &dyn Fn(&str) -> bool) -> Vec<String> {
    let arena = Arena::new();
    let mut found = Vec::new();
    for node in parse_document(&arena, markdown, &options()).descendants() {
        match &node.data.borrow().value {
            NodeValue::HtmlBlock(html) if !ours(&html.literal) => found.push(format!("HTML: {}", html.literal)),
            NodeValue::HtmlInline(html) if !["<sub>", "</sub>"].contains(&html.as_str()) => found.push(format!("HTML: {html}")),
            NodeValue::Image(image) => found.push(format!("a picture: {}", image.url)),
            NodeValue::Link(link) if !own(&link.url) => found.push(format!("a link: {}", link.url)),
            NodeValue::FootnoteDefinition(_) | NodeValue::FootnoteReference(_) => found.push("a footnote".to_owned()),
            NodeValue::Math(math) => found.push(format!("a formula: {}", math.literal)),
            NodeValue::Alert(_) | NodeValue::BlockQuote | NodeValue::ThematicBreak | NodeValue::FrontMatter(_) => {
                found.push("a block that reports have none of".to_owned());
            }
            NodeValue::TaskItem(item) if item.symbol.is_some() => found.push("a box that is ticked".to_owned()),
            // GitHub makes no link in a link; those above are the report's own.
            NodeValue::Text(_) if node.ancestors().any(|outer| matches!(outer.data.borrow().value, NodeValue::Link(_))) => {}
            NodeValue::Text(text) => found.extend(notable(text).map(|what| format!("{what}: {text}"))),
            _ => {}
        }
    }
    found
}

/// The tags that a report writes: a fold whose summary is plain text or code.
fn ours(html: &str) -> bool {
    let html = html.trim();
    let summary = html.strip_prefix("<details><summary>").and_then(|rest| rest.strip_suffix("</summary>"));
    let summary = summary.map(|text| text.replace("<code>", "").replace("</code>", ""));
    let plain = |text: String| !text.contains(['<', '>']) && (html.contains("<code>") || notable(&letters(&text)).is_none());
    html == "</details>" || summary.is_some_and(plain)
}

/// HTML's text as it is read.
fn letters(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// What GitHub makes of words in text: mentions, references, commits, addresses, pictures by name.
fn notable(text: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let follows = |at: usize, wanted: fn(u8) -> bool| bytes.get(at + 1).copied().is_some_and(wanted);
    let begins = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    if (0..bytes.len()).any(|at| bytes[at] == b'@' && begins(at) && follows(at, |b| b.is_ascii_alphanumeric())) {
        return Some("a mention");
    }
    if (0..bytes.len()).any(|at| bytes[at] == b'#' && follows(at, |b| b.is_ascii_digit())) {
        return Some("a reference");
    }
    let lower = text.to_ascii_lowercase();
    if lower.match_indices("gh-").any(|(at, _)| lower.as_bytes().get(at + 3).is_some_and(u8::is_ascii_digit)) {
        return Some("a reference");
    }
    if lower.contains("://") || lower.contains("www.") {
        return Some("an address");
    }
    let words = || lower.split(|c: char| !c.is_ascii_alphanumeric());
    if words().any(|word| {
        (7..=40).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_hexdigit()) && word.contains(|c: char| c.is_ascii_digit())
    }) {
        return Some("a commit");
    }
    let parts: Vec<&str> = text.split(':').collect();
    let name = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'+' | b'-'));
    (parts.len() > 2 && parts[1..parts.len() - 1].iter().any(name)).then_some("a picture by name")
}

/// The blocks of the page, nested by indentation: what it is made of, without its words.
pub(crate) fn outline(markdown: &str) -> String {
    fn walk<'a>(node: &'a AstNode<'a>, depth: usize, out: &mut String) {
        let said = match &node.data.borrow().value {
            NodeValue::Document => None,
            NodeValue::Heading(heading) => Some(format!("h{}", heading.level)),
            NodeValue::Paragraph => Some("p".to_owned()),
            NodeValue::CodeBlock(block) => Some(format!("code {}", block.info)),
            NodeValue::HtmlBlock(html) => Some(html.literal.trim().chars().take(60).collect()),
            NodeValue::Table(table) => Some(format!("table {} × {}", table.num_columns, table.num_rows)),
            NodeValue::List(list) => Some(format!("{:?} list", list.list_type).to_lowercase()),
            NodeValue::TaskItem(_) => Some("task".to_owned()),
            _ => return,
        };
        let inner = if let Some(said) = said {
            let _ = writeln!(out, "{}{}", "  ".repeat(depth), said.trim_end());
            depth + 1
        } else {
            depth
        };
        for child in node.children() {
            if let NodeValue::Item(_) = child.data.borrow().value {
                for block in child.children() {
                    walk(block, inner, out);
                }
                continue;
            }
            walk(child, inner, out);
        }
    }
    let arena = Arena::new();
    let mut out = String::new();
    walk(parse_document(&arena, markdown, &options()), 0, &mut out);
    out
}

/// The texts of all headings.
pub(crate) fn headings(markdown: &str) -> Vec<(u8, String)> {
    let arena = Arena::new();
    let mut found = Vec::new();
    for node in parse_document(&arena, markdown, &options()).descendants() {
        if let NodeValue::Heading(heading) = &node.data.borrow().value {
            let mut text = String::new();
            for inner in node.descendants() {
                match &inner.data.borrow().value {
                    NodeValue::Text(said) => text.push_str(said),
                    NodeValue::Code(code) => text.push_str(&code.literal),
                    _ => {}
                }
            }
            found.push((heading.level, text));
        }
    }
    found
}
