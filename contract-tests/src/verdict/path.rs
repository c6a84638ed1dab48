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
        if memchr::memchr2(b'~', b'/', name.as_bytes()).is_some() {
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
