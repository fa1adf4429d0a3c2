//! Whether a cause is fixed: candidate commits, signals, credit, status, forecast.

mod claim;
mod condition;
mod credit;
mod forecast;
mod judge;
mod later;
mod luck;
mod names;
mod quote;
mod share;
mod signal;
mod state;
mod status;
mod twin;
mod weights;

pub use credit::{FEATURES, features};
pub use forecast::{Forecast, JobOutlook, Outlook, SEEN_ON_BASE, Tested, Way, forecast};
pub use judge::{Judged, judge};
pub use later::{Later, Sighting, Wanted, later};
pub use names::inner_name;
pub use share::shares;
pub use signal::{Signal, signals};
pub use state::{JobSeen, State, in_job, in_run};
pub use status::{Attribution, Condition, Credit, Status, Symptoms, attribute};
pub use twin::{NamedCommit, patch_id};
pub use weights::{BASE, LEARNED, SEEN_AGAIN};
