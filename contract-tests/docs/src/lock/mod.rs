//! `docs.lock`: the claims of the docs as they were last read.

mod file;
mod hash;
mod write;

pub use file::{Lock, LockError, LockedPage};
pub(crate) use hash::page_hash;
