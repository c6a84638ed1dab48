//! What has to hold for any bytes. The fuzz targets call these, and the test suite calls them with the corpus.
#![allow(dead_code, unused_imports, reason = "each target calls one of them")]

mod files;
mod gate;
mod index;
mod json;
mod lane;
mod names;
mod pages;
mod pattern;
mod read;
mod scrub;
mod spec;

pub(crate) use files::files;
pub(crate) use gate::gate;
pub(crate) use index::index;
pub(crate) use json::json;
pub(crate) use lane::lane;
pub(crate) use names::names;
pub(crate) use pages::pages;
pub(crate) use pattern::pattern;
pub(crate) use read::{recordings, traffic};
pub(crate) use scrub::scrubber;
pub(crate) use spec::spec;
