//! The commands, one a file.

pub mod accept;
pub mod import;
pub mod pending;
pub mod reject;
pub mod scan;
