//! Names and values of a query, or of a form.

use std::borrow::Cow;

use crate::spec::percent_decoded;

/// A name, decoded, and its value as it was sent.
pub(super) type Pairs<'a> = Vec<(Cow<'a, str>, &'a str)>;

/// The pairs of a query. Values stay as they were sent: what separates items is told from what is inside of one only
/// before decoding.
pub(super) fn pairs(query: &str) -> Pairs<'_> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), value)
        })
        .collect()
}

/// In a query a plus is a space.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if text.contains('+') {
        return Cow::Owned(percent_decoded(&text.replace('+', " ")).into_owned());
    }
    percent_decoded(text)
}

/// `filter[name]` as `filter` and `name`; nothing for a name without brackets, or with more than one pair of them.
pub(super) fn bracketed(name: &str) -> Option<(&str, &str)> {
    let (owner, rest) = name.split_once('[')?;
    let inner = rest.strip_suffix(']')?;
    (!owner.is_empty() && !inner.contains(['[', ']'])).then_some((owner, inner))
}
