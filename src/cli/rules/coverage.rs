//! `triage rules coverage`: how many failed jobs are explained, by whom, and what explains none of the others.

use std::collections::BTreeMap;
use std::path::PathBuf;

use comfy_table::{CellAlignment, Table, presets};
use serde_json::json;

use crate::bundle::{BundleError, World, read};
use crate::cli::Outcome;
use crate::cli::args::{Format, Global};
use crate::cli::error::Failure;
use crate::cli::output::deliver;
use crate::cli::pipeline;
use crate::diagnose::{Controls, JobFindings, fingerprint, rank, read as read_logs};
use crate::extract::literals;
use crate::matching::{Finding, Matcher, Source};
use crate::render::visible;
use crate::report::redact;
use crate::rules::Catalog;

/// So many unexplained lines are listed.
const UNEXPLAINED: usize = 20;

/// What is counted.
#[derive(Default)]
struct Coverage {
    failed: usize,
    /// By name: whether it is a rule, the jobs it explains, and those that nothing else would.
    by: BTreeMap<String, Row>,
    /// By fingerprint.
    unexplained: BTreeMap<String, Unexplained>,
}

#[derive(Default)]
struct Row {
    is_rule: bool,
    jobs: usize,
    alone: usize,
}

/// A failure that nothing explains.
struct Unexplained {
    jobs: usize,
    /// The first of them.
    place: String,
    text: String,
}

pub(super) fn run(logs: &[PathBuf], global: &Global) -> Result<Outcome, Failure> {
    let catalog = pipeline::catalog(&global.rules)?;
    let matcher = Matcher::new(&catalog, &literals());
    let mut coverage = Coverage::default();
    for path in logs {
        let world = World::open(read(std::slice::from_ref(path))?).map_err(BundleError::from)?;
        let reading = read_logs(&world, &matcher, &catalog).map_err(BundleError::from)?;
        for job in reading.jobs.iter().filter(|job| job.failed) {
            coverage.count(job, &catalog, &reading.controls);
        }
    }
    let text = match global.format() {
        Format::Json => coverage.json(),
        Format::Terminal => coverage.said(false),
        _ => coverage.said(true),
    };
    deliver(&text, global)?;
    Ok(Outcome::Fine)
}

/// The finding that explains a job.
fn cause<'j>(job: &'j JobFindings, catalog: &Catalog, controls: &Controls) -> Option<&'j Finding> {
    rank(job, catalog, controls).primary.map(|at| &job.findings[at])
}

impl Coverage {
    fn count(&mut self, job: &JobFindings, catalog: &Catalog, controls: &Controls) {
        self.failed += 1;
        let lead = cause(job, catalog, controls);
        let Some(finding) = lead.filter(|finding| !finding.is_unusual()) else { return self.count_unexplained(lead, catalog) };
        let (name, is_rule) = match (&finding.source, finding.rule(catalog)) {
            (_, Some(rule)) => (rule.path(), true),
            (Source::Extractor(reading), None) => (reading.extractor.to_owned(), false),
            (Source::Rule(_), None) => return,
        };
        let without = job.without(&finding.source);
        let others = cause(&without, catalog, controls).is_some_and(|other| !other.is_unusual());
        let row = self.by.entry(name).or_default();
        row.is_rule = is_rule;
        row.jobs += 1;
        row.alone += usize::from(!others);
    }

    fn count_unexplained(&mut self, finding: Option<&Finding>, catalog: &Catalog) {
        let key = finding.map(|finding| fingerprint(finding, catalog)).unwrap_or_default();
        let first = || match finding {
            Some(finding) => Unexplained {
                jobs: 0,
                place: format!("{}:{}", visible(&finding.evidence.log), finding.evidence.log_line),
                text: visible(redact(finding.evidence.text.trim()).as_ref()),
            },
            None => Unexplained { jobs: 0, place: String::new(), text: "(no line to point at)".to_owned() },
        };
        self.unexplained.entry(key).or_insert_with(first).jobs += 1;
    }

    /// Those that explain most first.
    fn rows(&self) -> Vec<(&String, &Row)> {
        let mut rows: Vec<_> = self.by.iter().collect();
        rows.sort_by_key(|(_, row)| std::cmp::Reverse(row.jobs));
        rows
    }

    fn gaps(&self) -> Vec<(&String, &Unexplained)> {
        let mut gaps: Vec<_> = self.unexplained.iter().collect();
        gaps.sort_by_key(|(_, gap)| std::cmp::Reverse(gap.jobs));
        gaps
    }

    fn explained(&self, which: impl Fn(&Row) -> bool) -> usize {
        self.by.values().filter(|row| which(row)).map(|row| row.jobs).sum()
    }

    fn share(&self, jobs: usize) -> f64 {
        if self.failed == 0 { 0.0 } else { jobs as f64 / self.failed as f64 }
    }

    fn said(&self, markdown: bool) -> String {
        let percent = |jobs: usize| format!("{:.1} %", 100.0 * self.share(jobs));
        let (all, rules) = (self.explained(|_| true), self.explained(|row| row.is_rule));
        let mut text = format!(
            "{} failed jobs, {all} explained ({}): {rules} by rules ({}), {} by extractors ({})\n",
            self.failed,
            percent(all),
            percent(rules),
            all - rules,
            percent(all - rules)
        );
        if !self.by.is_empty() {
            let mut table = new_table(markdown, ["WHO", "JOBS", "SHARE", "NOTHING ELSE WOULD"]);
            for (name, row) in self.rows() {
                let alone = if row.alone == 0 { String::new() } else { format!("{} ({})", row.alone, percent(row.alone)) };
                table.add_row([name.clone(), row.jobs.to_string(), percent(row.jobs), alone]);
            }
            for column in table.column_iter_mut().skip(1) {
                column.set_cell_alignment(CellAlignment::Right);
            }
            text.push_str(&printed(&table));
        }
        if !self.unexplained.is_empty() {
            let mut table = new_table(markdown, ["UNEXPLAINED", "JOBS", "FIRST", "LINE"]);
            for (fingerprint, gap) in self.gaps().into_iter().take(UNEXPLAINED) {
                let line: String = gap.text.chars().take(120).collect();
                let line = if markdown { line.replace('|', "\\|") } else { line };
                table.add_row([fingerprint.clone(), gap.jobs.to_string(), gap.place.clone(), line]);
            }
            text.push_str(&printed(&table));
        }
        text
    }

    fn json(&self) -> String {
        let rows = |rules: bool| -> Vec<serde_json::Value> {
            let of = self.rows().into_iter().filter(|(_, row)| row.is_rule == rules);
            of.map(|(name, row)| {
                json!({
                    "name": name, "jobs": row.jobs, "share": self.share(row.jobs),
                    "marginal": row.alone, "marginal_share": self.share(row.alone),
                })
            })
            .collect()
        };
        let gaps: Vec<_> = self
            .gaps()
            .into_iter()
            .map(|(fingerprint, gap)| json!({ "fingerprint": fingerprint, "jobs": gap.jobs, "first": gap.place, "line": gap.text }))
            .collect();
        let explained = self.explained(|_| true);
        let value = json!({
            "failed": self.failed, "explained": explained, "share": self.share(explained),
            "rules": rows(true), "extractors": rows(false), "unexplained": gaps,
        });
        serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
    }
}

fn new_table(markdown: bool, head: [&str; 4]) -> Table {
    let mut table = Table::new();
    table.load_style(if markdown { presets::ASCII_MARKDOWN } else { presets::NOTHING }).set_header(head);
    table
}

fn printed(table: &Table) -> String {
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    format!("\n{}\n", lines.join("\n"))
}
