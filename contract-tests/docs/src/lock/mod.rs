//! `docs.lock`: the claims of the docs as they were last read.

mod file;
mod write;

pub use file::{Lock, LockError, LockedPage};
