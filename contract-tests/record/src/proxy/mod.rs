//! A reverse proxy for one upstream that captures every exchange for recording.
//!
//! Messages are forwarded unchanged, except for hop-by-hop headers. A copy of each body is kept within the
//! [`MemoryBudget`] until the exchange is complete, and then sent as an [`Event`] to a queue, whose receiver
//! scrubs it. Nothing is shown or logged here.

mod admission;
mod base_path;
mod connections;
mod counts;
mod event;
mod forward;
mod headers;
mod memory_budget;
mod server;
mod tee;
mod upstream;

pub use admission::{Admission, Denied};
pub use counts::Counts;
pub use event::{Event, FailureReason, Unanswered};
pub use memory_budget::{MAX_BODIES, MAX_COPIES, MemoryBudget, Reservation};
pub use server::{Proxy, ProxyError, ProxyOptions};
pub use upstream::{Upstream, UpstreamError};
