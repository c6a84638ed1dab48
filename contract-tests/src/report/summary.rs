//! The observations of a run, for merging with other runs.

use super::format::{Audience, Format, Presence, Writer};
use contract_core::findings::summary_file;

pub(super) const FORMAT: Format = Format {
    audience: Audience::Program,
    presence: Presence::Shown,
    write: Writer::Run(|run, spec, out| summary_file::write(run, spec, out)),
};
