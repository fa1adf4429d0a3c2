//! Counts and sentences.
