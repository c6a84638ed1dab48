//! Changes of the docs and their consequences for the spec and the Rust API.

mod advice;
mod bindings;
mod cosmetic;
mod diff;
mod edit;
mod operations;
mod patch;
mod renames;

pub use advice::{Advice, SpecPlace, Verdict, advise};
pub use bindings::{Bindings, RustChange};
pub use cosmetic::{CosmeticChange, LineChange, Side, UnreadChange, text_changes};
pub use diff::{Changed, Diff, Moved, PageSet, diff};
pub use edit::{Edit, EditError, apply};
pub use patch::Patch;
