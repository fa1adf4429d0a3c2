//! Whether a cause is fixed: candidate commits, signals, credit, status, forecast.
