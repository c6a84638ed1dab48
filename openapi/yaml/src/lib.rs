//! YAML documents as trees in which every node knows its line, its column and its bytes.
//!
//! The build script of `cartevo`, the check of `cartevo-contract` and its readers of documentation all read YAML through
//! this crate, so it is read by one reader and errors look the same everywhere.
//!
//! - [`read_yaml`] and [`read_first`] read a text into a [`Node`].
//! - [`pointer`] writes and reads JSON pointers; [`Node::at`] follows them.
//!
//! The reader is strict where YAML is dangerous: duplicate keys are refused, depth, size and what aliases expand to have
//! limits, and only `true` and `false` are booleans (`no` is a string).

mod build;
mod node;
mod place;
pub mod pointer;
mod read;
mod scalar;

pub use build::{MAX_DEPTH, MAX_NODES, MAX_REPEATED_BYTES};
pub use node::{Member, Node, Value};
pub use place::{Place, Span};
pub use read::{ReadError, read_first, read_yaml};
