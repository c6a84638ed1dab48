//! `docs`: reads documentation pages.

mod address;
mod args;
mod claims;
mod error;
mod project;
mod run;
mod update;

pub use args::{DocsArgs, DocsCommand};
pub use error::DocsError;
pub use run::docs;
