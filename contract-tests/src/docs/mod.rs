//! The docs as a source: pages become claims, claims are compared with each other and with the spec, and a lock remembers
//! them.
//!
//! - [`model`]: a claim, a finding, and how they are named.
//! - `read`: readers for the forms in which a page comes: text taken from the screen, Markdown, HTML.
//! - `page`: the blocks that every reader ends in.
//! - `claim`: from blocks to claims.
//! - `contradict`: claims that cannot all be true.

pub mod model;

mod claim;
mod contradict;
mod page;
mod read;
mod vocabulary;
mod yaml;

pub use claim::{PageClaims, read_page};
pub use contradict::contradictions;
pub use read::{Form, READER_VERSION};

pub(crate) use read::{read_media_line, read_name_list, read_status};
