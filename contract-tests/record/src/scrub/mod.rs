//! Scrubbing: an allow-list by place in the spec.
//!
//! A scalar stays if every schema that may describe its place and its type is marked `x-sensitivity: public`.
//! Everything else is invented, so that the spec says of the scrubbed exchange what it says of the real one:
//! same types, same formats, same patterns, same sides of every bound, in and out of the same enumerations.
//! Names that nobody declared stay if they are plainly names. Headers and cookies are dropped unless they are allowed.

mod body;
mod cookie;
mod exchange;
mod form;
mod header;
mod media_type;
mod name_facts;
mod place;
mod scalar;
mod scrubber;
mod shape;
mod template;
mod url;

pub use exchange::NotScrubbed;
pub use scrubber::{Provenance, Scrubber};
pub use shape::{Feature, Shape};
