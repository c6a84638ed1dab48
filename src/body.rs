//! The bytes of a response body, which may contain a card number in the form that the API calls a token.

use std::fmt;
use std::ops::Deref;

use zeroize::Zeroize;

/// A response body. Its memory is zeroed when it is dropped, and when it moves to a larger allocation.
///
/// The buffers of the HTTP and TLS libraries are out of reach.
#[derive(Default)]
pub(crate) struct Body(Vec<u8>);

/// The capacity for a response without a `Content-Length`.
const DEFAULT_CAPACITY: usize = 4 * 1024;
/// The most that is allocated up front because of a `Content-Length`.
const MAX_INITIAL_CAPACITY: usize = 1024 * 1024;

impl Body {
    /// An empty body with capacity for the announced `Content-Length`.
    pub(crate) fn with_capacity(content_length: Option<u64>) -> Self {
        let announced = content_length.and_then(|length| usize::try_from(length).ok());
        Self(Vec::with_capacity(announced.unwrap_or(DEFAULT_CAPACITY).min(MAX_INITIAL_CAPACITY)))
    }

    pub(crate) fn extend(&mut self, chunk: &[u8]) {
        let length = self.0.len() + chunk.len();
        if length > self.0.capacity() {
            // `Vec` itself would free the old allocation without zeroing it.
            let mut larger = Vec::with_capacity(length.max(self.0.capacity() * 2));
            larger.extend_from_slice(&self.0);
            std::mem::swap(&mut self.0, &mut larger);
            larger.as_mut_slice().zeroize();
        }
        self.0.extend_from_slice(chunk);
    }

    /// Zeroes the bytes and keeps the allocation.
    pub(crate) fn clear(&mut self) {
        self.0.as_mut_slice().zeroize();
        self.0.clear();
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        // The spare capacity was never written.
        self.0.as_mut_slice().zeroize();
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Body(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_of_any_length_are_concatenated() {
        let mut body = Body::with_capacity(Some(3));
        let chunks: [&[u8]; 5] = [b"a", b"bc", b"", b"defghijklmnop", b"q"];
        for chunk in chunks {
            body.extend(chunk);
        }
        assert_eq!(&*body, b"abcdefghijklmnopq");
    }

    #[test]
    fn a_huge_content_length_allocates_a_bounded_buffer() {
        assert_eq!(Body::with_capacity(Some(u64::MAX)).0.capacity(), MAX_INITIAL_CAPACITY);
    }
}
