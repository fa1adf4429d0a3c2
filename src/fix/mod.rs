//! Whether a cause is fixed: candidate commits, signals, credit, status, forecast.

mod condition;
mod credit;
mod forecast;
mod quote;
mod signal;
mod status;
mod weights;

pub use forecast::{Forecast, JobOutlook, Outlook, forecast};
pub use signal::{Signal, signals};
pub use status::{Attribution, Condition, Credit, Status, Symptoms, attribute};
