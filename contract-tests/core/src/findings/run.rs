//! The result of a run.

use std::sync::Arc;

use super::shard::Shard;
use super::summary::Summary;
use crate::verdict::{Presence, SpecCoverage};

/// The result of a run, and the content of a summary file.
#[derive(Debug)]
pub struct Run {
    /// The names of the sources, in reading order.
    pub sources: Vec<Arc<str>>,
    /// The shard; `None` for all exchanges.
    pub shard: Option<Shard>,
    /// What the exchanges showed.
    pub summary: Summary,
    /// The coverage of the spec.
    pub coverage: SpecCoverage,
    /// How often declared properties were present, if counted.
    pub presence: Option<Presence>,
}
