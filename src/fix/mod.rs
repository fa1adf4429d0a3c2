//! Whether a cause is fixed: candidate commits, signals, credit, status, forecast.

mod condition;
mod credit;
mod forecast;
mod names;
mod quote;
mod share;
mod signal;
mod state;
mod status;
mod weights;

pub use forecast::{Forecast, JobOutlook, Outlook, forecast};
pub use names::inner_name;
pub use share::shares;
pub use signal::{Signal, signals};
pub use state::{JobSeen, State, in_job, in_run};
pub use status::{Attribution, Condition, Credit, Status, Symptoms, attribute};
