//! The only user of octocrab: GitHub's API, as parts of a run.
