//! Recorded traffic, read as a stream: one exchange is in memory at a time, regardless of the size of the
//! input.
//!
//! [`inputs`] resolves the names given by the user (files, folders, `-`) to [`Input`]s, and [`Reader`] reads
//! one of them. Exchanges borrow from the reader's memory, so reading ten million of them allocates as much
//! as reading the largest one. To parse on several threads, [`Reader::fill`] cuts entries into [`Batch`]es.
//! An entry that cannot be read is an [`Unread`] with place and reason, and reading continues.

mod base64;
mod batch;
mod beside;
mod body_file;
mod bru;
mod bruno;
mod coded;
mod compression;
mod decoder;
mod document;
mod documents;
mod format;
mod found;
mod frame;
mod gateway_log;
mod har;
mod har_frames;
mod held;
mod hoverfly;
mod httpmock;
mod input;
mod insomnia;
mod kept;
mod line_map;
mod log_line;
mod model;
mod multipart;
mod ndjson;
mod origin;
mod outline;
mod pact;
mod part;
mod placeholder;
mod postman;
mod reader;
mod recording;
mod schema;
mod sniff;
mod status;
mod told;
mod told_headers;
mod tree;
mod unknown;
mod urls;
mod utf16;
mod variables;
mod vcr;
mod window;
mod wiremock;
mod yaml_cut;
mod yaml_outline;

pub use batch::Batch;
pub use compression::Compression;
pub use decoder::{Decoder, Entry, Unread};
pub use format::TrafficFormat;
pub use input::{Input, InputError, ReadAs, STDIN, compressed_endings, format_endings, inputs, inputs_as};
pub use kept::{Kept, RealValues, nth};
pub use line_map::{LineMap, LineMapError};
pub use model::{
    Body, Evidence, EvidenceKind, Exchange, Headers, Known, Locator, NO_RESPONSE, Request, Response,
    has_no_body,
};
pub use multipart::{FormPart, Malformed, form_parts};
pub use origin::ValueOrigin;
pub use part::Part;
pub use placeholder::has_placeholder;
pub use reader::{MAX_EXCHANGE_BYTES, Reader};
pub use schema::schema;
