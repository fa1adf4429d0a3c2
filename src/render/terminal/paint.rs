//! Colours and hyperlinks, put in after the layout: until then they are marks without a width, which a stranger's text cannot hold.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};

use super::Look;
use crate::render::page::Tone;

/// The marks: deprecated format characters, which [`escape::visible`](crate::render::escape::visible) shows as text.
const STYLES: [(char, Ink); 6] = [
    ('\u{206A}', Ink::Good),
    ('\u{206B}', Ink::Unsure),
    ('\u{206C}', Ink::Bad),
    ('\u{206D}', Ink::Strong),
    ('\u{206E}', Ink::Code),
    ('\u{206F}', Ink::Soft),
];
/// A space that no line is broken at; nothing else that is shown holds this last of all private characters.
const GLUE: char = '\u{10FFFD}';
/// Code of so many letters stays on one line, so that it can be copied.
const SHORT: usize = 44;
const END: char = '\u{2061}';
const LINK: char = '\u{2062}';
const LINK_END: char = '\u{2063}';

/// What a piece of text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Good,
    Unsure,
    Bad,
    Strong,
    Code,
    Soft,
}

impl From<Tone> for Ink {
    fn from(tone: Tone) -> Self {
        match tone {
            Tone::Good => Self::Good,
            Tone::Unsure => Self::Unsure,
            Tone::Bad => Self::Bad,
        }
    }
}

impl Ink {
    fn style(self) -> Style {
        match self {
            Self::Good => AnsiColor::Green.on_default(),
            Self::Unsure => AnsiColor::Yellow.on_default(),
            Self::Bad => AnsiColor::Red.on_default(),
            Self::Strong => Style::new().bold(),
            Self::Code => AnsiColor::Cyan.on_default(),
            Self::Soft => Style::new().dimmed(),
        }
    }
}

/// The addresses that texts are linked to.
#[derive(Debug, Default)]
pub(super) struct Paint {
    addresses: BTreeMap<String, String>,
}

impl Paint {
    /// The text in an ink: word by word, as a line may be broken between any two.
    pub(super) fn ink(ink: Ink, text: &str) -> String {
        let Some((mark, _)) = STYLES.iter().find(|(_, of)| *of == ink) else { return text.to_owned() };
        text.split(' ').map(|word| if word.is_empty() { String::new() } else { format!("{mark}{word}{END}") }).collect::<Vec<_>>().join(" ")
    }

    /// Code, with its spaces glued where it is short.
    pub(super) fn code(text: &str) -> String {
        let short = text.chars().count() <= SHORT;
        Self::ink(Ink::Code, &if short { text.replace(' ', &GLUE.to_string()) } else { text.to_owned() })
    }

    /// The text linked. A text that is linked to two addresses keeps the first and is printed without a link the second time.
    pub(super) fn link(&mut self, text: &str, url: &str) -> String {
        let plain: String = text.chars().filter(|c| !is_mark(*c)).collect();
        if self.addresses.entry(plain).or_insert_with(|| url.to_owned()) == url {
            format!("{LINK}{text}{LINK_END}")
        } else {
            text.to_owned()
        }
    }

    /// The laid-out text with its marks made real, or left out.
    pub(super) fn finish(&self, text: &str, look: Look) -> String {
        text.lines().map(|line| self.line(line.trim_end(), look) + "\n").collect()
    }

    fn line(&self, line: &str, look: Look) -> String {
        let mut out = String::with_capacity(line.len());
        let (mut inked, mut linked) = (false, false);
        for (at, c) in line.char_indices() {
            if let Some((_, ink)) = STYLES.iter().find(|(mark, _)| *mark == c) {
                if look.color {
                    out.push_str(&ink.style().render().to_string());
                    inked = true;
                }
            } else if c == END {
                if inked {
                    out.push_str("\x1b[0m");
                    inked = false;
                }
            } else if c == LINK {
                let text: String = line[at..].chars().take_while(|c| *c != LINK_END).filter(|c| !is_mark(*c)).collect();
                if let Some(url) = self.addresses.get(&text).filter(|_| look.links) {
                    out.push_str(&format!("\x1b]8;;{url}\x1b\\"));
                    linked = true;
                }
            } else if c == LINK_END {
                if linked {
                    out.push_str("\x1b]8;;\x1b\\");
                    linked = false;
                }
            } else {
                out.push(if c == GLUE { ' ' } else { c });
            }
        }
        if linked {
            out.push_str("\x1b]8;;\x1b\\");
        }
        if inked {
            out.push_str("\x1b[0m");
        }
        out
    }
}

/// Whether it is one of ours, without a width.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, END | LINK | LINK_END) || STYLES.iter().any(|(mark, _)| *mark == c)
}
