//! Documentation pages as a source: pages are read into claims, claims are compared with each other and with
//! the spec, and a lock stores them.
//!
//! - [`model`]: claims and their ids.
//! - `read`: readers for the dialects of pages: text copied from the screen, Markdown, HTML.
//! - `page`: the blocks that all readers produce.
//! - `claim`: turns blocks into claims.
//! - `contradict`: claims that contradict each other; `against`: claims that contradict the spec. Both
//!   produce remarks that [`contract_core::judgement`] judges; `disagreements`: all of them.
//! - `lock`: the claims as last read; `change`: what changed since, and how that affects the spec and Rust.
//! - `source` and `show`: where pages come from, and how results are written; `lines`: the lines of claims.
//! - `vocabulary` and `subject`: the words that pages use.

pub mod model;

mod against;
mod change;
mod claim;
mod contradict;
mod disagreements;
mod fetch;
mod hex;
mod lines;
mod lock;
mod page;
mod read;
mod show;
mod source;
mod subject;
mod vocabulary;
mod yaml;

pub use against::{against_traffic, name_operations};
pub use change::{
    Advice, Bindings, Changed, CosmeticChange, Diff, Edit, EditError, LineChange, Moved, PageSet, Patch,
    RustChange, Side, SpecPlace, UnreadChange, Verdict, advise, apply, diff, text_changes,
};
pub use claim::{PageClaims, read_page};
pub use contradict::contradictions;
pub use disagreements::disagreements;
pub use fetch::{FetchError, FetchLimits, Fetched, Fetcher};
pub use lines::ClaimLines;
pub use lock::{Lock, LockError, LockedPage};
pub use read::{Dialect, READER_VERSION};
pub use show::{DiffReport, claim_line, diff_json, diff_text, fingerprint_of, safe as shown};
pub use source::{PageSource, SourceError, pages};

pub(crate) use claim::read_scalar;
pub(crate) use read::{read_media_line, read_name_list, read_status};
