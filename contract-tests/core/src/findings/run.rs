//! Everything one run learned about a spec.

use std::sync::Arc;

use super::shard::Shard;
use super::summary::Summary;
use crate::verdict::{Presence, SpecCoverage};

/// Everything one run learned about a spec; what a summary file holds.
#[derive(Debug)]
pub struct Run {
    /// The names of the sources, in the order in which they were read.
    pub sources: Vec<Arc<str>>,
    /// Which part of the exchanges it was, if not all.
    pub shard: Option<Shard>,
    /// What the exchanges showed.
    pub summary: Summary,
    /// What of the spec they showed.
    pub coverage: SpecCoverage,
    /// How often declared properties were there, if that was counted.
    pub presence: Option<Presence>,
}
