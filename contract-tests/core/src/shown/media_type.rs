//! Media types of traffic.

use std::borrow::Cow;

use super::{HIDDEN_VALUE, shown_name};
use crate::name_judge::has_only_known_words;
use crate::spec::{essence, parameters};

/// The subtype that a recording has in place of one that may not be shown. It is not shown either.
pub const WITHHELD_SUBTYPE: &str = "x-invented";

/// The top-level media types (IANA).
const KINDS: &[&str] =
    &["application", "audio", "font", "haptics", "image", "message", "model", "multipart", "text", "video"];

/// How subtypes start that are not registered, or registered by a vendor.
const TREES: &[&str] = &["vnd.", "prs.", "x.", "x-"];

/// Structured suffixes, and subtypes of words that names do not have.
const SUBTYPES: &[&str] = &[
    "avif",
    "ber",
    "cbor",
    "css",
    "csv",
    "der",
    "geo",
    "gif",
    "gzip",
    "hal",
    "html",
    "javascript",
    "jpeg",
    "jose",
    "jwt",
    "markdown",
    "mp4",
    "mpeg",
    "msgpack",
    "ndjson",
    "octet-stream",
    "ogg",
    "pdf",
    "plain",
    "png",
    "protobuf",
    "rtf",
    "svg",
    "tar",
    "tiff",
    "urlencoded",
    "wav",
    "webm",
    "webp",
    "x-www-form-urlencoded",
    "x-yaml",
    "xhtml",
    "xml",
    "yaml",
    "zip",
    "zstd",
];

/// True for a top-level media type.
#[must_use]
pub fn is_known_kind(kind: &str) -> bool {
    KINDS.contains(&kind)
}

/// A media type as it is shown.
#[must_use]
pub fn shown_media_type(essence: &str) -> Cow<'_, str> {
    let is_shown = essence.split_once('/').is_some_and(|(kind, subtype)| {
        is_known_kind(kind) && !subtype.starts_with(WITHHELD_SUBTYPE) && is_subtype(subtype)
    });
    Cow::Borrowed(if is_shown { essence } else { HIDDEN_VALUE })
}

/// A media type that the document declares as it is shown, with its parameters.
#[must_use]
pub fn shown_full_media_type(media_type: &str) -> String {
    let pairs = parameters(media_type).map(|(name, value)| {
        let value = if has_only_known_words(value) { value } else { HIDDEN_VALUE };
        format!("; {}={value}", shown_name(name))
    });
    std::iter::once(essence(media_type)).chain(pairs).collect()
}

/// True for known names with suffixes. Vendors may be anybody, so all words have to be known.
fn is_subtype(subtype: &str) -> bool {
    let name = TREES.iter().find_map(|tree| subtype.strip_prefix(tree)).unwrap_or(subtype);
    let mut parts = name.split('+');
    SUBTYPES.contains(&subtype)
        || parts.by_ref().take(3).all(|part| SUBTYPES.contains(&part) || has_only_known_words(part))
            && parts.next().is_none()
}
