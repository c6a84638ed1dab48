//! The bytes of an answer, which may hold a card number in the form the API calls a token.

use std::fmt;
use std::ops::Deref;

use zeroize::Zeroize;

/// The body of an answer. It is wiped from memory when it is dropped, and so is the room it leaves when it grows.
///
/// What the layers below hold, the connection's own buffer and TLS, isn't ours to wipe.
#[derive(Default)]
pub(crate) struct Body(Vec<u8>);

/// What is made room for when a server doesn't say how long its answer is.
const FIRST: usize = 4 * 1024;
/// What a server's word for the length of its answer is believed for at once.
const BELIEVED: usize = 1024 * 1024;

impl Body {
    /// An empty body with room for as many bytes as the server has announced.
    pub(crate) fn with_room(announced: Option<u64>) -> Self {
        let room = announced.and_then(|length| usize::try_from(length).ok()).unwrap_or(FIRST);
        Self(Vec::with_capacity(room.min(BELIEVED)))
    }

    pub(crate) fn extend(&mut self, chunk: &[u8]) {
        let length = self.0.len() + chunk.len();
        if length > self.0.capacity() {
            // A vector that grows by itself would leave a copy behind.
            let mut larger = Vec::with_capacity(length.max(self.0.capacity() * 2));
            larger.extend_from_slice(&self.0);
            std::mem::swap(&mut self.0, &mut larger);
            larger.as_mut_slice().zeroize();
        }
        self.0.extend_from_slice(chunk);
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
        // The room beyond the length was never written to.
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
    fn chunks_add_up_however_long_they_are() {
        let mut body = Body::with_room(Some(3));
        let chunks: [&[u8]; 5] = [b"a", b"bc", b"", b"defghijklmnop", b"q"];
        for chunk in chunks {
            body.extend(chunk);
        }
        assert_eq!(&*body, b"abcdefghijklmnopq");
    }

    #[test]
    fn an_announcement_is_not_believed_without_limit() {
        assert_eq!(Body::with_room(Some(u64::MAX)).0.capacity(), BELIEVED);
    }
}
