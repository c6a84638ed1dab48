//! YAML documents as trees in which every node has its line, column and byte range.
//!
//! The build script of `cartevo`, `cartevo-contract` and its readers of documentation all parse YAML with
//! this crate, so they behave the same and report errors the same way.
//!
//! - [`read_yaml`], [`read_first`] and [`read_data`] parse a text into a [`Node`].
//! - [`mod@pointer`] formats and parses JSON pointers; [`Node::at`] follows them.
//!
//! The parser is strict where YAML is dangerous: duplicate keys are rejected, the depth, the size and the
//! expansion of aliases are limited, and only `true` and `false` are booleans (`no` is a string).

mod build;
mod node;
mod place;
pub mod pointer;
mod read;
mod scalar;

pub use build::{MAX_DEPTH, MAX_NODES, MAX_REPEATED_BYTES};
pub use node::{Member, Node, Value};
pub use place::{Place, Span};
pub use read::{ReadError, read_data, read_first, read_yaml};
