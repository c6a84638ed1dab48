//! The docs against the spec.

mod compare;
mod operations;
mod place;
mod spec_only;

pub use compare::against_spec;
pub(crate) use compare::disagrees;
pub use operations::{name_operations, path_of};
pub(crate) use place::{Look, Placed, look};
