//! What the run learned, to be merged with what other runs learned.

use super::format::{Audience, Format, Presence};
use contract_core::findings::summary_file;

pub(super) const FORMAT: Format = Format {
    audience: Audience::Program,
    presence: Presence::Told,
    write: |rendering, out| summary_file::write(rendering.run, rendering.report.outcome.spec, out),
};
