//! What changed in the docs, and what that means for the spec and for the Rust API.

mod advice;
mod bindings;
mod cosmetic;
mod diff;
mod edit;
mod patch;

pub use advice::{Advice, SpecPlace, Verdict, advise};
pub use bindings::{Bindings, RustChange};
pub use cosmetic::{CosmeticChange, CosmeticKind, cosmetic};
pub use diff::{Changed, Diff, Moved, PageSet, diff};
pub use edit::{Edit, EditError, apply};
pub use patch::Patch;
