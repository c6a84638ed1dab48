//! The state that all calls of a client and its clones share.

use std::sync::Arc;
use std::time::Duration;

use crate::auth::Auth;
use crate::connection::Connection;
use crate::environment::Environment;
use crate::generated;
use crate::open::Registry;
use crate::operation::Effect;
use crate::options::CallOptions;
use crate::retry::RetryBudget;
use crate::transport::Transport;
use crate::{ActionHandle, IssueHandle};

/// The state that all calls of a client and its clones share.
pub(crate) struct Shared {
    pub(crate) base_url: String,
    /// Builds requests; `connection` sends them.
    pub(crate) http: reqwest::Client,
    pub(crate) connection: Arc<dyn Connection>,
    pub(crate) auth: Auth,
    pub(crate) environment: Arc<dyn Environment>,
    pub(crate) timeouts: Timeouts,
    /// The maximum size of a response body in bytes.
    pub(crate) response_limit: usize,
    pub(crate) retries: u32,
    pub(crate) retry_budget: RetryBudget,
    pub(crate) issues: Registry<IssueHandle>,
    pub(crate) actions: Registry<ActionHandle>,
}

impl Shared {
    /// The generated client for calls with these options.
    pub(crate) fn api(self: &Arc<Self>, options: CallOptions) -> generated::Client {
        generated::Client { inner: Transport::new(Arc::clone(self), options) }
    }
}

/// The timeouts of a client.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    /// The limit for a whole call, retries included.
    pub(crate) call: Duration,
    /// The limit for a whole call that issues a card.
    pub(crate) issue: Duration,
    /// The limit between two reads that return data.
    pub(crate) read: Duration,
}

impl Timeouts {
    pub(crate) fn total(&self, effect: Effect, options: &CallOptions) -> Duration {
        let default = match effect {
            Effect::Issue => self.issue,
            Effect::Read | Effect::Write | Effect::Money => self.call,
        };
        options.timeout.unwrap_or(default)
    }

    /// The read timeout applies to reads only. For any other operation the response decides what to do next, so the
    /// client waits for it until the total timeout.
    pub(crate) fn read(&self, effect: Effect) -> Duration {
        if effect.is_safe() { self.read } else { Duration::MAX }
    }
}
