//! What is known beside two names that may be one.

use crate::spec::Spec;
use crate::verdict::Learned;

/// Context of a candidate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) spec: &'a Spec,
    pub(super) learned: &'a Learned,
    /// The number of objects at the place that lack the declared name although it is required.
    pub(super) gone: u64,
    /// The number of exchanges with the undeclared name.
    pub(super) exchanges: u64,
}
