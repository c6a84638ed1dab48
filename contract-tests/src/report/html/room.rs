//! The space of the sections, in bytes. Together with the head they stay below a megabyte, so that the page of a large
//! document can be opened.

pub(super) const FINDINGS: usize = 400_000;
pub(super) const SETTLED: usize = 80_000;
pub(super) const FIELDS: usize = 350_000;
pub(super) const NOTES: usize = 100_000;
