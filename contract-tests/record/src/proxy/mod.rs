//! A reverse proxy for one upstream, which hands every exchange over to be recorded.
//!
//! What passes is not changed: not a header but those of the connection itself, not a byte of a body. A copy of each
//! body is kept, as far as there is room ([`Room`]), until the exchange is complete. Then it is an [`Event`] in a
//! queue; whoever takes it from there scrubs it. Nothing of it is shown or logged here.

mod admission;
mod event;
mod forward;
mod headers;
mod memory_budget;
mod server;
mod tee;
mod upstream;

pub use admission::{Admission, Denied};
pub use event::{Event, FailureReason, Unanswered};
pub use memory_budget::{MAX_BODY, MAX_COPIES, MemoryBudget};
pub use server::{Proxy, ProxyError, ProxyOptions};
pub use upstream::{Upstream, UpstreamError};
