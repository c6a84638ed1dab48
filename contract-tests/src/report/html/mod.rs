//! The report as a single HTML page for screen and print, without scripts or external resources.

mod findings;
mod header;
mod matrix;
mod page;
mod parts;
mod room;
mod settled;

use super::format::{Audience, Format, Presence, Writer};

pub use page::write;

pub(super) const FORMAT: Format = Format {
    audience: Audience::Page,
    presence: Presence::Shown,
    write: Writer::Findings(|rendering, out| write(rendering.report, out)),
};
