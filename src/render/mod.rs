//! A report as text: pure functions, one a format.
