//! Turns traffic into recordings that are safe to commit.
//!
//! Every exchange takes the same path. A [`RawExchange`] is scrubbed by place in the spec: public values
//! stay, all others are replaced by invented ones. The [`Gate`] searches the result, [`Scrubbed`], in the
//! exact bytes that are about to be written. Only [`Sealed`] bytes reach the one function that creates a
//! file. Raw exchanges cannot be shown, copied or written, and no switch changes that.

mod capped_list;
mod captured;
#[cfg(feature = "client")]
mod client;
mod content_coding;
mod environment;
mod import;
mod invent;
mod known_shapes;
mod names;
mod pointer;
mod process_hardening;
pub mod proxy;
mod review;
mod run_folder;
mod scrub;
mod sealed;
mod session;
mod staged;
mod store;
mod value;

pub use capped_list::{CappedList, MAX_LISTED};
pub use captured::{Captured, CapturedBody, Message};
#[cfg(feature = "client")]
pub use client::{ClientRecorder, ClientRecording, Finished};
pub use import::{ImportError, ImportOptions, Imported, import};
pub use invent::{Inventor, MAX_REMEMBERED};
pub use known_shapes::{MAX_SHAPES, shapes};
pub use process_hardening::harden_process;
pub use review::{Difference, Review, reviews};
pub use scrub::{Feature, NotScrubbed, Provenance, Scrubber, Shape};
pub use sealed::{Gate, RawExchange, Refused, Scrubbed, Sealed};
pub use session::{RecordOutcome, Session, SessionSummary};
use staged::Staged;
pub use store::{PENDING, Pending, Store, StoreError};
