//! The HTML page as a browser reads it: tags by the letter of the standard, nested as they are written.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// An element, or a text.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
}

/// Elements without an end.
const VOID: [&str; 4] = ["meta", "input", "br", "hr"];
/// What pages are made of; nothing that loads, embeds, or sends.
const KNOWN: [&str; 56] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "script",
    "body",
    "main",
    "header",
    "footer",
    "section",
    "article",
    "nav",
    "h1",
    "h2",
    "h3",
    "p",
    "div",
    "span",
    "a",
    "strong",
    "em",
    "code",
    "pre",
    "mark",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "details",
    "summary",
    "del",
    "br",
    "hr",
    "form",
    "fieldset",
    "legend",
    "label",
    "select",
    "option",
    "output",
    "button",
    "figure",
    "figcaption",
    "svg",
    "g",
    "rect",
    "line",
    "text",
    "desc",
    "blockquote",
];

/// Reads the page. An error of the standard, a tag that pages have none of, or one that is closed in the wrong place, is one.
pub(crate) fn elements(page: &str) -> Result<Vec<Element>, String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut open: Vec<usize> = Vec::new();
    let mut all: Vec<Element> = Vec::new();
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match token {
            Token::StartTag(tag) => {
                let name = lossy(&tag.name);
                if !KNOWN.contains(&name.as_str()) {
                    return Err(format!("<{name}>"));
                }
                if !VOID.contains(&name.as_str()) && !tag.self_closing {
                    open.push(all.len());
                }
                let attributes = tag.attributes.iter().map(|(key, value)| (lossy(key), lossy(value))).collect();
                all.push(Element { name, attributes, text: String::new() });
            }
            Token::EndTag(tag) => {
                let name = lossy(&tag.name);
                match open.pop() {
                    Some(at) if all[at].name == name => {}
                    other => return Err(format!("</{name}> closes {:?}", other.map(|at| &all[at].name))),
                }
            }
            Token::String(text) => {
                if let Some(at) = open.last() {
                    all[*at].text.push_str(&lossy(&text));
                } else if !lossy(&text).trim().is_empty() {
                    return Err(format!("text outside of the page: {}", lossy(&text)));
                }
            }
            Token::Comment(text) => return Err(format!("a comment: {}", lossy(&text))),
            Token::Doctype(_) => {}
            Token::Error(error) => return Err(format!("{error:?}")),
        }
    }
    if open.is_empty() { Ok(all) } else { Err(format!("{} elements stay open", open.len())) }
}

/// What would load, run, send, or lead elsewhere. Empty if all is well.
pub(crate) fn live(page: &str, own: &dyn Fn(&str) -> bool) -> Vec<String> {
    let all = match elements(page) {
        Ok(all) => all,
        Err(why) => return vec![why],
    };
    let mut found = Vec::new();
    let mut scripts = 0;
    for element in &all {
        for (key, value) in &element.attributes {
            let allowed = match key.as_str() {
                "href" => value.starts_with('#') || own(value),
                "src" | "srcset" | "action" | "formaction" | "style" | "srcdoc" | "data" | "poster" | "background" | "xlink:href" => false,
                key => !key.starts_with("on"),
            };
            if !allowed {
                found.push(format!("<{} {key}={value:?}>", element.name));
            }
        }
        scripts += usize::from(element.name == "script");
    }
    if scripts > 1 {
        found.push(format!("{scripts} scripts"));
    }
    found
}
