//! The place the walk is at, as a JSON pointer that grows and shrinks.

/// A JSON pointer in one reused buffer.
#[derive(Debug, Default)]
pub(super) struct Path {
    text: String,
}

impl Path {
    /// Goes down to a name and returns the length to come back to.
    pub(super) fn enter(&mut self, name: &str) -> usize {
        let length = self.text.len();
        self.text.push('/');
        if has_special(name.as_bytes()) {
            self.text.push_str(&name.replace('~', "~0").replace('/', "~1"));
        } else {
            self.text.push_str(name);
        }
        length
    }

    /// Comes back to where the pointer had this length.
    pub(super) fn leave(&mut self, length: usize) {
        self.text.truncate(length);
    }

    /// Goes to a pointer.
    pub(super) fn set(&mut self, pointer: &str) {
        pointer.clone_into(&mut self.text);
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
    }
}

/// Does a name hold what a JSON pointer has to escape? Looks at eight bytes at a time, for it is asked of every member.
fn has_special(name: &[u8]) -> bool {
    let (words, mut rest) = name.as_chunks::<8>();
    if let Some(last) = name.last_chunk::<8>().filter(|_| !rest.is_empty()) {
        // The end again, together with bytes that were seen before.
        rest = last;
    }
    let has = |word: u64, byte: u8| {
        let zeros = word ^ (0x0101_0101_0101_0101 * u64::from(byte));
        zeros.wrapping_sub(0x0101_0101_0101_0101) & !zeros & 0x8080_8080_8080_8080 != 0
    };
    let special = |word: u64| has(word, b'~') || has(word, b'/');
    let last = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    words.iter().any(|word| special(u64::from_le_bytes(*word))) || special(last)
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn escapes_what_a_pointer_has_to() {
        for (name, shown) in [
            ("a/b", "/a~1b"),
            ("~", "/~0"),
            ("names/of~some length", "/names~1of~0some length"),
            ("longername~", "/longername~0"),
            ("é0123456", "/é0123456"),
        ] {
            let mut path = Path::default();
            let length = path.enter(name);
            assert_eq!(path.as_str(), shown);
            path.leave(length);
            assert_eq!(path.as_str(), "");
        }
    }
}
