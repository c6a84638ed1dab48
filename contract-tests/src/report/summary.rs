//! What the run learned, to be merged with what other runs learned.

use super::format::{Audience, Format, Presence, Writer};
use contract_core::findings::summary_file;

pub(super) const FORMAT: Format = Format {
    audience: Audience::Program,
    presence: Presence::Told,
    write: Writer::Run(|run, spec, out| summary_file::write(run, spec, out)),
};
