//! What a report says, before any format: blocks of lines. Each piece of text is marked by who wrote it.

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Inline {
    /// Our own words: nothing in it comes from a log, a name or a commit.
    Words(String),
    /// A stranger's text.
    Raw(String),
    /// A stranger's text, or ours, set as code.
    Code(String),
    /// Markdown of one paragraph, as rules and the engine write it.
    Prose(String),
    /// Our own words that say how good or bad it is.
    Toned(Tone, String),
    /// Important.
    Strong(Line),
    /// Said aside.
    Aside(Line),
    /// A link; where the address is not a plain web address, only its text is printed.
    Link(Line, String),
}

/// A line of text.
pub(super) type Line = Vec<Inline>;

/// How good or bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Good,
    Unsure,
    Bad,
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// The page's answer.
    Headline(Line),
    /// The head of a section.
    Section(Line),
    /// A paragraph.
    Para(Line),
    /// What to do, in order.
    Steps(&'static str, Vec<Line>),
    /// A table: the heads of its columns, and rows of as many cells.
    Table(Table),
    /// Lines of a log, as they are.
    Log(Vec<LogLine>),
    /// Where something stands; a terminal without links prints the address too.
    Place(Line),
    /// Markdown of any length, after a word that says what it is.
    Prose(&'static str, String),
    /// Commands to copy, each with its cause's number, after a word that says what they do; and how many more there are.
    Commands(&'static str, Vec<(usize, String)>, usize),
    /// Steps in Markdown, after a word that says what they are.
    Numbered(&'static str, Vec<String>),
    /// A list.
    Bullets(Vec<Line>),
    /// A list to tick off.
    Tasks(Vec<Line>),
    /// What most readers skip.
    Fold(&'static str, Vec<Block>),
    /// A table, with the numbers of the causes that each row is about.
    CauseTable(Table, Vec<Vec<usize>>),
    /// All about one cause.
    Cause(CausePart),
    /// Small print, part by part.
    Small(Vec<Line>),
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// An empty head is a column of marks.
    pub(super) head: Vec<&'static str>,
    pub(super) rows: Vec<Vec<Line>>,
}

/// A cause's part of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CausePart {
    /// Its number.
    pub(super) number: usize,
    /// Its title, after its number.
    pub(super) head: Line,
    pub(super) blocks: Vec<Block>,
    /// Whether it is one of so many that a place which can fold shows only its title.
    pub(super) folded: bool,
}

/// A line of a log.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LogLine {
    /// Its number, or whatever stands before it.
    pub(super) number: String,
    /// Whether it is the one.
    pub(super) marked: bool,
    /// A stranger's text.
    pub(super) text: String,
}

/// The page for a place without folds or parts: each cause's blocks under its title.
pub(super) fn flat(page: &[Block]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for block in page {
        match block {
            Block::Cause(part) => {
                blocks.push(Block::Section(part.head.clone()));
                blocks.extend(part.blocks.iter().cloned());
            }
            Block::CauseTable(table, _) => blocks.push(Block::Table(table.clone())),
            block => blocks.push(block.clone()),
        }
    }
    blocks
}

/// Our own words.
pub(super) fn words(text: impl Into<String>) -> Inline {
    Inline::Words(text.into())
}

/// A stranger's text.
pub(super) fn raw(text: impl Into<String>) -> Inline {
    Inline::Raw(text.into())
}

/// Code.
pub(super) fn code(text: impl Into<String>) -> Inline {
    Inline::Code(text.into())
}

/// Our own words with a tone.
pub(super) fn toned(tone: Tone, text: impl Into<String>) -> Inline {
    Inline::Toned(tone, text.into())
}

/// A link, or its text alone where there is no address.
pub(super) fn link(text: Line, url: Option<&str>) -> Line {
    match url.and_then(super::escape::web_address) {
        Some(url) => vec![Inline::Link(text, url)],
        None => text,
    }
}
