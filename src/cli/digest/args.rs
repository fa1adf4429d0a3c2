//! What can be said to `triage digest`.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use crate::cli::args::GithubArgs;
use crate::cli::history::StoreArgs;

#[derive(Debug, clap::Args)]
pub(crate) struct DigestArgs {
    /// From when on: so long ago (`7d`, `24h`, `2w`), or a day (`2026-02-01`)
    #[arg(long, value_name = "WHEN", default_value = "7d", value_parser = When::parse)]
    pub since: When,
    /// Until when, the same way; without it, until now
    #[arg(long, value_name = "WHEN", value_parser = When::parse)]
    pub until: Option<When>,
    /// Only runs of this branch
    #[arg(long, value_name = "BRANCH")]
    pub branch: Option<String>,
    /// Read the logs of at most so many failed runs, the newest
    #[arg(long, value_name = "N", default_value = "100")]
    pub limit: usize,
    /// Keep it in one issue of the repository
    #[arg(long)]
    pub issue: bool,
    #[command(flatten)]
    pub github: GithubArgs,
    #[command(flatten)]
    pub store: StoreArgs,
}

/// A time on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// So long before now.
    Ago(TimeDelta),
    /// The beginning of a day, UTC.
    Day(NaiveDate),
}

impl When {
    fn parse(text: &str) -> Result<Self, String> {
        if let Ok(day) = text.parse() {
            return Ok(Self::Day(day));
        }
        let no = || "neither a time like `7d`, `24h`, `2w` nor a day like `2026-02-01`".to_owned();
        let unit = text.chars().next_back().ok_or_else(no)?;
        let count: u32 = text[..text.len() - unit.len_utf8()].parse().map_err(|_| no())?;
        let hours = match unit {
            'h' => 1,
            'd' => 24,
            'w' => 7 * 24,
            _ => return Err(no()),
        };
        let hours = i64::from(count) * hours;
        if hours == 0 || hours > 400 * 24 {
            return Err("GitHub keeps logs for 400 days at most".to_owned());
        }
        Ok(Self::Ago(TimeDelta::hours(hours)))
    }

    /// As a time, seen from now; a day that ends a period is part of it.
    pub(super) fn time(self, now: DateTime<Utc>, ends: bool) -> DateTime<Utc> {
        match self {
            Self::Ago(long) => now - long,
            Self::Day(day) if ends => (day + Days::new(1)).and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::seconds(1),
            Self::Day(day) => day.and_time(chrono::NaiveTime::MIN).and_utc(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::When;
    use crate::model::rfc3339;

    #[test]
    fn times_and_days() {
        let now = "2026-02-08T12:00:00Z".parse().unwrap();
        let said = |text: &str, ends| When::parse(text).map(|when| rfc3339(when.time(now, ends)));
        assert_eq!(said("7d", false).as_deref(), Ok("2026-02-01T12:00:00Z"));
        assert_eq!(said("36h", false).as_deref(), Ok("2026-02-07T00:00:00Z"));
        assert_eq!(said("2026-02-01", false).as_deref(), Ok("2026-02-01T00:00:00Z"));
        assert_eq!(said("2026-02-01", true).as_deref(), Ok("2026-02-01T23:59:59Z"));
        for text in ["", "7", "d", "0d", "9999w", "-1d", "7日", "2026-02-30"] {
            assert!(When::parse(text).is_err(), "{text}");
        }
    }
}
