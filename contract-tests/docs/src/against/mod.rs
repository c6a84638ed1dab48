//! Compares the docs with the spec and with the traffic.

mod compare;
mod operations;
mod place;
mod spec_only;
mod traffic;

pub(crate) use compare::against_spec;
pub(crate) use compare::disagrees;
pub use operations::name_operations;
pub(crate) use operations::path_of;
pub(crate) use place::{Look, Placed, look};
pub use traffic::against_traffic;
