//! Where async begins and ends.

use super::Error;

/// Runs a future to its end on a runtime of its own: one thread, since GitHub is what we wait for.
pub fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Runtime)?;
    Ok(runtime.block_on(future))
}
