//! Scrubbing: an allow-list by place in the spec.
//!
//! A scalar is kept if every schema that may describe its place and type is marked `x-sensitivity: public`, and if it fits
//! what they say: a listed value or a word like one, a short number, a date. The recording lists the places of these.
//! Everything else is replaced by an invented value about which the spec says the same as about the real one:
//! same type, format and pattern, same side of every bound, in or out of the same enums. Undeclared names are
//! kept if they are plain names. Headers and cookies are dropped unless they are allowed.

mod body;
mod cookie;
mod exchange;
mod form;
mod header;
mod joined_digits;
mod ledger;
mod media_type;
mod multipart;
mod name_facts;
mod place;
mod public_url;
mod public_value;
mod scalar;
mod scrubber;
mod shape;
mod template;
mod url;

pub use exchange::NotScrubbed;
pub use scrubber::{Provenance, Scrubber};
pub use shape::{Feature, Shape};
pub(crate) use url::decoded;
