//! The report as one page for people: no scripts, nothing loaded from anywhere, made for screen and paper.

mod findings;
mod header;
mod matrix;
mod page;
mod parts;
mod settled;

use super::format::{Audience, Format, Presence, Writer};

pub use page::write;

pub(super) const FORMAT: Format = Format {
    audience: Audience::Page,
    presence: Presence::Told,
    write: Writer::Findings(|rendering, out| write(rendering.report, out)),
};
