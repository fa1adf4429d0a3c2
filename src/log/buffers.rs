//! Memory for logs: all that workers hold at once stays under one limit, and buffers go from hand to hand.

use std::ops::Deref;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// What all workers together may hold.
const TOTAL: usize = 64 << 20;

#[derive(Debug, Default)]
struct State {
    /// Promised to holders of permits.
    promised: usize,
    /// Buffers that nobody uses.
    idle: Vec<Vec<u8>>,
}

/// Where permits and buffers come from.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    state: Mutex<State>,
    freed: Condvar,
}

impl Buffers {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until so many bytes may be held. A worker asks once for all that it will hold, so that none waits for another that waits. More than
    /// the limit is granted to one that is alone.
    pub(super) fn permit(self: &Arc<Self>, bytes: usize) -> Permit {
        let mut state = self.state();
        while state.promised > 0 && state.promised + bytes > TOTAL {
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.promised += bytes;
        let promised = state.promised;
        let mut idle: usize = state.idle.iter().map(Vec::capacity).sum();
        while promised + idle > TOTAL {
            let Some(buffer) = state.idle.pop() else { break };
            idle -= buffer.capacity();
        }
        Permit { bytes, home: Arc::clone(self) }
    }

    /// A buffer of so many bytes, whatever they are.
    pub(super) fn take(self: &Arc<Self>, len: usize) -> Buffer {
        let mut state = self.state();
        let fits = |buffer: &Vec<u8>| buffer.len() >= len && buffer.len() <= len + len / 4 + 4096;
        let at = state.idle.iter().position(fits);
        let bytes = at.map(|at| state.idle.swap_remove(at));
        drop(state);
        Buffer { bytes: bytes.unwrap_or_else(|| vec![0; len]), len, home: Some(Arc::clone(self)) }
    }
}

/// The right to hold some bytes.
#[derive(Debug)]
pub(super) struct Permit {
    bytes: usize,
    home: Arc<Buffers>,
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.home.state().promised -= self.bytes;
        self.home.freed.notify_all();
    }
}

/// Bytes that go back to where they came from.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    len: usize,
    home: Option<Arc<Buffers>>,
}

impl Buffer {
    /// All of it, to be written.
    pub(super) fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.bytes[..self.len]
    }
}

impl From<Vec<u8>> for Buffer {
    fn from(bytes: Vec<u8>) -> Self {
        Self { len: bytes.len(), bytes, home: None }
    }
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let Some(home) = &self.home else { return };
        let mut state = home.state();
        let idle: usize = state.idle.iter().map(Vec::capacity).sum();
        // The permit that this buffer was held by is still there.
        if idle + self.bytes.capacity() <= TOTAL / 2 {
            state.idle.push(std::mem::take(&mut self.bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Buffers, TOTAL};

    #[test]
    fn what_is_held_at_once_stays_under_the_limit() {
        let buffers = Arc::new(Buffers::default());
        let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for worker in 0..16 {
                let (buffers, held, most) = (&buffers, &held, &most);
                scope.spawn(move || {
                    for round in 0..20 {
                        let bytes = TOTAL / (2 + (worker + round) % 7);
                        let _permit = buffers.permit(bytes);
                        most.fetch_max(held.fetch_add(bytes, Ordering::SeqCst) + bytes, Ordering::SeqCst);
                        std::thread::yield_now();
                        held.fetch_sub(bytes, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= TOTAL);
    }

    #[test]
    fn one_alone_may_hold_more_and_buffers_come_back() {
        let buffers = Arc::new(Buffers::default());
        drop(buffers.permit(3 * TOTAL));
        let mut buffer = buffers.take(10_000);
        buffer.bytes_mut()[9_999] = 7;
        drop(buffer);
        assert_eq!(buffers.state().idle.len(), 1);
        let again = buffers.take(9_000);
        assert_eq!((again.len(), buffers.state().idle.len()), (9_000, 0));
        assert_eq!(buffers.take(100).len(), 100);
    }
}
