//! `docs.lock`: the claims of the docs as last read.

mod file;
mod write;

pub use file::{Lock, LockError, LockedPage};
