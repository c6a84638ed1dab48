//! The docs as a source: pages become claims, claims are compared with each other and with the spec, and a lock remembers
//! them.
//!
//! - [`model`]: a claim, and how it is named.
//! - `read`: readers for the dialects that pages are written in: text taken from the screen, Markdown, HTML.
//! - `page`: the blocks that every reader ends in.
//! - `claim`: from blocks to claims.
//! - `contradict`: claims that cannot all be true; `against`: claims that the spec does not say, both as remarks that
//!   [`contract_core::judgement`] judges.
//! - `lock`: the claims as last read; `change`: what changed since, and what that does to the spec and to Rust.
//! - `source` and `show`: where pages come from, and how results are written; `lines`: where claims stand.

pub mod model;

mod against;
mod change;
mod claim;
mod contradict;
mod fetch;
mod hex;
mod lines;
mod lock;
mod page;
mod read;
mod show;
mod source;
mod vocabulary;
mod yaml;

pub use against::{against_spec, against_traffic, name_operations};
pub use change::{
    Advice, Bindings, Changed, CosmeticChange, CosmeticKind, Diff, Edit, EditError, Moved, PageSet, Patch,
    RustChange, SpecPlace, Verdict, advise, apply, cosmetic, diff,
};
pub use claim::{PageClaims, read_page};
pub use contradict::contradictions;
pub use fetch::{FetchError, FetchLimits, Fetched, Fetcher};
pub use lines::ClaimLines;
pub use lock::{Lock, LockError, LockedPage};
pub use read::{Dialect, READER_VERSION};
pub use show::{DiffReport, claim_line, diff_json, diff_text, fingerprint_of, safe as shown};
pub use source::{PageSource, SourceError, pages};

pub(crate) use claim::read_scalar;
pub(crate) use read::{read_media_line, read_name_list, read_status};
