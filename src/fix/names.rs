//! What people call a job.

/// What stands in the parentheses of a matrix job's name: `E2E (datastorage)` → `datastorage`.
pub fn inner_name(job: &str) -> Option<String> {
    let (_, inner) = job.strip_suffix(')')?.rsplit_once('(')?;
    (inner.len() > 3).then(|| inner.to_owned())
}
