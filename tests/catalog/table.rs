//! `failure-classes.tsv`: the rows, and how they are written back.

use std::collections::BTreeMap;
use std::fs;

use super::root;

const FILE: &str = "tests/catalog/failure-classes.tsv";

/// Who must answer for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A rule must be the primary cause.
    Rule(String),
    /// An extractor must.
    Extractor(String),
    /// A wrapper matches, and something else is the cause.
    Wrapper(String),
    /// A rule matches it as the message of an annotation.
    Annotation(String),
    /// A rule or an extractor knows it from the run's data, without a line.
    Metadata(String),
    /// Nothing calls it a cause, and why that is right.
    NotAFailure(String),
    /// Nobody yet.
    Pending,
}

impl Answer {
    fn parse(text: &str) -> Self {
        let (word, rest) = text.split_once(':').unwrap_or((text, ""));
        let rest = rest.trim().to_owned();
        match word {
            "rule" => Self::Rule(rest),
            "extractor" => Self::Extractor(rest),
            "wrapper" => Self::Wrapper(rest),
            "annotation" => Self::Annotation(rest),
            "metadata" => Self::Metadata(rest),
            "not-a-failure" => Self::NotAFailure(rest),
            "pending" => Self::Pending,
            _ => panic!("{FILE}: nobody answers as `{text}`"),
        }
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rule(id) => write!(f, "rule:{id}"),
            Self::Extractor(name) => write!(f, "extractor:{name}"),
            Self::Wrapper(id) => write!(f, "wrapper:{id}"),
            Self::Annotation(id) => write!(f, "annotation:{id}"),
            Self::Metadata(name) => write!(f, "metadata:{name}"),
            Self::NotAFailure(reason) => write!(f, "not-a-failure: {reason}"),
            Self::Pending => write!(f, "pending"),
        }
    }
}

/// A row: one literal line, completed.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// `23`, or `23b` for another wording.
    pub name: String,
    /// I, E, C, D, X, as in the list of classes.
    pub verdict: String,
    pub answer: Answer,
    /// What the tool prints.
    pub lines: String,
}

impl Row {
    pub(crate) fn number(&self) -> u32 {
        self.name.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse().unwrap()
    }

    /// Never the cause while a real one stands in the same log.
    pub(crate) fn is_secondary(&self) -> bool {
        self.verdict == "X"
    }
}

/// The head of the file, and its rows. Two branches that fill in neighbours leave a row twice: the one that is filled in counts.
pub(crate) fn read() -> (String, Vec<Row>) {
    let text = fs::read_to_string(root().join(FILE)).unwrap();
    let (head, body): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    let mut rows: BTreeMap<(u32, String), Row> = BTreeMap::new();
    for line in body {
        let [row, verdict, answer, lines] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{FILE}: four columns are not in `{line}`")
        };
        let row = Row {
            name: row.to_owned(),
            verdict: verdict.to_owned(),
            answer: Answer::parse(answer),
            lines: lines.replace("\\n", "\n").replace("\\t", "\t"),
        };
        let known = rows.entry((row.number(), row.name.clone())).or_insert_with(|| row.clone());
        if known.answer == Answer::Pending {
            *known = row;
        }
    }
    (head.iter().map(|line| format!("{line}\n")).collect(), rows.into_values().collect())
}

pub(crate) fn write(head: &str, rows: &[Row]) {
    let line =
        |row: &Row| format!("{}\t{}\t{}\t{}\n", row.name, row.verdict, row.answer, row.lines.replace('\n', "\\n").replace('\t', "\\t"));
    fs::write(root().join(FILE), format!("{head}{}", rows.iter().map(line).collect::<String>())).unwrap();
}
