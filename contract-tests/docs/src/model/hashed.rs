//! Words in ids and fingerprints.

/// A word as ids and fingerprints hold it: in upper camel case, as their first version had it. `enum-member` is
/// `EnumMember`.
pub(crate) fn hashed(word: &str) -> String {
    word.split('-').map(capital).collect()
}

fn capital(part: &str) -> String {
    let mut chars = part.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}
