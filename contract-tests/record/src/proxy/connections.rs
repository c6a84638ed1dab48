//! The open connections. Those that wait for a request make room for others, and end at once when asked to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// The most concurrent connections; others wait.
const MAX_CONNECTIONS: usize = 256;

/// How long a connection without a request is left alone, even if others wait.
const QUIET: Duration = Duration::from_millis(500);

/// How often a full house looks for a connection that has become quiet.
const RETRY: Duration = Duration::from_millis(50);

/// The connections of a server.
pub(super) struct Connections {
    room: Arc<Semaphore>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    next: u64,
    by_number: HashMap<u64, State>,
}

struct State {
    /// Asks the connection to end.
    close: Arc<Notify>,
    /// Requests under way.
    requests: usize,
    /// Whether it has had a request.
    was_used: bool,
    is_closing: bool,
    quiet_since: Instant,
}

impl Connections {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { room: Arc::new(Semaphore::new(MAX_CONNECTIONS)), open: Mutex::default() })
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room for one more. If there is none, the connection that has been quiet the longest ends.
    pub(super) async fn admit(self: &Arc<Self>) -> OpenConnection {
        let permit = loop {
            let room = Arc::clone(&self.room);
            if let Ok(permit) = Arc::clone(&room).try_acquire_owned() {
                break Some(permit);
            }
            self.close_quietest();
            if let Ok(permit) = tokio::time::timeout(RETRY, room.acquire_owned()).await {
                // The semaphore is never closed.
                break permit.ok();
            }
        };
        let close = Arc::new(Notify::new());
        let state = State {
            close: Arc::clone(&close),
            requests: 0,
            was_used: false,
            is_closing: false,
            quiet_since: Instant::now(),
        };
        let mut open = self.open();
        let number = open.next;
        open.next += 1;
        open.by_number.insert(number, state);
        OpenConnection { connections: Arc::clone(self), number, close, _permit: permit }
    }

    fn close_quietest(&self) {
        let mut open = self.open();
        let quiet = open.by_number.values_mut().filter(|state| state.requests == 0 && !state.is_closing);
        let quietest = quiet.min_by_key(|state| state.quiet_since);
        if let Some(state) = quietest.filter(|state| state.quiet_since.elapsed() >= QUIET) {
            state.end();
        }
    }

    /// Asks every connection to end after the request that it is at.
    pub(super) fn close_all(&self) {
        self.open().by_number.values_mut().for_each(State::end);
    }
}

impl State {
    fn end(&mut self) {
        self.is_closing = true;
        self.close.notify_one();
    }
}

/// An open connection.
pub(super) struct OpenConnection {
    connections: Arc<Connections>,
    number: u64,
    close: Arc<Notify>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl OpenConnection {
    /// Completes when the connection is to end.
    pub(super) async fn closing(&self) {
        self.close.notified().await;
    }

    /// Whether it has had a request, whose answer may still be on its way.
    pub(super) fn was_used(&self) -> bool {
        self.connections.open().by_number.get(&self.number).is_some_and(|state| state.was_used)
    }

    /// Starts a request, which ends on drop.
    pub(super) fn request(&self) -> RequestUnderWay {
        let request = RequestUnderWay { connections: Arc::clone(&self.connections), number: self.number };
        request.update(|state| {
            state.requests += 1;
            state.was_used = true;
        });
        request
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.connections.open().by_number.remove(&self.number);
    }
}

/// A request of a connection.
pub(super) struct RequestUnderWay {
    connections: Arc<Connections>,
    number: u64,
}

impl RequestUnderWay {
    fn update(&self, change: impl FnOnce(&mut State)) {
        if let Some(state) = self.connections.open().by_number.get_mut(&self.number) {
            change(state);
        }
    }
}

impl Drop for RequestUnderWay {
    fn drop(&mut self) {
        self.update(|state| {
            state.requests -= 1;
            state.quiet_since = Instant::now();
        });
    }
}
