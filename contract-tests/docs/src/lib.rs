//! The docs as a source: pages become claims, claims are compared with each other and with the spec, and a lock remembers
//! them.
//!
//! - [`model`]: a claim, a finding, and how they are named.
//! - `read`: readers for the dialects that pages are written in: text taken from the screen, Markdown, HTML.
//! - `page`: the blocks that every reader ends in.
//! - `claim`: from blocks to claims.
//! - `contradict`: claims that cannot all be true; `against`: claims that the spec does not say.
//! - `lock`: the claims as last read; `change`: what changed since, and what that does to the spec and to Rust.
//! - `source` and `show`: where pages come from, and how results are written; `outcome`: disagreements as findings of a report.

pub mod model;

mod against;
mod change;
mod claim;
mod contradict;
mod fetch;
mod hex;
mod lock;
mod outcome;
mod page;
mod read;
mod settle;
mod show;
mod source;
mod vocabulary;
mod yaml;

pub use against::{against_spec, against_traffic, name_operations, path_of};
pub use change::{
    Advice, Bindings, Changed, CosmeticChange, CosmeticKind, Diff, Edit, EditError, Moved, PageSet, Patch,
    RustChange, SpecPlace, Verdict, advise, apply, cosmetic, diff,
};
pub use claim::{PageClaims, read_page};
pub use contradict::contradictions;
pub use fetch::{FetchError, FetchLimits, Fetched, Fetcher};
pub use lock::{Lock, LockError, LockedPage};
pub use outcome::Pages;
pub use read::{Dialect, READER_VERSION};
pub use settle::settle;
pub use show::{ClaimsReport, DiffReport, claims_json, claims_text, diff_json, diff_text, fingerprint_of};
pub use show::{claim_line, safe as shown};
pub use source::{PageSource, SourceError, pages};

pub(crate) use claim::read_scalar;
pub(crate) use contradict::fingerprint as contradict_fingerprint;
pub(crate) use read::{read_media_line, read_name_list, read_status};
