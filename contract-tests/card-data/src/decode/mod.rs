//! Decodes one layer of encoding.
//!
//! Each decoder calls back with a [`Section`] per encoded run. Decoders are lenient: they decode whatever a
//! tolerant reader might accept. False positives decode to noise, which contains no card numbers.

mod base32;
mod base64;
mod byte_list;
mod compression;
mod deflate;
mod dump;
mod entity;
mod escape;
mod hex;
mod invisible;
mod noise;
mod percent;
mod printable;
mod quoted_printable;
mod region;
mod sealed;
mod section;
mod sqlite;
mod utf16;

pub(super) use base32::each_run as each_base32;
pub(super) use base64::{VALUES, decode_run, each_run as each_base64};
pub(super) use byte_list::each_run as each_byte_list;
pub(super) use compression::{
    Inflated, compressed_starts, compression, decompressed, inflate, is_compressed_ending, is_cut_magic,
};
pub(super) use deflate::{Stream, deflate_streams, holds_pixels, stored_members};
pub(super) use dump::each_run as each_dump;
pub(super) use entity::each_run as each_entity;
pub(super) use escape::each_run as each_escaped;
pub(super) use hex::each_run as each_hex;
pub(super) use invisible::each_run as each_invisible;
pub(super) use percent::each_run as each_percent;
pub(super) use printable::{each_printable, is_text};
pub(super) use quoted_printable::each_run as each_quoted_printable;
pub(super) use sealed::sealed;
pub(super) use section::Section;
pub(super) use sqlite::each_page as each_sqlite_page;
pub(super) use utf16::{decode_utf16, each_utf16, is_utf16};
