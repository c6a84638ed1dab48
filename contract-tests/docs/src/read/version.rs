//! The version of the readers.

/// Incremented when a reader reads a page differently, so that a new reader is not mistaken for a changed
/// page.
///
/// `cargo xtask readers` increments it; a test requires that when the claims of the sample pages change.
pub const READER_VERSION: u32 = include!("version.txt");
