//! Where async begins and ends.

use tokio::runtime::{Builder, Runtime};

use super::{Client, ClientOptions, Error};

/// Runs a future to its end on a runtime of its own: one thread, since GitHub is what we wait for.
pub fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
    Ok(runtime()?.block_on(future))
}

fn runtime() -> Result<Runtime, Error> {
    Builder::new_current_thread().enable_all().build().map_err(Error::Runtime)
}

/// A client and the runtime it lives on, for questions with other work between them.
#[derive(Debug)]
pub struct Session {
    runtime: Runtime,
    client: Client,
}

impl Session {
    /// Sends nothing yet.
    pub fn new(options: ClientOptions) -> Result<Self, Error> {
        let runtime = runtime()?;
        let client = runtime.block_on(async { Client::new(options) })?;
        Ok(Self { runtime, client })
    }

    /// The client, for its counts.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Asks, and waits for what comes of it.
    pub fn run<T>(&self, question: impl AsyncFnOnce(&Client) -> T) -> T {
        self.runtime.block_on(question(&self.client))
    }
}
