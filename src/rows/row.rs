//! The end of one row in the bytes of a list.

/// Finds the end of a JSON value. It counts brackets and honours strings; whether the value is valid JSON is decided when it
/// is decoded.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowEnd {
    form: Form,
    quoted: Quoted,
    /// The number of open brackets.
    depth: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// An object or an array.
    Brackets,
    String,
    /// A number, a literal, or what isn't JSON.
    Word,
}

/// The position in relation to a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoted {
    No,
    Yes,
    /// After a backslash.
    Escaped,
}

impl Quoted {
    /// The position after `byte`.
    pub(super) fn after(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Yes, b'"') => Self::No,
            (Self::Yes, b'\\') => Self::Escaped,
            (Self::No, b'"') | (Self::Yes | Self::Escaped, _) => Self::Yes,
            (Self::No, _) => Self::No,
        }
    }
}

impl RowEnd {
    /// For a value that starts with this byte.
    pub(super) fn new(first: u8) -> Self {
        let form = match first {
            b'{' | b'[' => Form::Brackets,
            b'"' => Form::String,
            _ => Form::Word,
        };
        Self { form, quoted: Quoted::No, depth: 0 }
    }

    /// The number of these bytes that belong to the value, if it ends in them.
    pub(super) fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        match self.form {
            Form::Word => bytes.iter().position(|byte| is_space(*byte) || b",]}".contains(byte)),
            Form::Brackets | Form::String => self.close(bytes),
        }
    }

    fn close(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if self.quoted == Quoted::Yes {
                // Most of a row is text.
                at += memchr::memchr2(b'"', b'\\', &bytes[at..])?;
                self.quoted = self.quoted.after(bytes[at]);
            } else {
                self.quoted = self.quoted.after(*byte);
                self.depth = match (self.quoted, byte) {
                    (Quoted::No, b'{' | b'[') => self.depth + 1,
                    (Quoted::No, b'}' | b']') => self.depth.saturating_sub(1),
                    _ => self.depth,
                };
            }
            at += 1;
            if self.quoted == Quoted::No && self.depth == 0 {
                return Some(at);
            }
        }
        None
    }
}

/// Whether this is JSON's white space.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
