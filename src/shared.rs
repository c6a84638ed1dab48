//! What all calls of a client share.

use std::sync::Arc;
use std::time::Duration;

use crate::auth::Auth;
use crate::connection::Connection;
use crate::environment::Environment;
use crate::generated;
use crate::issue::OpenIssues;
use crate::operation::Effect;
use crate::options::CallOptions;
use crate::retry::Savings;
use crate::transport::Transport;

/// What all calls of a client share.
pub(crate) struct Shared {
    pub(crate) base_url: String,
    /// Makes requests. `connection` sends them.
    pub(crate) http: reqwest::Client,
    pub(crate) connection: Arc<dyn Connection>,
    pub(crate) auth: Auth,
    pub(crate) environment: Arc<dyn Environment>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retries: u32,
    pub(crate) savings: Savings,
    pub(crate) issues: OpenIssues,
}

impl Shared {
    /// The generated client, for calls with these settings.
    pub(crate) fn api(self: &Arc<Self>, options: CallOptions) -> generated::Client {
        let transport = Transport::new(Arc::clone(self), options);
        generated::Client::new_with_client(&self.base_url, self.http.clone(), transport)
    }
}

/// How long calls may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    /// A call in all.
    pub(crate) call: Duration,
    /// The issuing of a card in all.
    pub(crate) issue: Duration,
    /// A server that says nothing.
    pub(crate) silence: Duration,
}

impl Timeouts {
    pub(crate) fn total(&self, effect: Effect, options: &CallOptions) -> Duration {
        let own = if effect == Effect::Issue { self.issue } else { self.call };
        options.timeout.unwrap_or(own)
    }

    /// Only reads are given up on because of a silence: elsewhere the answer is worth waiting for.
    pub(crate) fn silence(&self, effect: Effect) -> Duration {
        if effect.may_repeat() { self.silence } else { Duration::MAX }
    }
}
