//! A fake GitHub that serves a bundle: the API on one port, the log storage on another, as the real one has them on two hosts.
//!
//! For every test binary: `mod fake;`, or `#[path = "fake/mod.rs"] mod fake;` from a folder.
#![expect(clippy::unwrap_used, reason = "a fake that cannot listen, or whose bundle is broken, is a failed test")]

mod api;
mod board;
mod fault;
mod gather;
mod http;
mod rounds;
mod state;
mod storage;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use serde_json::Value;

pub(crate) use fault::Fault;
pub(crate) use http::{Damage, Host, Request, Response};
use state::State;

/// A running fake; it stops when it is dropped.
pub(crate) struct Fake {
    /// For `--api-url`.
    pub(crate) api_url: String,
    /// Where redirects lead.
    pub(crate) blob_url: String,
    state: Arc<State>,
    listeners: Vec<(SocketAddr, JoinHandle<()>)>,
}

impl Fake {
    /// The only token it accepts.
    pub(crate) const TOKEN: &str = "fake-token";

    /// Serves a directory with `run.json`, `jobs.json`, `logs.zip`, `compare.json`, `commits/<sha>.json`, `source/` and
    /// `config/`; what is not there is not found.
    pub(crate) fn start(bundle: &Path) -> Self {
        Self::start_below(bundle, "")
    }

    /// The same with the API's addresses below a prefix, as GitHub Enterprise Server has them: `/api/v3`.
    pub(crate) fn start_below(bundle: &Path, prefix: &'static str) -> Self {
        let (api, blob) = (TcpListener::bind("127.0.0.1:0").unwrap(), TcpListener::bind("127.0.0.1:0").unwrap());
        let url = |listener: &TcpListener| format!("http://{}", listener.local_addr().unwrap());
        let (api_url, blob_url) = (format!("{}{prefix}", url(&api)), url(&blob));
        let state = Arc::new(State::new(bundle, &api_url, &blob_url, prefix));
        let listeners = vec![listen(api, Host::Api, &state), listen(blob, Host::Blob, &state)];
        Self { api_url, blob_url, state, listeners }
    }

    /// The account that the token speaks for.
    pub(crate) const ACCOUNT: u64 = 900;

    /// The comments of an issue or a pull request.
    pub(crate) fn comments(&self, number: u64) -> Vec<Value> {
        self.state.board.lock().unwrap().comments.iter().filter(|comment| comment["issue"] == number).cloned().collect()
    }

    /// Somebody comments: the comment's id.
    pub(crate) fn say(&self, number: u64, author: u64, body: &str) -> u64 {
        self.state.board.lock().unwrap().comment(number, author, body)["id"].as_u64().unwrap()
    }

    /// Somebody deletes all comments.
    pub(crate) fn wipe(&self) {
        self.state.board.lock().unwrap().comments.clear();
    }

    /// The issues.
    pub(crate) fn issues(&self) -> Vec<Value> {
        self.state.board.lock().unwrap().issues.clone()
    }

    /// The check runs that were written.
    pub(crate) fn checks(&self) -> Vec<Value> {
        self.state.board.lock().unwrap().checks.clone()
    }

    /// Holds the next requests of a kind (`GET /repos/…`) until so many have come, does something, and lets them go on.
    pub(crate) fn gather(&self, what: &str, count: usize, then: impl FnOnce() + Send + 'static) {
        self.state.gather.begin(what, count, Box::new(then));
    }

    /// How many of the requests so far were for a path.
    pub(crate) fn asked(&self, path: &str) -> usize {
        self.state.journal.lock().unwrap().iter().filter(|request| request.path == path).count()
    }

    /// Every request so far, in the order they came.
    pub(crate) fn journal(&self) -> Vec<Request> {
        self.state.journal.lock().unwrap().clone()
    }

    /// Every request that was answered, with its answer, in the order they were.
    pub(crate) fn answers(&self) -> Vec<(Request, Response)> {
        self.state.answers.lock().unwrap().clone()
    }

    /// From now on, answers requests in rounds, so that the journal shows which follow one another.
    pub(crate) fn in_rounds(&self) {
        self.state.rounds.begin();
    }

    /// From now on, answers requests for a path (without its query, unless it names one; `*` at the end: all that begin so; a method and a space before it: only
    /// those) with a fault.
    pub(crate) fn fault(&self, path: &str, fault: Fault) {
        self.state.faults.lock().unwrap().push((path.to_owned(), fault));
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.state.stop();
        for (address, listener) in self.listeners.drain(..) {
            // Wakes it up; it then sees that it is over.
            drop(TcpStream::connect(address));
            drop(listener.join());
        }
    }
}

fn listen(listener: TcpListener, host: Host, state: &Arc<State>) -> (SocketAddr, JoinHandle<()>) {
    let address = listener.local_addr().unwrap();
    let state = Arc::clone(state);
    let thread = std::thread::spawn(move || {
        for stream in listener.incoming() {
            if state.stopped() {
                break;
            }
            let state = Arc::clone(&state);
            std::thread::spawn(move || serve(&stream.unwrap(), host, &state));
        }
    });
    (address, thread)
}

/// One request a connection: enough for tests, and nothing to keep track of.
fn serve(mut stream: &TcpStream, host: Host, state: &State) {
    let Some((mut request, authorization)) = http::read(stream, host) else { return };
    request.round = state.rounds.join();
    state.journal.lock().unwrap().push(request.clone());
    state.rounds.wait(request.round);
    state.gather.join(&request);
    let fault = state.take_fault(&request);
    if fault.as_ref().is_some_and(Fault::hangs) {
        state.wait_for_the_end();
        return;
    }
    let answer = || match host {
        Host::Api => api::answer(state, &request, authorization.as_deref()),
        Host::Blob => storage::answer(state, &request, authorization.as_deref()),
    };
    let (response, damage) = match fault {
        Some(fault) => fault.apply(answer),
        None => (answer(), Damage::None),
    };
    state.answers.lock().unwrap().push((request, response.clone()));
    response.write(&mut stream, damage);
}
