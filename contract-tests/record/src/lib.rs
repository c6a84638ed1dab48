//! From traffic to recordings that nobody has to fear.
//!
//! An exchange goes one way: [`RawExchange`] is scrubbed by place in the spec (only public values stay, all
//! others are invented), and what comes of it, [`Scrubbed`], is searched by the [`Gate`] in the exact bytes that
//! are about to be written. Only [`Sealed`] bytes can reach the one function that makes a file. Raw exchanges
//! are neither shown nor copied nor written; there is no switch for that.

mod captured;
#[cfg(feature = "client")]
mod client;
mod content;
mod environment;
mod import;
mod invent;
mod known;
mod listed;
mod names;
mod pointer;
pub mod proxy;
mod raw_memory;
mod review;
mod scrub;
mod sealed;
mod session;
mod staged;
mod store;
mod value;

pub use captured::{Captured, Content, Message};
#[cfg(feature = "client")]
pub use client::{ClientRecorder, ClientRecording, Finished};
pub(crate) use content::append;
pub use import::{ImportError, ImportOptions, Imported, import};
pub use invent::{Inventor, REMEMBERED};
pub use known::{SHAPES, shapes};
pub use listed::{LISTED, Listed};
pub use raw_memory::keep_to_ourselves;
pub use review::{News, Review, reviews};
pub use scrub::{Mark, NotScrubbed, Provenance, Scrubber, Shape};
pub use sealed::{Gate, RawExchange, Refused, Scrubbed, Sealed};
pub use session::{Closed, Session, Taken};
use staged::Staged;
pub use store::{PENDING, Pending, Store, StoreError};
