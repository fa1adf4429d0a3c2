//! Findings to causes: rank, share, cascade, repository evidence.
