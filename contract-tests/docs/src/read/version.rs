//! The version of the readers.

/// Moves when a reader reads a page differently, so that a new reader is not taken for a new page.
///
/// `cargo xtask readers` moves it; a test demands that where what the readers make of the sample pages changes.
pub const READER_VERSION: u32 = include!("version.txt");
