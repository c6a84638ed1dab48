//! Splits queries and forms into names and values.

use std::borrow::Cow;

pub(super) use crate::spec::form_decoded as decoded;

/// Decoded names with their values as sent.
pub(super) type Pairs<'a> = Vec<(Cow<'a, str>, &'a str)>;

/// The pairs of a query. Values stay encoded, because separators between items can only be told from encoded
/// ones before decoding.
pub(super) fn pairs(query: &str) -> Pairs<'_> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), value)
        })
        .collect()
}
